import type { Sums } from '../intervals/mean-interval.ts';
import { tTwoSided } from '../tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { adjusted, type Adjustment } from './adjusted.ts';

export interface GroupSums extends Sums {
  readonly group: string;
}

interface PairwiseTest {
  readonly first: string;
  readonly second: string;
  /** Mean of the first less mean of the second group, in the unit of the values. */
  readonly difference: number;
  readonly t: number;
  /** Two-sided, before adjustment. */
  readonly p: number;
  /** Two-sided, adjusted over all pairs. */
  readonly adjusted: number;
}

export interface PairwiseTests {
  readonly pairs: readonly PairwiseTest[];
  /** The standard deviation within groups, and its degrees of freedom. */
  readonly pooled: number;
  readonly degreesOfFreedom: number;
  readonly method: 'pooled standard deviation over all groups, Student’s t';
}

/**
 * Every pair of group means compared with Student's t and one standard deviation pooled over all groups; p-values
 * adjusted over the pairs. Groups come as n, Σx and Σx². Unanswerable: fewer than two groups, an empty group, no
 * degrees of freedom left, no spread within any group, sums that are not finite.
 */
export function pairwiseT(groups: readonly GroupSums[], adjustment: Adjustment): Answer<PairwiseTests> {
  if (groups.length < 2) return new Unanswerable('too-few', { groups: groups.length, needed: 2 });
  for (const { group, n, sum, sumOfSquares } of groups) {
    if (!(n > 0)) return new Unanswerable('empty-group', { group });
    if (!Number.isFinite(n + sum + sumOfSquares)) return new Unanswerable('out-of-scale', { group });
  }
  const total = groups.reduce((n, group) => n + group.n, 0);
  const degreesOfFreedom = total - groups.length;
  if (degreesOfFreedom < 1) return new Unanswerable('too-few', { n: total, needed: groups.length + 1 });
  const within = groups.reduce((sum, group) => sum + group.sumOfSquares - group.sum ** 2 / group.n, 0);
  const size = groups.reduce((sum, group) => sum + group.sumOfSquares, 0);
  if (!(within > size * 1e-12)) return new Unanswerable('constant-outcome');
  const pooled = Math.sqrt(within / degreesOfFreedom);
  const raw = groups.flatMap((first, at) =>
    groups.slice(at + 1).map((second) => {
      const difference = first.sum / first.n - second.sum / second.n;
      const t = difference / (pooled * Math.sqrt(1 / first.n + 1 / second.n));
      return { first: first.group, second: second.group, difference, t, p: tTwoSided(t, degreesOfFreedom) };
    }),
  );
  const adjustedValues = adjusted(
    raw.map((pair) => pair.p),
    adjustment,
  );
  if (!isAnswered(adjustedValues)) return adjustedValues;
  return {
    pairs: raw.map((pair, at) => ({ ...pair, adjusted: adjustedValues[at] ?? 1 })),
    pooled,
    degreesOfFreedom,
    method: 'pooled standard deviation over all groups, Student’s t',
  };
}
