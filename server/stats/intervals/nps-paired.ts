import { tQuantile } from '../quantiles.ts';
import { tTwoSided } from '../tails.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';
import type { Interval } from './interval.ts';

/** People by how many classes they moved between two answers: −2 from promoter to detractor … 2 from detractor to promoter. */
export type ClassMoves = readonly [down2: number, down1: number, same: number, up1: number, up2: number];

export interface PairedNps extends Interval {
  /** Later less earlier score of the same people, in points, −200 to 200. */
  readonly difference: number;
  readonly standardError: number;
  readonly t: number;
  /** Two-sided, n − 1 degrees of freedom. */
  readonly p: number;
  readonly n: number;
}

/**
 * The change of the score among people who answered twice, from the mean and variance of their moves: narrower than two
 * independent samples where answers go together. `too-few` below two people, `constant-outcome` where all moved alike.
 */
export function npsPaired(moves: ClassMoves): Answer<PairedNps> {
  if (moves.some((count) => !(count >= 0) || !Number.isFinite(count))) return new Unanswerable('out-of-scale');
  let [n, sum, squares] = [0, 0, 0];
  moves.forEach((count, at) => {
    const move = at - 2;
    n += count;
    sum += count * move;
    squares += count * move ** 2;
  });
  if (n < 2) return new Unanswerable('too-few', { n, needed: 2 });
  const mean = sum / n;
  const variance = (squares - sum * mean) / (n - 1);
  if (!(variance > 0)) return new Unanswerable('constant-outcome');
  const standardError = 100 * Math.sqrt(variance / n);
  const [difference, margin] = [100 * mean, tQuantile(0.975, n - 1) * standardError];
  const t = difference / standardError;
  return {
    difference,
    standardError,
    t,
    p: tTwoSided(t, n - 1),
    n,
    low: Math.max(-200, difference - margin),
    high: Math.min(200, difference + margin),
  };
}
