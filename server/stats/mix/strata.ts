import type { Sums } from '../intervals/mean-interval.ts';
import { clusteredMean, type ClusterSums } from '../noise/clustered-mean.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';

/** One side of a stratum. A share has Σx = Σx² = hits. */
export interface StratumSide extends Sums {
  /** Persons and their sums, where one person can stand for several values; without it values are independent. */
  readonly persons?: Omit<ClusterSums, 'n' | 'sum'>;
}

/** One part of the whole, seen on two sides: two groups, or before and after. */
export interface Stratum {
  readonly stratum: string;
  readonly first: StratumSide;
  readonly second: StratumSide;
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

/** Variance of the mean of a side: between persons where they are known, else s² ÷ n; 0 for fewer than two. */
export function varianceOfMean(side: StratumSide): number {
  if (side.n === 0) return 0;
  if (side.persons === undefined) return varianceOf(side) / side.n;
  const mean = clusteredMean({ ...side.persons, n: side.n, sum: side.sum });
  return isAnswered(mean) ? mean.variance : 0;
}

/** Between what the variance of strata is taken, for the name of a method. */
export function unitOf(strata: readonly Stratum[]): 'cases' | 'persons' {
  return strata.some(({ first, second }) => (first.persons ?? second.persons) !== undefined) ? 'persons' : 'cases';
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
