import type { Effect } from '../../../stats/effects/effect.ts';
import type { Diagnostic, FindingTable } from '../../contract/finding.ts';
import type { Refusal } from '../../contract/refusal.ts';
import type { Outcome } from './outcomes.ts';

/** An outcome after a design has had its say. */
export interface Measured {
  readonly outcome: Outcome;
  /** Null where it is refused. */
  readonly effect: Effect | null;
  /** Whether the interval may be shown; with too few units only the p-value of a permutation may. */
  readonly hasInterval: boolean;
  readonly n: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly refusals: readonly Refusal[];
  readonly tables: readonly FindingTable[];
}

/** What the number of an outcome is called: `cost_effect`. */
export function effectName({ key }: Outcome): string {
  return `${key}_effect`;
}

/** An outcome without a number, and why. */
export function refusedOutcome(outcome: Outcome, why: Refusal, diagnostics: readonly Diagnostic[] = []): Measured {
  return { outcome, effect: null, hasInterval: false, n: 0, diagnostics, refusals: [why], tables: [] };
}
