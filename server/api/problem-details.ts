import { TrivetError, messageOf, wireCode } from '../lib/errors.ts';

/** An error as RFC 9457 writes it, for every route but GraphQL. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly hint?: string;
  readonly choices?: readonly string[];
}

/** Media type of `ProblemDetails`. */
export const problemType = 'application/problem+json';

const statuses: ReadonlyMap<string, number> = new Map([
  ['authentication-required', 401],
  ['forbidden', 403],
  ['purpose-denied', 403],
  ['column-denied', 403],
  ['differencing-refused', 403],
  ['result-expired', 404],
  ['too-many-attempts', 429],
  ['identity-unavailable', 503],
  ['engine-lost', 503],
  ['timeout', 504],
  ['disk-full', 507],
]);

/** Status of an HTTP answer that says what was thrown: the caller's mistakes are 4xx, ours 500. */
export function statusOf(error: unknown): number {
  if (error instanceof TrivetError) return statuses.get(error.code) ?? (error.code.startsWith('unknown-') ? 404 : 400);
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 600 ? status : 500;
}

/** What was thrown, as a client may see it; our own mistakes are masked. */
export function problemDetails(error: unknown): ProblemDetails {
  const status = statusOf(error);
  if (error instanceof TrivetError) {
    return {
      type: 'about:blank',
      title: titles.get(status) ?? 'The request is refused',
      status,
      detail: error.message,
      code: wireCode(error.code),
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...(error.choices === undefined || error.choices.length === 0 ? {} : { choices: error.choices }),
    };
  }
  const title = titles.get(status) ?? (status >= 500 ? 'Something went wrong here' : 'The request is refused');
  const detail = status >= 500 ? 'Something went wrong here.' : messageOf(error);
  return { type: 'about:blank', title, status, detail, code: status >= 500 ? 'INTERNAL' : 'BAD_REQUEST' };
}

const titles: ReadonlyMap<number, string> = new Map([
  [401, 'Sign-in needed'],
  [403, 'Not allowed'],
  [404, 'Not found'],
  [429, 'Too many attempts'],
  [503, 'Not available at the moment'],
  [504, 'Stopped at the time limit'],
]);
