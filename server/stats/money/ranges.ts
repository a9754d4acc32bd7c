import type { Estimate } from '../intervals/difference.ts';

/**
 * The sum of independent estimates with its 95 % interval, from the distance of each to its own bounds (Zou, Huang and Zhang
 * 2009): narrower than the sum of lows and highs. Nothing of nothing.
 */
export function sumOfRanges(parts: readonly Estimate[]): Estimate {
  const value = parts.reduce((total, part) => total + part.value, 0);
  const distance = (bound: (part: Estimate) => number): number => Math.hypot(...parts.map(bound));
  return {
    value,
    low: value - distance((part) => part.value - part.low),
    high: value + distance((part) => part.high - part.value),
  };
}

/** An estimate in another unit: times a factor known without error, bounds in order whatever its sign. */
export function scaledRange({ value, low, high }: Estimate, factor: number): Estimate {
  const [a, b] = [low * factor, high * factor];
  return { value: value * factor, low: Math.min(a, b), high: Math.max(a, b) };
}
