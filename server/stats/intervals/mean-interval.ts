import { type Interval } from './interval.ts';
import { tQuantile } from '../quantiles.ts';

/** What sums tell about values: enough for their mean and its interval, and it adds up over groups. */
export interface Sums {
  readonly sum: number;
  readonly sumOfSquares: number;
  readonly n: number;
}

/**
 * Student's 95 % interval of a mean; null for fewer than two values, one point when all are equal. The variance comes
 * from sums, so about twice as many digits are lost as the mean exceeds the spread by powers of ten.
 */
export function meanInterval({ sum, sumOfSquares, n }: Sums): Interval | null {
  if (!(n > 1)) return null;
  const mean = sum / n;
  const variance = Math.max(0, sumOfSquares - sum * mean) / (n - 1);
  const margin = tQuantile(0.975, n - 1) * Math.sqrt(variance / n);
  return { low: mean - margin, high: mean + margin };
}
