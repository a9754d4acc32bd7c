import { z95 } from '../intervals/interval.ts';
import { normalTwoSided } from '../tails.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

/** A mean and the variance of that mean. */
export interface MeanAndVariance {
  readonly mean: number;
  readonly variance: number;
}

export interface ZDifference {
  /** First less second mean. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
  readonly z: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * The difference of two independent means with its 95 % interval and two-sample z. Unanswerable: no variance on either
 * side, a negative one, a figure that is not finite.
 */
export function zDifference(first: MeanAndVariance, second: MeanAndVariance): Answer<ZDifference> {
  const variance = first.variance + second.variance;
  if (!Number.isFinite(first.mean + second.mean + variance) || first.variance < 0 || second.variance < 0) {
    return new Unanswerable('out-of-scale');
  }
  if (variance === 0) return new Unanswerable('constant-outcome');
  const difference = first.mean - second.mean;
  const standardError = Math.sqrt(variance);
  const z = difference / standardError;
  return {
    difference,
    low: difference - z95 * standardError,
    high: difference + z95 * standardError,
    standardError,
    z,
    p: normalTwoSided(z),
  };
}
