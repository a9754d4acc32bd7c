import { balanceLimit, balanceOf } from '../../../stats/effects/balance.ts';
import { type CellSums, together } from '../../../stats/effects/cell-sums.ts';
import type { Effect } from '../../../stats/effects/effect.ts';
import { type Matched, matchedEffect } from '../../../stats/effects/matching.ts';
import { type Answer, isAnswered, Unanswerable } from '../../../stats/unanswerable.ts';
import type { Diagnostic, Estimate } from '../../contract/finding.ts';
import { count, number, percent } from '../../words/words.ts';
import { type CaseCell, strataOf } from './cases.ts';

/** Fewer cases in an arm are not shown. */
export const fewestCases = 10;

export interface CaseComparison {
  readonly matched: Matched;
  readonly treated: CellSums;
  readonly control: CellSums;
  /** Treated less control as they are, without matching. */
  readonly naive: Effect;
}

/** Both arms compared within strata. `too-few` below ten cases an arm. */
export function compareCases(cells: readonly CaseCell[]): Answer<CaseComparison> {
  const arm = (treated: boolean): CellSums =>
    together(cells.filter((cell) => cell.treated === treated).map((cell) => cell.outcome));
  const [treated, control] = [arm(true), arm(false)];
  const n = Math.min(treated.n, control.n);
  if (n < fewestCases) return new Unanswerable('too-few', { n, needed: fewestCases });
  const matched = matchedEffect(strataOf(cells, ({ outcome }) => outcome));
  if (!isAnswered(matched)) return matched;
  const naive = matchedEffect([{ treated, control }]);
  if (!isAnswered(naive)) return naive;
  return { matched, treated, control, naive: naive.effect };
}

interface Named {
  readonly name: string;
  readonly label: string;
  /** percent or points. */
  readonly format: string;
}

/** A difference of arms as a number with its interval. */
export function differenceEstimate(effect: Effect, n: number, { name, label, format }: Named): Estimate {
  const { low, high, method, pValue: p } = effect;
  return {
    name,
    label,
    value: effect.estimate,
    unit: null,
    format: format === 'percent' ? 'percentage_points' : format,
    interval: { low, high, level: 0.95, method },
    p,
    n,
    of: 'customers',
  };
}

/** What the matching has to stand: who found a partner, and whether something it did not look at is alike too. */
export function matchingChecks(cells: readonly CaseCell[], { matched, unmatched }: Matched): readonly Diagnostic[] {
  const tenure = balanceOf(strataOf(cells, (cell) => cell.tenure));
  const smd = tenure.after ?? tenure.before;
  const share = matched.treated / Math.max(1, matched.treated + unmatched.treated);
  return [
    {
      name: 'support',
      label: 'Customers with somebody alike in the other group',
      value: share,
      passed: share >= 0.8,
      message: `${percent(share, 0)} found somebody alike (${count(unmatched.treated)} did not and are left out).`,
    },
    {
      name: 'balance',
      label: 'Equal time as a customer',
      value: smd,
      passed: Math.abs(smd) <= balanceLimit,
      message: `Days as a customer differ by ${number(smd)} deviations after matching (${number(tenure.before)} before; limit ${balanceLimit}).`,
    },
  ];
}
