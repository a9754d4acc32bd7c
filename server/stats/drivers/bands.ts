import { type Interval } from '../intervals/interval.ts';

/**
 * Which bars may be told apart: positions from the largest estimate to the smallest, in bands. A band ends where every interval
 * above lies wholly above every interval below; inside of one no order can be claimed.
 */
export function bandsOf(estimates: readonly number[], intervals: readonly Interval[]): number[][] {
  const order = estimates.map((_, at) => at).toSorted((a, b) => (estimates[b] ?? 0) - (estimates[a] ?? 0));
  const low = (at: number): number => intervals[at]?.low ?? Number.NEGATIVE_INFINITY;
  const high = (at: number): number => intervals[at]?.high ?? Number.POSITIVE_INFINITY;
  const bands: number[][] = [];
  for (const [rank, at] of order.entries()) {
    const apart = Math.min(...order.slice(0, rank).map(low)) > Math.max(...order.slice(rank).map(high));
    if (apart) bands.push([at]);
    else bands.at(-1)?.push(at);
  }
  return bands;
}
