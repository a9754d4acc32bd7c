import { type Problem, problem } from '../lib/problem.ts';
import type { Unstable } from './cell-kind.ts';
import type { NotebookCell } from './document.ts';

/** A reason why the same text over the same data may give another result. */
export interface Instability {
  readonly reason: Unstable;
  /** The id of the cell whose text is the reason; cells that read it inherit it. */
  readonly cell: string;
}

/** What the engine's parser found in a SELECT, as reasons. */
export function reasonsOf(found: {
  readonly volatile: boolean;
  readonly perQuery: boolean;
  readonly unorderedLimit: boolean;
}): readonly Unstable[] {
  return [
    ...(found.volatile ? ['volatile' as const] : []),
    ...(found.perQuery ? ['per-query' as const] : []),
    ...(found.unorderedLimit ? ['unordered' as const] : []),
  ];
}

/** Whether a result belongs to the run that made it: it is shown, but no later run may take it for its own. */
export function isMomentary(reasons: readonly Unstable[]): boolean {
  return reasons.some((reason) => reason !== 'unordered');
}

/** What is to be said of a cell for one reason: a warning while it is written, an error where it would be published. */
export function instabilityProblem(cell: NotebookCell, reason: Unstable, severity: Problem['severity']): Problem {
  const { code, said, hint } = wording[reason];
  return problem(code, `The cell ${cell.name ?? `${cell.kind} ${cell.id}`} ${said}`, {
    hint,
    severity,
    subject: cell.id,
  });
}

const wording = {
  volatile: {
    code: 'volatile-cell',
    said: 'draws at random: it gives another result at every run.',
    hint: 'Leave out random(), uuid() and samples without a seed; ORDER BY hash(<key>) takes the same rows every time.',
  },
  'per-query': {
    code: 'volatile-cell',
    said: 'asks for the moment of its run (now(), current_date): tomorrow the same data give another result.',
    hint: 'Declare a parameter of type date in the header and write $name in its place.',
  },
  unordered: {
    code: 'unordered-limit',
    said: 'takes some rows without saying which: a LIMIT or a sample without ORDER BY.',
    hint: 'Write ORDER BY before the LIMIT; in place of a sample, ORDER BY hash(<key>) LIMIT 100.',
  },
} as const;
