import type { Interval } from '../intervals/interval.ts';
import { z95 } from '../intervals/interval.ts';
import { type Answer, isAnswered } from '../unanswerable.ts';
import { sidesOf, type Stratum, unitOf, varianceOfMean } from './strata.ts';

export interface Contribution {
  readonly stratum: string;
  /** Through a different mean within the stratum. */
  readonly rate: number;
  /** Through a different share of the stratum: how far its mean lies from the overall one, times the shift. */
  readonly mix: number;
  /** Share of each side that is in the stratum, 0 to 1. */
  readonly firstShare: number;
  readonly secondShare: number;
  /** Mean of each side; null where nobody of that side is in the stratum. */
  readonly firstMean: number | null;
  readonly secondMean: number | null;
}

export interface Decomposition {
  /** Mean of the first less mean of the second side. */
  readonly difference: number;
  /** The part that different means within strata make, and its 95 % interval with the shares taken as known. */
  readonly rate: number;
  readonly rateInterval: Interval;
  /** The part that different shares of the strata make: exactly the difference less `rate`. */
  readonly mix: number;
  readonly contributions: readonly Contribution[];
  /** Names the variance: between cases, or between persons. */
  readonly method: string;
}

/**
 * Splits a difference of two means into what happened within strata and what the mix of strata makes:
 * Σ w̄·Δmean + Σ mean̄·Δw, exact. A stratum that one side lacks has no difference of means: all of it is mix.
 * Unanswerable: a side with nobody in it, sums that are not finite. Source: Kitagawa 1955.
 */
export function kitagawa(strata: readonly Stratum[]): Answer<Decomposition> {
  const sides = sidesOf(strata);
  if (!isAnswered(sides)) return sides;
  const { first: all, second: others } = sides;
  const centre = (all.sum / all.n + others.sum / others.n) / 2;
  const filled = strata.filter(({ first, second }) => first.n + second.n > 0);
  const contributions = filled.map(({ stratum, first, second }): Contribution => {
    const [firstShare, secondShare] = [first.n / all.n, second.n / others.n];
    const firstMean = first.n > 0 ? first.sum / first.n : null;
    const secondMean = second.n > 0 ? second.sum / second.n : null;
    const [one, other] = [firstMean ?? secondMean ?? 0, secondMean ?? firstMean ?? 0];
    return {
      stratum,
      rate: ((firstShare + secondShare) / 2) * (one - other),
      mix: ((one + other) / 2 - centre) * (firstShare - secondShare),
      firstShare,
      secondShare,
      firstMean,
      secondMean,
    };
  });
  const rate = contributions.reduce((sum, contribution) => sum + contribution.rate, 0);
  const mix = contributions.reduce((sum, contribution) => sum + contribution.mix, 0);
  const variance = filled.reduce((sum, { first, second }) => {
    if (first.n === 0 || second.n === 0) return sum;
    const weight = (first.n / all.n + second.n / others.n) / 2;
    return sum + weight ** 2 * (varianceOfMean(first) + varianceOfMean(second));
  }, 0);
  const margin = z95 * Math.sqrt(variance);
  return {
    difference: all.sum / all.n - others.sum / others.n,
    rate,
    rateInterval: { low: rate - margin, high: rate + margin },
    mix,
    contributions,
    method: `Kitagawa; variance of the rate effect between ${unitOf(strata)}, shares of the strata as observed`,
  };
}
