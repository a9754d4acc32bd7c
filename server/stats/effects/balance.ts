import { type CellSums, meanOf, together, varianceOf } from './cell-sums.ts';
import type { Stratum } from './matching.ts';

/** How alike both arms are in one covariate; differences are in standard deviations of the treated. */
export interface Balance {
  readonly treatedMean: number;
  readonly controlMean: number;
  /** Of all cases. */
  readonly before: number;
  /** Of matched cases, the control weighted to the treated; null where nothing matched. */
  readonly after: number | null;
}

/** Beyond this, up or down, arms are not alike. */
export const balanceLimit = 0.1;

/** Treated less control mean over the standard deviation of the treated; 0 where neither varies nor differs, ±Infinity is never given. */
export function standardisedDifference(treated: CellSums, control: CellSums): number {
  return scaled(meanOf(treated) - meanOf(control), treated, control);
}

/** Balance of a covariate before and after matching, from its sums in each stratum (`stats/effects/matching.ts`). */
export function balanceOf(strata: readonly Stratum[]): Balance {
  const [treated, control] = [together(strata.map((one) => one.treated)), together(strata.map((one) => one.control))];
  const both = strata.filter((one) => one.treated.n > 0 && one.control.n > 0);
  const n = both.reduce((total, one) => total + one.treated.n, 0);
  const gap = both.reduce((total, one) => total + (one.treated.n / n) * (meanOf(one.treated) - meanOf(one.control)), 0);
  return {
    treatedMean: meanOf(treated),
    controlMean: meanOf(control),
    before: standardisedDifference(treated, control),
    after: both.length === 0 ? null : scaled(gap, treated, control),
  };
}

/** Where the treated do not vary the control's deviation serves; where nobody does, a difference counts as one of 10. */
function scaled(difference: number, treated: CellSums, control: CellSums): number {
  const deviation = Math.sqrt(varianceOf(treated) || varianceOf(control));
  if (deviation > 0) return difference / deviation;
  return difference === 0 ? 0 : 10 * Math.sign(difference);
}
