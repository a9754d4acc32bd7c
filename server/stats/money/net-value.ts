import { percentileInterval } from '../drivers/percentile-interval.ts';
import type { Interval } from '../intervals/interval.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

export interface NetValue extends Interval {
  readonly estimate: number;
  /** Share of replicates above 0, 0 to 1: the probability that the change pays. */
  readonly pays: number;
  readonly replicates: number;
}

/**
 * A value computed from several effects, with the middle 95 % of what the same replicates of all of them make of it: bounds
 * of effects are never added. `too-few` below 100 replicates, `out-of-scale` where one is no number.
 */
export function netValue(estimate: number, replicates: readonly number[]): Answer<NetValue> {
  if (replicates.length < 100) return new Unanswerable('too-few', { n: replicates.length, needed: 100 });
  if (!Number.isFinite(estimate) || !replicates.every(Number.isFinite)) return new Unanswerable('out-of-scale');
  const pays = replicates.filter((value) => value > 0).length / replicates.length;
  return { estimate, ...percentileInterval(replicates), pays, replicates: replicates.length };
}

/** Periods until a gain a period has earned the cost back; null where it never does. 0 for no cost. */
export function payback(cost: number, gain: number): number | null {
  if (cost <= 0) return 0;
  return gain > 0 && Number.isFinite(cost) ? cost / gain : null;
}
