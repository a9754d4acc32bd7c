import { normalTwoSided } from '../tails.ts';
import { z95, type Interval } from './interval.ts';
import { type NpsCounts, npsScore, npsStandardError } from './nps-score.ts';

export interface NpsDifference extends Interval {
  /** First less second score, in points. */
  readonly difference: number;
  readonly standardError: number;
  /** Difference per standard error; null when no answer of either sample varies. */
  readonly z: number | null;
  /** Two-sided, from the normal tail; null where z is. */
  readonly p: number | null;
}

/** Two independent samples compared, with the Wald interval of the difference (95 %); null if either is empty. */
export function npsDifference(first: NpsCounts, second: NpsCounts): NpsDifference | null {
  const [a, b] = [npsScore(first), npsScore(second)];
  if (a === null || b === null) return null;
  const difference = a - b;
  const standardError = Math.hypot(npsStandardError(first) ?? 0, npsStandardError(second) ?? 0);
  const margin = z95 * standardError;
  const z = standardError > 0 ? difference / standardError : null;
  return {
    difference,
    standardError,
    z,
    p: z === null ? null : normalTwoSided(z),
    low: difference - margin,
    high: difference + margin,
  };
}
