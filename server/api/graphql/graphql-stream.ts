import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { type DocumentNode, GraphQLError, parse, specifiedRules, validate } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import type { Viewer } from '../../model/viewer.ts';
import { cutWhenUnwelcome } from '../auth/cut-when-unwelcome.ts';
import type { ApiContext } from '../context.ts';
import { formatError } from './format-error.ts';
import type { GraphQLParts } from './graphql-server.ts';
import { goneSignal } from '../gone-signal.ts';
import { limits, type Trust } from './limits.ts';
import { depthRefusal, type SentRequest, sentRequest } from './screen-request.ts';

const recheckEveryMs = 10_000;

/** Mounts `/graphql/stream`: subscriptions, and what else a client wants to hear of, as server-sent events. */
export function mountStream(
  http: FastifyInstance,
  parts: GraphQLParts,
  trustOf: (sent: SentRequest, viewer: Viewer) => Promise<Trust>,
): void {
  const streams = { known: streamOf(parts, 'known'), open: streamOf(parts, 'open') } as const;
  const open = new Set<Socket>();
  // Broken off rather than completed: whoever listens connects again, to the server that comes next.
  http.addHook('preClose', (done) => {
    for (const socket of open) socket.destroy();
    done();
  });
  http.all('/graphql/stream', async (request, reply) => {
    const sent = sentRequest(request.method === 'GET' ? request.query : request.body);
    const tooDeep = depthRefusal(sent);
    if (tooDeep !== null) return reply.code(400).send(tooDeep);
    const trust = await trustOf(sent, request.viewer);
    // graphql-sse writes to the socket itself.
    reply.hijack();
    const { socket } = request.raw;
    open.add(socket);
    const forget = cutWhenUnwelcome(socket, () => parts.welcome(request), recheckEveryMs);
    reply.raw.once('close', () => {
      forget();
      open.delete(socket);
    });
    try {
      await streams[trust](request, reply);
    } catch (error) {
      parts.log('error', 'unexpected error in a stream', { error });
      if (!reply.raw.headersSent) reply.raw.writeHead(500);
      reply.raw.end();
    }
    return reply;
  });
}

function streamOf(parts: GraphQLParts, trust: Trust): ReturnType<typeof createHandler> {
  const format = formatError(parts.log);
  const { maxTokens, rules } = limits[trust];
  return createHandler<ApiContext & Record<PropertyKey, unknown>>({
    schema: (_request, { contextValue }) => parts.schemaOf(contextValue),
    // Without a token every request has a stream of its own.
    authenticate: () => null,
    validate: (schema, document: DocumentNode) => validate(schema, document, [...specifiedRules, ...rules]),
    context: (request) => ({ ...parts.context(request.raw, goneSignal(request.context.reply.raw)) }),
    onSubscribe: (_request, { query }) => {
      try {
        if (typeof query === 'string') parse(query, { maxTokens });
        return undefined;
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        const errors = [format(error.toJSON(), error)];
        const headers = { 'content-type': 'application/json; charset=utf-8' };
        return [JSON.stringify({ errors }), { status: 400, statusText: 'Bad Request', headers }];
      }
    },
    onNext: (_context, _request, result) => {
      if (!('errors' in result) || result.errors === undefined) return undefined;
      // The stream writes errors as they are; a formatted one has all that a client may see.
      const errors = result.errors.map((error) => format(error.toJSON(), error)) as unknown as readonly GraphQLError[];
      return { ...result, errors };
    },
  });
}
