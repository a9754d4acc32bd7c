import { tQuantile } from '../quantiles.ts';
import { type Interval, z95 } from './interval.ts';
import { type NpsCounts, npsSampleStandardError, npsScore, npsStandardError } from './nps-score.ts';

/**
 * 95 % Wald interval of a Net Promoter Score in points, clipped to −100 … 100; null when nobody answered. It closes on one
 * point when all answers agree: prefer `adjustedWald`.
 */
export function npsWald(counts: NpsCounts): Interval | null {
  const [score, error] = [npsScore(counts), npsStandardError(counts)];
  return score === null || error === null ? null : clipped(score, z95 * error);
}

/** 95 % t interval of the mean of the values −100, 0 and 100, clipped; null for fewer than two answers. */
export function npsTrinomialMeans(counts: NpsCounts): Interval | null {
  const [score, error] = [npsScore(counts), npsSampleStandardError(counts)];
  return score === null || error === null ? null : clipped(score, tQuantile(0.975, counts.n - 1) * error);
}

/** Score ± margin, no further than the scale goes. */
export function clipped(score: number, margin: number): Interval {
  return { low: Math.max(-100, score - margin), high: Math.min(100, score + margin) };
}
