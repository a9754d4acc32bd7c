import type { ApolloServerPlugin } from '@apollo/server';
import Negotiator from 'negotiator';

const rejected = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);
const graphqlJson = 'application/graphql-response+json';

/**
 * Clients that read plain JSON are answered with 200 when their request was rejected before execution, as GraphQL over HTTP
 * asks; clients of `application/graphql-response+json` keep 400.
 */
export const statusForPlainJson: ApolloServerPlugin = {
  async requestDidStart({ request }) {
    const accept = request.http?.headers.get('accept') ?? 'application/json';
    return {
      async willSendResponse({ response }) {
        const errors = response.body.kind === 'single' ? response.body.singleResult.errors : undefined;
        const code = errors?.[0]?.extensions?.['code'];
        if (typeof code !== 'string' || !(rejected.has(code) || code.startsWith('UNKNOWN_'))) return;
        const type = new Negotiator({ headers: { accept } }).mediaType(['application/json', graphqlJson]);
        if (type === 'application/json') response.http.status = 200;
      },
    };
  },
};
