import type { Interval } from './interval.ts';
import { wilson } from './wilson.ts';

export interface Proportion {
  readonly hits: number;
  readonly n: number;
}

export interface ProportionDifference extends Interval {
  /** First less second share, −1 to 1. */
  readonly difference: number;
}

/** Difference of two independent proportions with Newcombe's hybrid score interval (95 %); null if either has no cases. */
export function newcombe(first: Proportion, second: Proportion): ProportionDifference | null {
  const [a, b] = [wilson(first.hits, first.n), wilson(second.hits, second.n)];
  if (a === null || b === null) return null;
  const [p, q] = [first.hits / first.n, second.hits / second.n];
  const difference = p - q;
  return {
    difference,
    low: difference - Math.hypot(p - a.low, b.high - q),
    high: difference + Math.hypot(a.high - p, q - b.low),
  };
}
