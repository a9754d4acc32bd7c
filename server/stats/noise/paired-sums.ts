import { tQuantile } from '../quantiles.ts';
import { tTwoSided } from '../tails.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

/** Sums over persons measured twice, `before` and `after`. */
export interface PairedSums {
  readonly n: number;
  readonly before: number;
  readonly after: number;
  readonly beforeSquared: number;
  readonly afterSquared: number;
  readonly product: number;
}

export interface PairedChange {
  /** Mean of after less before, in the unit of the values. */
  readonly change: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
  /** Two-sided. */
  readonly p: number;
  readonly n: number;
  /** Correlation of before and after, null where one of them does not move. */
  readonly correlation: number | null;
  readonly method: 'paired t with n − 1 degrees of freedom';
}

/**
 * The change of the same persons with its 95 % interval. Unanswerable: fewer than two persons, everybody changed by the
 * same, sums that are not finite or that no values can have.
 */
export function pairedChange(sums: PairedSums): Answer<PairedChange> {
  const { n, before, after, beforeSquared, afterSquared, product } = sums;
  if (!Number.isFinite(n + before + after + beforeSquared + afterSquared + product)) {
    return new Unanswerable('out-of-scale');
  }
  if (!(n >= 2)) return new Unanswerable('too-few', { n, needed: 2 });
  const [beforeSpread, afterSpread] = [beforeSquared - before ** 2 / n, afterSquared - after ** 2 / n];
  const together = product - (before * after) / n;
  const spread = beforeSpread + afterSpread - 2 * together;
  const size = beforeSquared + afterSquared;
  if (spread < -1e-9 * size) return new Unanswerable('out-of-scale', { spread });
  if (!(spread > 1e-12 * size)) return new Unanswerable('constant-outcome', { n });
  const change = (after - before) / n;
  const standardError = Math.sqrt(spread / (n - 1) / n);
  const margin = tQuantile(0.975, n - 1) * standardError;
  const moves = beforeSpread > 1e-12 * beforeSquared && afterSpread > 1e-12 * afterSquared;
  return {
    change,
    low: change - margin,
    high: change + margin,
    standardError,
    p: tTwoSided(change / standardError, n - 1),
    n,
    correlation: moves ? together / Math.sqrt(beforeSpread * afterSpread) : null,
    method: 'paired t with n − 1 degrees of freedom',
  };
}
