import { TrivetError, messageOf, wireCode } from '../lib/errors.ts';
import { wayOut, wayOutOfRequest } from './way-out.ts';

/** An error as RFC 9457 writes it, for every route but GraphQL. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly hint?: string;
  readonly choices?: readonly string[];
  /** Everything else for which the request is refused. */
  readonly refusals?: readonly Pick<ProblemDetails, 'detail' | 'code' | 'hint' | 'choices'>[];
  /** Where in the body the mistakes are, as JSON pointers. */
  readonly invalid_params?: readonly InvalidParameter[];
}

/** A mistake in one place of a request's body; `name` is a JSON pointer. */
export interface InvalidParameter {
  readonly name: string;
  readonly reason: string;
}

/** A mistake of the caller whose status in HTTP does not follow from its code, or that has places in the body. */
export class RouteRefusal extends Error {
  override readonly name = 'RouteRefusal';
  readonly statusCode: number;
  readonly refusal: TrivetError;
  readonly invalid: readonly InvalidParameter[];

  constructor(statusCode: number, refusal: TrivetError, invalid: readonly InvalidParameter[] = []) {
    super(refusal.message);
    this.statusCode = statusCode;
    this.refusal = refusal;
    this.invalid = invalid;
  }
}

/** Media type of `ProblemDetails`. */
export const problemType = 'application/problem+json';

const statuses: ReadonlyMap<string, number> = new Map([
  ['authentication-required', 401],
  ['forbidden', 403],
  ['purpose-denied', 403],
  ['column-denied', 403],
  ['differencing-refused', 403],
  ['unknown-query', 404],
  ['unknown-view', 404],
  ['unknown-format', 404],
  ['unknown-notebook', 404],
  ['unknown-cell', 404],
  ['unknown-page', 404],
  ['result-expired', 404],
  ['result-too-large', 413],
  ['too-many-attempts', 429],
  ['too-many-streams', 503],
  ['identity-unavailable', 503],
  ['engine-lost', 503],
  ['out-of-memory', 503],
  ['timeout', 504],
  ['disk-full', 507],
]);

/** Status of an HTTP answer that says what was thrown: the caller's mistakes are 4xx (404 for what the address names), ours 500. */
export function statusOf(error: unknown): number {
  if (error instanceof TrivetError) return statuses.get(error.code) ?? 400;
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 600 ? status : 500;
}

/** What was thrown, as a client may see it; our own mistakes are masked. */
export function problemDetails(error: unknown): ProblemDetails {
  const status = statusOf(error);
  if (error instanceof RouteRefusal) {
    const { refusal, invalid } = error;
    return { ...problemDetails(refusal), status, ...(invalid.length === 0 ? {} : { invalid_params: invalid }) };
  }
  if (error instanceof TrivetError) {
    const { refusals } = error;
    return {
      type: 'about:blank',
      title: titles.get(status) ?? 'The request is refused',
      status,
      ...described(error),
      ...(refusals.length === 0 ? {} : { refusals: refusals.map(described) }),
    };
  }
  const title = titles.get(status) ?? (status >= 500 ? 'Something went wrong here' : 'The request is refused');
  const detail = status >= 500 ? 'Something went wrong here.' : messageOf(error);
  const code = status >= 500 ? 'INTERNAL' : 'BAD_REQUEST';
  return {
    type: 'about:blank',
    title,
    status,
    detail,
    code,
    ...(status < 500 ? { hint: wayOutOfRequest(status) } : {}),
  };
}

function described(error: TrivetError): Omit<ProblemDetails, 'type' | 'title' | 'status'> {
  const { message, code, choices = [] } = error;
  const hint = wayOut(error);
  return {
    detail: message,
    code: wireCode(code),
    ...(hint === null ? {} : { hint }),
    ...(choices.length === 0 ? {} : { choices }),
  };
}

const titles: ReadonlyMap<number, string> = new Map([
  [401, 'Sign-in needed'],
  [403, 'Not allowed'],
  [404, 'Not found'],
  [429, 'Too many attempts'],
  [503, 'Not available at the moment'],
  [504, 'Stopped at the time limit'],
]);
