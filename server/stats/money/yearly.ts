import type { Estimate } from '../intervals/difference.ts';
import { meanInterval } from '../intervals/mean-interval.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

/** Fewest months from which a year is told with a range. */
const fewestMonths = 3;

/**
 * What a year of months like these adds up to: 12 times their mean, with Student's 95 % interval over the months. Months in
 * which nothing was booked are 0 and have to be among them. `too-few` below 3 months.
 */
export function yearly(months: readonly number[]): Answer<Estimate> {
  if (months.length < fewestMonths) return new Unanswerable('too-few', { n: months.length, needed: fewestMonths });
  if (!months.every(Number.isFinite)) return new Unanswerable('out-of-scale');
  const sum = months.reduce((total, month) => total + month, 0);
  const mean = sum / months.length;
  // Around a value near the mean, so that equal months keep an interval of no width.
  const centred = months.map((month) => month - mean);
  const interval = meanInterval({
    sum: 0,
    sumOfSquares: centred.reduce((total, value) => total + value ** 2, 0),
    n: months.length,
  });
  return {
    value: 12 * mean,
    low: 12 * (mean + (interval?.low ?? 0)),
    high: 12 * (mean + (interval?.high ?? 0)),
  };
}
