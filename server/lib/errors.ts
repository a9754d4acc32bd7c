/** Every code a caller can meet. Public API: a code is never renamed, only added. */
export const errorCodes = [
  // names
  'unknown-metric',
  'unknown-dimension',
  'unknown-dataset',
  'unknown-column',
  'unknown-path',
  'unknown-purpose',
  'unknown-notebook',
  'unknown-cell',
  'unknown-page',
  'unknown-parameter',
  'unknown-key',
  'unknown-kind',
  // model files
  'invalid-yaml',
  'invalid-model',
  'duplicate-name',
  'reserved-name',
  'missing-file',
  'untrusted-sql',
  'cyclic-join',
  // metric queries
  'invalid-query',
  'invalid-expression',
  'dimension-not-conformed',
  'filter-not-conformed',
  'ambiguous-path',
  'fan-out-refused',
  'semi-additive-needs-time',
  'window-not-additive',
  'unit-mismatch',
  'purpose-denied',
  'cost-exceeded',
  'too-many-groups',
  'unsupported',
  // datasets
  'duplicate-key',
  'null-key',
  'dataset-quarantined',
  'source-unreadable',
  'load-failed',
  'failed-cast',
  'unexpected-value',
  // engine
  'sql-refused',
  'sql-invalid',
  'timeout',
  'cancelled',
  'out-of-memory',
  'engine-lost',
  'result-expired',
  'result-too-large',
  // notebooks
  'invalid-notebook',
  'invalid-header',
  'invalid-cell',
  'duplicate-id',
  'name-taken',
  'unclosed-fence',
  'conflict-markers',
  'newer-format',
  'cycle',
  'blocked',
  'unknown-field',
  'too-many-marks',
  'revision-conflict',
  'read-only',
  'not-one-row',
  'invalid-parameter',
  // pages
  'publish-refused',
  'single-source',
  'stale-data',
  'failed-cell',
  'unordered-limit',
  'volatile-cell',
  'withdrawn',
  // files, settings, access
  'disk-full',
  'write-failed',
  'invalid-config',
  'authentication-required',
  'forbidden',
  // ours
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

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
