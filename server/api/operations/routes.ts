import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { EngineStatus } from '../../engine/engine.ts';
import { hasRole } from '../../model/viewer.ts';
import { demandRole } from '../auth/route-rules.ts';
import type { Figures } from './figures.ts';

export interface OperationsParts {
  readonly figures: Figures;
  readonly engine: () => EngineStatus;
  /** Whether the server was told to stop. */
  readonly isStopping: () => boolean;
  /** Whether a proxy stands before the server, so that every request seems to come from this machine. */
  readonly isBehindProxy: boolean;
}

/** `/healthz` (it lives), `/readyz` (it can answer), `/metrics` (how it does). */
export function operationsRoutes(http: FastifyInstance, parts: OperationsParts): void {
  http.get('/healthz', async (_request, reply) =>
    reply.header('cache-control', 'no-store').type('text/plain').send('ok\n'),
  );
  http.get('/readyz', async (_request, reply) => {
    const reasons = notReady(parts);
    const body = reasons.length === 0 ? { status: 'ready' } : { status: 'not ready', reasons };
    return reply
      .code(reasons.length === 0 ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(body);
  });
  http.get('/metrics', async (request, reply) => {
    if (!isThisMachine(request, parts) && !hasRole(request.viewer, 'admin')) {
      demandRole(request.viewer, 'admin', 'read the figures of this server');
    }
    return reply
      .header('cache-control', 'no-store')
      .type(parts.figures.contentType)
      .send(await parts.figures.print());
  });
}

const reasonsByState: ReadonlyMap<string, string> = new Map([
  ['starting', 'the engine starts'],
  ['respawning', 'the engine starts again'],
  ['closed', 'the engine has ended'],
]);

function notReady({ engine, isStopping }: OperationsParts): readonly string[] {
  const reason = reasonsByState.get(engine().state);
  return [...(isStopping() ? ['the server stops'] : []), ...(reason === undefined ? [] : [reason])];
}

const loopback = /^(127\.|::1$|::ffff:127\.)/;

/** Whether a program on this machine asks, and not a proxy for somebody else. */
function isThisMachine(request: FastifyRequest, { isBehindProxy }: OperationsParts): boolean {
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some(
    (header) => request.headers[header] !== undefined,
  );
  return !isBehindProxy && !isForwarded && loopback.test(request.socket.remoteAddress ?? '');
}
