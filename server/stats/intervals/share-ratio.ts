import { normalTwoSided } from '../tails.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';
import { type Interval, z95 } from './interval.ts';
import type { Proportion } from './newcombe.ts';

/** How many times as large one share is as another. */
export interface ShareRatio extends Interval {
  /** First over second share, above 0. */
  readonly ratio: number;
  /** Two-sided, that both shares are the same. */
  readonly pValue: number;
  /** Whether ½ was added to every count because one was empty. */
  readonly isCorrected: boolean;
}

/**
 * Ratio of two independent shares, 95 % on the logarithm (Katz et al. 1978); with an empty cell ½ is added to hits and misses of both.
 * Unanswerable: `empty-group` without cases, `out-of-scale` for hits outside 0 to n, `constant-outcome` where nobody is a hit.
 */
export function shareRatio(first: Proportion, second: Proportion): Answer<ShareRatio> {
  for (const { hits, n } of [first, second])
    if (!(hits >= 0 && n >= hits && Number.isFinite(n))) return new Unanswerable('out-of-scale', { n: hits });
  if (first.n === 0 || second.n === 0) return new Unanswerable('empty-group');
  if (first.hits + second.hits === 0) return new Unanswerable('constant-outcome', { n: first.n + second.n });
  const isCorrected = first.hits === 0 || second.hits === 0;
  const added = isCorrected ? 0.5 : 0;
  const [a, m, b, n] = [first.hits + added, first.n + 2 * added, second.hits + added, second.n + 2 * added];
  const log = Math.log(a / m / (b / n));
  const error = Math.sqrt(1 / a - 1 / m + 1 / b - 1 / n);
  return {
    ratio: Math.exp(log),
    low: Math.exp(log - z95 * error),
    high: Math.exp(log + z95 * error),
    pValue: error > 0 ? normalTwoSided(log / error) : 1,
    isCorrected,
  };
}
