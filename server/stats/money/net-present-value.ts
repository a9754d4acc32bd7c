import { type Answer, Unanswerable } from '../unanswerable.ts';

/**
 * Σ netₜ / (1 + rate)ᵗ with t from 1: amounts come at the end of each period, `rate` is per period (0.1 for 10 %). What is
 * paid at once is taken off by the caller. `out-of-scale` for rates of −1 or below and amounts that are no numbers.
 */
export function netPresentValue(amounts: readonly number[], rate: number): Answer<number> {
  if (!(rate > -1) || !Number.isFinite(rate) || !amounts.every(Number.isFinite))
    return new Unanswerable('out-of-scale');
  return amounts.reduce((total, amount, i) => total + amount / (1 + rate) ** (i + 1), 0);
}
