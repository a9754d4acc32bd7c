import type { Sums } from '../intervals/mean-interval.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

/** One part of the whole, seen on two sides: two groups, or before and after. A share has Σx = Σx² = hits. */
export interface Stratum {
  readonly stratum: string;
  readonly first: Sums;
  readonly second: Sums;
}

/** Both sides of all strata together. */
export interface Sides {
  readonly first: Sums;
  readonly second: Sums;
}

/** Adds strata up. Unanswerable: a side with nobody in it, sums that are not finite, a negative n. */
export function sidesOf(strata: readonly Stratum[]): Answer<Sides> {
  const sides = { first: added(strata.map(({ first }) => first)), second: added(strata.map(({ second }) => second)) };
  for (const { stratum, first, second } of strata) {
    const all = [first, second].flatMap(({ n, sum, sumOfSquares }) => [n, sum, sumOfSquares]);
    if (!all.every((value) => Number.isFinite(value)) || first.n < 0 || second.n < 0) {
      return new Unanswerable('out-of-scale', { stratum });
    }
  }
  if (sides.first.n === 0) return new Unanswerable('empty-group', { side: 'first' });
  if (sides.second.n === 0) return new Unanswerable('empty-group', { side: 'second' });
  return sides;
}

/** Variance of the values around their mean, with n − 1; 0 for fewer than two. */
export function varianceOf({ n, sum, sumOfSquares }: Sums): number {
  return n < 2 ? 0 : Math.max(0, sumOfSquares - sum ** 2 / n) / (n - 1);
}

function added(all: readonly Sums[]): Sums {
  return all.reduce(
    (total, { n, sum, sumOfSquares }) => ({
      n: total.n + n,
      sum: total.sum + sum,
      sumOfSquares: total.sumOfSquares + sumOfSquares,
    }),
    { n: 0, sum: 0, sumOfSquares: 0 },
  );
}
