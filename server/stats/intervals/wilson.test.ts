import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { wilson } from './wilson.ts';

test.each([
  { hits: 81, n: 263, low: 0.25528852, high: 0.366209577, tolerance: 2e-9 },
  { hits: 15, n: 148, low: 0.0623864, high: 0.160487242, tolerance: 1e-8 },
  { hits: 0, n: 20, low: 0, high: 0.161125158, tolerance: 4e-9 },
  { hits: 1, n: 29, low: 0.006113214, high: 0.171755219, tolerance: 1e-7 },
  { hits: 8, n: 10, low: 0.490162472, high: 0.943317849, tolerance: 2e-9 },
  { hits: 93, n: 100, low: 0.8625048526, high: 0.9656807389, tolerance: 1e-9 },
])('$hits of $n equals R to its printed digits', ({ hits, n, low, high, tolerance }) => {
  const bounds = wilson(hits, n);
  expectClose(bounds?.low, low, tolerance);
  expectClose(bounds?.high, high, tolerance);
});

test('all of all reaches 1 and none reaches 0 exactly', () => {
  expect(wilson(10, 10)?.high).toBe(1);
  expect(wilson(0, 10)?.low).toBe(0);
});

test('no cases: no interval', () => {
  expect(wilson(0, 0)).toBeNull();
});

test('the interval always holds the share and stays within 0 and 1', () => {
  const cases = fc.tuple(fc.nat(1000), fc.nat(1000)).filter(([hits, others]) => hits + others > 0);
  fc.assert(
    fc.property(cases, ([hits, others]) => {
      const n = hits + others;
      const bounds = wilson(hits, n) ?? { low: Number.NaN, high: Number.NaN };
      return 0 <= bounds.low && bounds.low <= hits / n && hits / n <= bounds.high && bounds.high <= 1;
    }),
  );
});
