import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import type { ApiContext } from './context.ts';
import { formatError } from './format-error.ts';
import { goneSignal } from './gone-signal.ts';
import { limitRules, tokenLimit } from './limits.ts';
import type { Log } from './log.ts';
import { statusForPlainJson } from './status-for-plain-json.ts';

export interface GraphQLParts {
  readonly log: Log;
  /** `signal` ends when the client goes away. */
  context(request: FastifyRequest, signal: AbortSignal): ApiContext;
  /** The schema that one request sees from its beginning to its end. */
  schemaOf(context: ApiContext): GraphQLSchema;
}

/** Mounts `/graphql` (queries, mutations) and `/graphql/stream` (subscriptions over server-sent events). */
export function mountGraphQL(http: FastifyInstance, parts: GraphQLParts): void {
  const rules = limitRules();
  const servers = new WeakMap<GraphQLSchema, Promise<ApolloServer<ApiContext>>>();
  const serverOf = (schema: GraphQLSchema): Promise<ApolloServer<ApiContext>> => {
    const server = servers.get(schema) ?? startServer(schema, parts, rules);
    servers.set(schema, server);
    return server;
  };
  http.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    handler: async function (request, reply) {
      const context = parts.context(request, goneSignal(reply.raw));
      const server = await serverOf(parts.schemaOf(context));
      return fastifyApolloHandler(server, { context: async () => context }).call(this, request, reply);
    },
  });
  mountStream(http, parts, rules);
}

type Rules = ReturnType<typeof limitRules>;

async function startServer(
  schema: GraphQLSchema,
  parts: GraphQLParts,
  rules: Rules,
): Promise<ApolloServer<ApiContext>> {
  const server = new ApolloServer<ApiContext>({
    schema,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: tokenLimit },
    validationRules: [...rules],
    formatError: formatError(parts.log),
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), statusForPlainJson],
  });
  await server.start();
  return server;
}

function mountStream(http: FastifyInstance, parts: GraphQLParts, rules: Rules): void {
  const format = formatError(parts.log);
  const stream = createHandler<ApiContext & Record<PropertyKey, unknown>>({
    schema: (_request, { contextValue }) => parts.schemaOf(contextValue),
    // Without a token every request has a stream of its own.
    authenticate: () => null,
    validate: (schema, document: DocumentNode) => validate(schema, document, [...specifiedRules, ...rules]),
    context: (request) => ({ ...parts.context(request.raw, goneSignal(request.context.reply.raw)) }),
    onSubscribe: (_request, { query }) => {
      try {
        if (typeof query === 'string') parse(query, { maxTokens: tokenLimit });
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
  http.all('/graphql/stream', async (request, reply) => {
    // graphql-sse writes to the socket itself.
    reply.hijack();
    try {
      await stream(request, reply);
    } catch (error) {
      parts.log('error', 'unexpected error in a stream', { error });
      if (!reply.raw.headersSent) reply.raw.writeHead(500);
      reply.raw.end();
    }
  });
}
