import type { Interval } from '../intervals/interval.ts';
import { z95 } from '../intervals/interval.ts';
import { normalTwoSided } from '../tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import type { SurvivalCurve } from './kaplan-meier.ts';

/** The mean time without the event up to `until`, in the unit of the times. */
export interface RestrictedMean {
  readonly until: number;
  readonly value: number;
  readonly standardError: number;
  readonly interval: Interval;
  readonly method: string;
}

/**
 * The area below a Kaplan–Meier curve from 0 to `until`; variance Σ A²·d/(n(n − d)) with A the area still to come. Unanswerable
 * with `out-of-scale` where the curve ends before `until` without having reached 0.
 */
export function restrictedMean(curve: SurvivalCurve, until: number): Answer<RestrictedMean> {
  const last = curve.points.at(-1)?.survival ?? 1;
  if (!(until > 0) || (until > curve.lastTime && last > 0))
    return new Unanswerable('out-of-scale', { time: until, last: curve.lastTime });
  const points = curve.points.filter(({ time }) => time < until);
  let [value, variance, from] = [0, 0, until];
  for (const { time, atRisk, events, survival } of points.toReversed()) {
    value += survival * (from - time);
    from = time;
    if (events > 0 && atRisk > events) variance += (value ** 2 * events) / (atRisk * (atRisk - events));
  }
  value += from;
  const standardError = Math.sqrt(variance);
  const interval = {
    low: Math.max(0, value - z95 * standardError),
    high: Math.min(until, value + z95 * standardError),
  };
  return { until, value, standardError, interval, method: 'area below Kaplan–Meier, Greenwood' };
}

/** By how much longer the first group goes without the event, up to the same time. */
export interface RestrictedMeanDifference {
  readonly until: number;
  readonly value: number;
  readonly standardError: number;
  readonly interval: Interval;
  readonly pValue: number;
  readonly method: string;
}

/** Independent groups; the normal test of the difference. `constant-outcome` where neither has an event before `until`. */
export function restrictedMeanDifference(
  first: SurvivalCurve,
  second: SurvivalCurve,
  until: number,
): Answer<RestrictedMeanDifference> {
  const [a, b] = [restrictedMean(first, until), restrictedMean(second, until)];
  if (!isAnswered(a)) return a;
  if (!isAnswered(b)) return b;
  const value = a.value - b.value;
  const standardError = Math.hypot(a.standardError, b.standardError);
  if (standardError === 0) return new Unanswerable('constant-outcome', { until });
  return {
    until,
    value,
    standardError,
    interval: { low: value - z95 * standardError, high: value + z95 * standardError },
    pValue: normalTwoSided(value / standardError),
    method: 'difference of restricted means, independent groups, normal',
  };
}
