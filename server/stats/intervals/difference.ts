import type { Interval } from './interval.ts';

/** A value with its 95 % interval. */
export interface Estimate extends Interval {
  readonly value: number;
}

/**
 * 95 % interval of the difference of two independent estimates, from the distance of each to its own bounds (Zou and
 * Donner 2008). With Wilson's intervals it is Newcombe's.
 */
export function independentDifference(first: Estimate, second: Estimate): Interval {
  const difference = first.value - second.value;
  const below = (one: Estimate): number => Math.max(0, one.value - one.low);
  const above = (one: Estimate): number => Math.max(0, one.high - one.value);
  return {
    low: difference - Math.hypot(below(first), above(second)),
    high: difference + Math.hypot(above(first), below(second)),
  };
}
