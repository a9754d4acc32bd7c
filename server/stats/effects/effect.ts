import { normalQuantile, tQuantile } from '../quantiles.ts';
import { normalTwoSided, tTwoSided } from '../tails.ts';
import type { Interval } from '../intervals/interval.ts';

/** An estimated effect and how sure it is, in the unit of the outcome. */
export interface Effect extends Interval {
  readonly estimate: number;
  readonly standardError: number;
  /** Of Student's t; null where the normal distribution stands behind interval and p-value. */
  readonly degreesOfFreedom: number | null;
  /** Two-sided. */
  readonly pValue: number;
  /** The variance estimator and the distribution, to be printed beside the interval. */
  readonly method: string;
}

export interface EffectParts {
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number | null;
  readonly method: string;
}

/** Fills interval (95 %) and p-value in. A standard error of 0 gives an interval of no width and p 0, or 1 for an effect of 0. */
export function effect({ estimate, standardError, degreesOfFreedom, method }: EffectParts): Effect {
  const quantile = degreesOfFreedom === null ? normalQuantile(0.975) : tQuantile(0.975, degreesOfFreedom);
  const margin = quantile * standardError;
  return {
    estimate,
    standardError,
    degreesOfFreedom,
    method,
    low: estimate - margin,
    high: estimate + margin,
    pValue: tailOf(estimate, standardError, degreesOfFreedom),
  };
}

function tailOf(estimate: number, standardError: number, degreesOfFreedom: number | null): number {
  if (!(standardError > 0)) return estimate === 0 ? 1 : 0;
  const statistic = estimate / standardError;
  return degreesOfFreedom === null ? normalTwoSided(statistic) : tTwoSided(statistic, degreesOfFreedom);
}
