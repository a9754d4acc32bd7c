import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Log, requestScope } from '../log.ts';
import type { Figures } from './figures.ts';

export interface RequestLogParts {
  readonly log: Log;
  /** Whether each request stands in the log; those that fail here do in any case. */
  readonly isTold: boolean;
  readonly figures: Figures;
  readonly isStopping: () => boolean;
}

/** The id that a proxy gave a request, where it is a plain word; else a new one. */
export function requestId(request: { readonly headers: Readonly<Record<string, unknown>> }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{8,64}$/.test(given) ? given : randomUUID();
}

/** Gives each answer the id of its request, and counts and logs it at its end: by its route, never by what it asks. */
export function logRequests(http: FastifyInstance, parts: RequestLogParts): void {
  const { isStopping } = parts;
  http.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    const started = performance.now();
    // Of a stream, too, which Fastify does not see the end of.
    reply.raw.once('close', () => {
      const seconds = (performance.now() - started) / 1000;
      const status = reply.raw.writableFinished ? reply.raw.statusCode : 499;
      requestScope.run(request.id, () => told(request, parts, { status, seconds }));
    });
    requestScope.run(request.id, done);
  });
  http.addHook('onSend', (_request, reply, _payload, done) => {
    // A connection that is kept would hold up the end of the server.
    if (isStopping()) void reply.header('connection', 'close');
    done();
  });
  // A body arrives in the context of its connection.
  http.addHook('preHandler', (request, _reply, done) => requestScope.run(request.id, done));
}

function told(
  request: FastifyRequest,
  { log, isTold, figures }: RequestLogParts,
  { status, seconds }: { readonly status: number; readonly seconds: number },
): void {
  const { method } = request;
  const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
  figures.request({ method, route, status, seconds });
  if (isTold || status >= 500) {
    log('info', 'request', { method, route, status, ms: Math.round(seconds * 1000), viewer: request.viewerName });
  }
}
