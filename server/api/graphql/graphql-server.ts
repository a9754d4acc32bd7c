import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { OperationsAllowed } from '../../model/settings.ts';
import type { Viewer } from '../../model/viewer.ts';
import type { ApiContext } from '../context.ts';
import { createDocumentStore, type DocumentStore } from './document-store.ts';
import { formatError } from './format-error.ts';
import { goneSignal } from '../gone-signal.ts';
import { mountStream } from './graphql-stream.ts';
import type { KnownOperations } from './known-operations.ts';
import { limits, type Trust } from './limits.ts';
import type { Log } from '../log.ts';
import { depthRefusal, screenRequest, sentRequest, type SentRequest } from './screen-request.ts';
import { statusForPlainJson } from './status-for-plain-json.ts';

export interface GraphQLParts {
  readonly log: Log;
  /** `signal` ends when the client goes away. */
  context(request: FastifyRequest, signal: AbortSignal): ApiContext;
  /** The schema that one request sees from its beginning to its end. */
  schemaOf(context: ApiContext): GraphQLSchema;
  /** The client's own operations. */
  readonly known: KnownOperations;
  /** Which documents are answered at present. */
  allowed(): OperationsAllowed;
  /** Rejects when whoever sent a request may no longer do so: a stream outlives the token that opened it. */
  welcome(request: FastifyRequest): Promise<unknown>;
}

/** Mounts `/graphql` (queries, mutations) and `/graphql/stream` (subscriptions over server-sent events). */
export function mountGraphQL(http: FastifyInstance, parts: GraphQLParts): void {
  const documents = createDocumentStore();
  const servers = { known: new WeakMap(), open: new WeakMap() } satisfies Record<Trust, Servers>;
  const serverOf = (schema: GraphQLSchema, trust: Trust): Promise<ApolloServer<ApiContext>> => {
    const started: Servers = servers[trust];
    const server = started.get(schema) ?? startServer(schema, { ...parts, documents, trust });
    started.set(schema, server);
    return server;
  };
  const trustOf = (sent: SentRequest, viewer: Viewer): Promise<Trust> =>
    screenRequest(sent, viewer, { known: parts.known, documents, allowed: parts.allowed() });
  http.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    handler: async function (request, reply) {
      const sent = sentRequest(request.method === 'GET' ? request.query : request.body);
      const tooDeep = depthRefusal(sent);
      if (tooDeep !== null) return reply.code(400).send(tooDeep);
      const trust = await trustOf(sent, request.viewer);
      const context = parts.context(request, goneSignal(reply.raw));
      const server = await serverOf(parts.schemaOf(context), trust);
      return fastifyApolloHandler(server, { context: async () => context }).call(this, request, reply);
    },
  });
  mountStream(http, parts, trustOf);
}

type Servers = WeakMap<GraphQLSchema, Promise<ApolloServer<ApiContext>>>;

async function startServer(
  schema: GraphQLSchema,
  { log, documents, trust }: Pick<GraphQLParts, 'log'> & { readonly documents: DocumentStore; readonly trust: Trust },
): Promise<ApolloServer<ApiContext>> {
  const server = new ApolloServer<ApiContext>({
    schema,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    persistedQueries: { cache: documents },
    parseOptions: { maxTokens: limits[trust].maxTokens },
    validationRules: [...limits[trust].rules],
    formatError: formatError(log),
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), statusForPlainJson],
  });
  await server.start();
  return server;
}
