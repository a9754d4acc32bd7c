import { type ErrorCode, messageOf, type Position, TrivetError } from './errors.ts';

/** A mistake found in something a person wrote, as a value: the rest of the file, model or notebook goes on. */
export interface Problem {
  readonly code: ErrorCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint: string | null;
  readonly choices: readonly string[];
  /** The file, relative to the workspace, where there is one. */
  readonly file: string | null;
  readonly position: Position | null;
  /** What it is about: a dataset, a metric, a cell, or a path of keys such as `joins.customer.to`. */
  readonly subject: string | null;
}

export type ProblemPlace = Partial<Pick<Problem, 'file' | 'position' | 'subject' | 'severity'>>;

/** A problem from parts; everything left out is null or empty, the severity is `error`. */
export function problem(
  code: ErrorCode,
  message: string,
  rest: ProblemPlace & { hint?: string | undefined; choices?: readonly string[] | undefined } = {},
): Problem {
  return {
    code,
    severity: rest.severity ?? 'error',
    message,
    hint: rest.hint ?? null,
    choices: rest.choices ?? [],
    file: rest.file ?? null,
    position: rest.position ?? null,
    subject: rest.subject ?? null,
  };
}

/** What was thrown, as a problem at a place. A plain Error is our own mistake: its code is `internal`. */
export function problemOf(thrown: unknown, place: ProblemPlace = {}): Problem {
  if (!(thrown instanceof TrivetError)) return problem('internal', messageOf(thrown), place);
  return problem(thrown.code, thrown.message, {
    hint: thrown.hint,
    choices: thrown.choices,
    position: thrown.position ?? null,
    ...place,
  });
}
