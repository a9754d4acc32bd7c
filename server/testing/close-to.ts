import { expect } from 'vitest';

/** Equal to `tolerance` relative; 0 is met to `tolerance` absolute. */
export function expectClose(actual: number | null | undefined, expected: number, tolerance = 1e-9): void {
  const difference = Math.abs((actual ?? Number.NaN) - expected);
  const allowed = tolerance * (expected === 0 ? 1 : Math.abs(expected));
  expect(difference, `${actual} should be ${expected}`).toBeLessThanOrEqual(allowed);
}
