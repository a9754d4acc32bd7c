import { type Interval } from '../intervals/interval.ts';

/** The middle 95 % of redrawn values, bounds interpolated between neighbours (type 7). */
export function percentileInterval(values: readonly number[]): Interval {
  const sorted = Float64Array.from(values).sort();
  const at = (probability: number): number => {
    const place = (sorted.length - 1) * probability;
    const below = Math.floor(place);
    const [low, high] = [sorted[below] ?? 0, sorted[Math.min(below + 1, sorted.length - 1)] ?? 0];
    return low + (place - below) * (high - low);
  };
  return { low: at(0.025), high: at(0.975) };
}
