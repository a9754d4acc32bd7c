import { tQuantile } from '../quantiles.ts';
import { tTwoSided } from '../tails.ts';
import type { Interval } from '../intervals/interval.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

/** Sums over points (x, y): x in any unit of time. */
export interface TrendSums {
  readonly n: number;
  readonly x: number;
  readonly xx: number;
  readonly y: number;
  readonly yy: number;
  readonly xy: number;
}

export interface Trend extends Interval {
  /** Change of y per unit of x. */
  readonly slope: number;
  readonly standardError: number;
  /** Two-sided, n − 2 degrees of freedom. */
  readonly p: number;
  readonly n: number;
}

/**
 * The straight line through points by ordinary least squares, from sums, with its 95 % t interval. `too-few` below three points,
 * `constant-column` where all have the same x, `constant-outcome` where the line meets every point. Sums lose digits where x
 * or y lies far from 0 compared with its spread: measure time from its beginning.
 */
export function trend({ n, x, xx, y, yy, xy }: TrendSums): Answer<Trend> {
  if (!Number.isFinite(n + x + xx + y + yy + xy)) return new Unanswerable('out-of-scale');
  if (n < 3) return new Unanswerable('too-few', { n, needed: 3 });
  const [sxx, syy, sxy] = [xx - x ** 2 / n, yy - y ** 2 / n, xy - (x * y) / n];
  if (!(sxx > 1e-10 * xx)) return new Unanswerable('constant-column', { column: 'time' });
  const slope = sxy / sxx;
  const rest = syy - slope * sxy;
  if (!(rest > 1e-10 * yy)) return new Unanswerable('constant-outcome', { n });
  const standardError = Math.sqrt(rest / (n - 2) / sxx);
  const margin = tQuantile(0.975, n - 2) * standardError;
  return {
    slope,
    standardError,
    p: tTwoSided(slope / standardError, n - 2),
    n,
    low: slope - margin,
    high: slope + margin,
  };
}
