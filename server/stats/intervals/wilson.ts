import { type Interval, z95 } from './interval.ts';

/** Wilson's 95 % score interval of a proportion, as fractions from 0 to 1; null for no cases. */
export function wilson(hits: number, n: number): Interval | null {
  if (!(n > 0)) return null;
  const share = hits / n;
  const z2 = z95 ** 2;
  const centre = share + z2 / (2 * n);
  const margin = z95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n ** 2));
  const scale = 1 + z2 / n;
  return {
    low: hits === 0 ? 0 : Math.max(0, (centre - margin) / scale),
    high: hits === n ? 1 : Math.min(1, (centre + margin) / scale),
  };
}
