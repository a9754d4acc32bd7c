import type { ErrorCode } from './error-codes.ts';

export { type ErrorCode, errorCodes, errorMeanings } from './error-codes.ts';

export interface ErrorDetails {
  /** What the caller can do about it, in one sentence. */
  readonly hint?: string | undefined;
  /** Names to choose from, where the mistake has a closed set of ways out. */
  readonly choices?: readonly string[] | undefined;
  /** Where in the caller's text: 1-based line and column; `offset` counts UTF-16 units. */
  readonly position?: Position | undefined;
  /** Further refusals of the same request, so that all of them arrive at once. */
  readonly refusals?: readonly TrivetError[] | undefined;
  readonly cause?: unknown;
}

export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset?: number | undefined;
  readonly length?: number | undefined;
}

/** A mistake of the caller, with a public code. Our own mistakes are plain Errors, which are logged and masked. */
export class TrivetError extends Error {
  override readonly name = 'TrivetError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly choices: readonly string[] | undefined;
  readonly position: Position | undefined;
  readonly refusals: readonly TrivetError[];

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    this.choices = details.choices;
    this.position = details.position;
    this.refusals = details.refusals ?? [];
  }
}

/** `dimension-not-conformed` as GraphQL enum values and extensions spell it: `DIMENSION_NOT_CONFORMED`. */
export function wireCode(code: string): string {
  return code.replaceAll('-', '_').toUpperCase();
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
