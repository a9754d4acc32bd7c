import { type Answer, Unanswerable } from '../unanswerable.ts';
import { type Effect, effect } from './effect.ts';

/** What an arm's pairs of x (before the assignment) and y (after it) add up to. */
export interface PairSums {
  readonly n: number;
  readonly sumX: number;
  readonly sumY: number;
  readonly sumXX: number;
  readonly sumYY: number;
  readonly sumXY: number;
}

export interface Cuped {
  /** cov(Y, X) / var(X) over both arms. */
  readonly theta: number;
  /** Share of the variance of Y that X takes away, 0 to 1: below about 0.1 the covariate is hardly worth its place. */
  readonly rhoSquared: number;
  /** Treated less control of Y as it is. */
  readonly raw: Effect;
  /** The same of Y − θ(X − X̄). */
  readonly adjusted: Effect;
  /** The same by analysis of covariance, with one slope within the arms. */
  readonly ancova: Effect;
}

/**
 * A randomised comparison made narrower by what was known before (Deng, Xu, Kohavi and Walker 2013). X must be measured
 * before the assignment. `too-few` below 2 an arm, `constant-column` where X never varies, `constant-outcome` where Y does not.
 */
export function cuped(treated: PairSums, control: PairSums): Answer<Cuped> {
  if (![...Object.values(treated), ...Object.values(control)].every(Number.isFinite))
    return new Unanswerable('out-of-scale');
  const n = Math.min(treated.n, control.n);
  if (!(n > 1)) return new Unanswerable('too-few', { n, needed: 2 });
  const all = momentsOf(together(treated, control));
  if (!(all.xx > 0)) return new Unanswerable('constant-column', { column: 'before' });
  if (!(all.yy > 0)) return new Unanswerable('constant-outcome');
  const theta = all.xy / all.xx;
  const [t, c] = [momentsOf(treated), momentsOf(control)];
  return {
    theta,
    rhoSquared: all.xy ** 2 / (all.xx * all.yy),
    raw: difference(t, c, 0, 'Welch, t with Satterthwaite degrees of freedom'),
    adjusted: difference(t, c, theta, 'Welch after CUPED, t with Satterthwaite degrees of freedom'),
    ancova: ancovaOf(t, c),
  };
}

interface Moments {
  readonly n: number;
  readonly meanX: number;
  readonly meanY: number;
  /** Sums of squares and products around the means. */
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

function together(a: PairSums, b: PairSums): PairSums {
  return {
    n: a.n + b.n,
    sumX: a.sumX + b.sumX,
    sumY: a.sumY + b.sumY,
    sumXX: a.sumXX + b.sumXX,
    sumYY: a.sumYY + b.sumYY,
    sumXY: a.sumXY + b.sumXY,
  };
}

function momentsOf({ n, sumX, sumY, sumXX, sumYY, sumXY }: PairSums): Moments {
  const rounding = 1e-12;
  const [xx, yy] = [sumXX - (sumX * sumX) / n, sumYY - (sumY * sumY) / n];
  return {
    n,
    meanX: sumX / n,
    meanY: sumY / n,
    xx: xx > rounding * sumXX ? xx : 0,
    yy: yy > rounding * sumYY ? yy : 0,
    xy: sumXY - (sumX * sumY) / n,
  };
}

function difference(t: Moments, c: Moments, theta: number, method: string): Effect {
  const variance = ({ n, xx, yy, xy }: Moments): number =>
    Math.max(0, yy - 2 * theta * xy + theta ** 2 * xx) / (n - 1) / n;
  const [a, b] = [variance(t), variance(c)];
  return effect({
    estimate: t.meanY - c.meanY - theta * (t.meanX - c.meanX),
    standardError: Math.sqrt(a + b),
    degreesOfFreedom: a + b > 0 ? (a + b) ** 2 / (a ** 2 / (t.n - 1) + b ** 2 / (c.n - 1)) : t.n + c.n - 2,
    method,
  });
}

function ancovaOf(t: Moments, c: Moments): Effect {
  const [xx, xy, yy] = [t.xx + c.xx, t.xy + c.xy, t.yy + c.yy];
  const slope = xx > 0 ? xy / xx : 0;
  const degreesOfFreedom = Math.max(1, t.n + c.n - 3);
  const variance = Math.max(0, yy - slope * xy) / degreesOfFreedom;
  const distance = t.meanX - c.meanX;
  const factor = 1 / t.n + 1 / c.n + (xx > 0 ? distance ** 2 / xx : 0);
  return effect({
    estimate: t.meanY - c.meanY - slope * distance,
    standardError: Math.sqrt(variance * factor),
    degreesOfFreedom,
    method: 'analysis of covariance, t with n − 3 degrees of freedom',
  });
}
