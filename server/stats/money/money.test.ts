import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { mustAnswer } from '../../testing/must-answer.ts';
import { customerLifetimeValue } from './customer-lifetime-value.ts';
import { netPresentValue } from './net-present-value.ts';
import { netValue, payback } from './net-value.ts';
import { scaledRange, sumOfRanges } from './ranges.ts';

test('100,000 in each of three years at 10 % are worth 248,685 today', () => {
  expectClose(mustAnswer(netPresentValue([100_000, 100_000, 100_000], 0.1)), 248_685.199, 1e-9);
  expect(mustAnswer(netPresentValue([], 0.1))).toBe(0);
  expect(mustAnswer(netPresentValue([5, 7], 0))).toBe(12);
});

test('a customer of margin 100 who stays with 80 % is worth 266.67 at 10 %', () => {
  const value = mustAnswer(customerLifetimeValue({ margin: 100, retention: 0.8, discount: 0.1 }));
  expectClose(value, 266.6667, 1e-6);
  expectClose(value + 100, 366.6667, 1e-6);
  const better = mustAnswer(customerLifetimeValue({ margin: 100, retention: 0.808, discount: 0.1 }));
  // One percent more retention is worth 2.74 % where this period's margin counts too, 3.77 % without it.
  expect((better + 100) / (value + 100) - 1).toBeCloseTo(0.0274, 4);
  expectClose(better, 80.8 / 0.292, 1e-12);
});

test('retention above 1, a rate that lets the series run on and amounts that are no numbers have no answer', () => {
  expect(customerLifetimeValue({ margin: 100, retention: 1.1, discount: 0.2 })).toMatchObject({
    reason: 'out-of-scale',
  });
  expect(customerLifetimeValue({ margin: 100, retention: 1, discount: 0 })).toMatchObject({ reason: 'out-of-scale' });
  expect(customerLifetimeValue({ margin: 100, retention: -0.1, discount: 0.1 })).toMatchObject({
    reason: 'out-of-scale',
  });
  expect(customerLifetimeValue({ margin: Number.NaN, retention: 0.5, discount: 0.1 })).toMatchObject({
    reason: 'out-of-scale',
  });
  expect(netPresentValue([1], -1)).toMatchObject({ reason: 'out-of-scale' });
  expect(netPresentValue([Number.NaN], 0.1)).toMatchObject({ reason: 'out-of-scale' });
});

test('the probability to pay is the share of replicates above 0', () => {
  const replicates = Array.from({ length: 200 }, (_, i) => i - 50);
  const result = mustAnswer(netValue(49, replicates));
  expect(result.pays).toBe(149 / 200);
  expect([result.low, result.high]).toEqual([199 * 0.025 - 50, 199 * 0.975 - 50]);
  expect(netValue(1, [1, 2])).toMatchObject({ reason: 'too-few' });
  expect(netValue(Number.NaN, replicates)).toMatchObject({ reason: 'out-of-scale' });
});

test('a cost is paid back by its gain, or never', () => {
  expect(payback(1200, 400)).toBe(3);
  expect(payback(1200, 0)).toBeNull();
  expect(payback(1200, -4)).toBeNull();
  expect(payback(0, -4)).toBe(0);
});

test('independent ranges add up by their distances', () => {
  const sum = sumOfRanges([{ value: 10, low: 7, high: 14 }, { value: 5, low: 1, high: 8 }]); // prettier-ignore
  expect(sum).toEqual({ value: 15, low: 10, high: 20 });
  expect(sumOfRanges([])).toEqual({ value: 0, low: 0, high: 0 });
  expect(scaledRange({ value: 2, low: 1, high: 4 }, -3)).toEqual({ value: -6, low: -12, high: -3 });
});
