import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { TrivetError, wireCode } from '../../lib/errors.ts';
import type { Log } from '../log.ts';
import { wayOut } from '../way-out.ts';

const requestCodes = new Set([
  'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED',
]); // prettier-ignore

/** Errors as clients see them: the caller's with code and hint, ours masked with an id that stands in the log. */
export function formatError(log: Log): (formatted: GraphQLFormattedError, thrown: unknown) => GraphQLFormattedError {
  return (formatted, thrown) => {
    const original = unwrapResolverError(thrown);
    const { message, locations, path } = formatted;
    const place = { ...(locations === undefined ? {} : { locations }), ...(path === undefined ? {} : { path }) };
    const refusal = refusalBehind(original);
    if (refusal !== null) return { message: refusal.message, ...place, extensions: extensionsOf(refusal) };
    const code = formatted.extensions?.['code'];
    if (typeof code === 'string' && requestCodes.has(code)) return { message, ...place, extensions: { code } };
    if (original instanceof GraphQLError)
      return { message, ...place, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } };
    const id = randomUUID();
    log('error', 'unexpected error in a resolver', { id, error: original });
    return { message: `Something went wrong here (${id}).`, ...place, extensions: { code: 'INTERNAL', id } };
  };
}

/** The refusal that the library wrapped, as it does with what reading a name in a document or variable throws. */
function refusalBehind(thrown: unknown): TrivetError | null {
  if (thrown instanceof TrivetError) return thrown;
  return thrown instanceof GraphQLError ? refusalBehind(thrown.originalError) : null;
}

/** A refusal as data: what stands in `errors` and in its extensions, in one object. */
export function errorOf(error: TrivetError): Record<string, unknown> {
  return { message: error.message, ...extensionsOf(error) };
}

/** Code, hint, choices and further refusals of an error, as GraphQL extensions. */
function extensionsOf(error: TrivetError): Record<string, unknown> {
  return {
    ...plain(error),
    refusals: error.refusals.map((refusal) => ({ message: refusal.message, ...plain(refusal) })),
  };
}

function plain(error: TrivetError): Record<string, unknown> {
  return { code: wireCode(error.code), hint: wayOut(error), choices: error.choices ?? [] };
}
