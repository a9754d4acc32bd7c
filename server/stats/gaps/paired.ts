import type { Sums } from '../intervals/mean-interval.ts';
import type { Interval } from '../intervals/interval.ts';
import { tQuantile } from '../quantiles.ts';
import { tTwoSided } from '../tails.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

/** A difference of means with its 95 % t interval. */
export interface MeanDifference extends Interval {
  readonly difference: number;
  readonly standardError: number;
  readonly t: number;
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly p: number;
  readonly method: string;
}

/**
 * The mean of differences within the same people (or shops, or months), from sums of the differences. `too-few` below two,
 * `constant-outcome` where every difference is the same, `out-of-scale` where a sum is no number.
 */
export function pairedDifference({ n, sum, sumOfSquares }: Sums): Answer<MeanDifference> {
  if (!Number.isFinite(n + sum + sumOfSquares)) return new Unanswerable('out-of-scale');
  if (n < 2) return new Unanswerable('too-few', { n, needed: 2 });
  const difference = sum / n;
  const variance = (sumOfSquares - sum * difference) / (n - 1);
  if (!(variance > 1e-10 * (sumOfSquares / n))) return new Unanswerable('constant-outcome', { n });
  const standardError = Math.sqrt(variance / n);
  return meanDifference(difference, standardError, { degreesOfFreedom: n - 1, method: 'paired t' });
}

/** A difference with its t test and interval. */
export function meanDifference(
  difference: number,
  standardError: number,
  { degreesOfFreedom, method }: Pick<MeanDifference, 'degreesOfFreedom' | 'method'>,
): MeanDifference {
  const t = difference / standardError;
  const margin = tQuantile(0.975, degreesOfFreedom) * standardError;
  return {
    difference,
    standardError,
    t,
    degreesOfFreedom,
    p: tTwoSided(t, degreesOfFreedom),
    low: difference - margin,
    high: difference + margin,
    method,
  };
}
