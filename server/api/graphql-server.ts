import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import { type GraphQLSchema, parse, type DocumentNode, specifiedRules, validate } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import type { ApiContext } from './context.ts';
import { formatError } from './format-error.ts';
import { limitRules, tokenLimit } from './limits.ts';
import type { Log } from './log.ts';
import { statusForPlainJson } from './status-for-plain-json.ts';

export interface GraphQLParts {
  readonly schema: GraphQLSchema;
  readonly log: Log;
  context(signal: AbortSignal): ApiContext;
}

/** Mounts `/graphql` (queries, mutations) and `/graphql/stream` (subscriptions over server-sent events). */
export async function mountGraphQL(http: FastifyInstance, parts: GraphQLParts): Promise<ApolloServer<ApiContext>> {
  const rules = limitRules();
  const server = new ApolloServer<ApiContext>({
    schema: parts.schema,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: tokenLimit },
    validationRules: [...rules],
    formatError: formatError(parts.log),
    stopOnTerminationSignals: false,
    plugins: [
      fastifyApolloDrainPlugin(http),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      statusForPlainJson,
    ],
  });
  await server.start();
  await http.register(fastifyApollo(server), {
    path: '/graphql',
    context: async (_request, reply) => parts.context(goneSignal(reply.raw)),
  });
  mountStream(http, parts, rules);
  return server;
}

function mountStream(http: FastifyInstance, parts: GraphQLParts, rules: ReturnType<typeof limitRules>): void {
  const stream = createHandler({
    schema: parts.schema,
    // Without a token every request has a stream of its own.
    authenticate: () => null,
    validate: (schema, document: DocumentNode) => validate(schema, document, [...specifiedRules, ...rules]),
    context: (request) => ({ ...parts.context(goneSignal(request.context.reply.raw)) }),
    onSubscribe: (_request, { query }) => {
      if (typeof query === 'string') parse(query, { maxTokens: tokenLimit });
    },
  });
  http.all('/graphql/stream', async (request, reply) => {
    try {
      await stream(request, reply);
    } catch (error) {
      parts.log('error', 'unexpected error in a stream', { error });
      if (!reply.sent) await reply.code(500).send();
    }
  });
}

/** Aborts when the client goes away before its answer is complete. */
function goneSignal(raw: {
  on(event: 'close', listener: () => void): unknown;
  readonly writableFinished: boolean;
}): AbortSignal {
  const controller = new AbortController();
  raw.on('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
