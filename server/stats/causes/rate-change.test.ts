import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { seeded } from '../random.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { type RateChange, rateChange } from './rate-change.ts';
import type { Period } from './u-chart.ts';

const weeks = (events: readonly number[], exposure = 100): readonly Period[] =>
  events.map((n) => ({ events: n, exposure }));

function changed(periods: readonly Period[]): RateChange {
  const found = rateChange(periods);
  if (!isAnswered(found)) throw new Error(found.reason);
  return found;
}

test('a fifth less, with the interval of the log of a ratio', () => {
  const { earlier, later, ratio, low, high, periods } = changed(weeks([10, 10, 10, 10, 8, 8, 8, 8]));
  expect({ earlier, later, periods }).toEqual({ earlier: 0.1, later: 0.08, periods: 4 });
  expectClose(ratio, 0.8);
  // exp(∓ 2.446911851 · √(1/40 + 1/32)); the quantile of t with 6 degrees of freedom
  const factor = Math.exp(2.446911851 * Math.sqrt(1 / 40 + 1 / 32));
  expectClose(low, 0.8 / factor);
  expectClose(high, 0.8 * factor);
});

test('p is below 0.05 exactly where the interval leaves 1 out', () => {
  const counts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 8, maxLength: 30 });
  fc.assert(
    fc.property(counts, (events) => {
      const { p, low, high } = changed(weeks(events));
      return p < 0.05 === (low > 1 || high < 1);
    }),
  );
  expect(changed(weeks([10, 10, 10, 10, 10, 10, 10, 10])).p).toBe(1);
});

test('of an odd number of periods the first is left out', () => {
  expect(changed(weeks([99, 10, 10, 10, 10, 8, 8, 8, 8])).earlier).toBe(0.1);
});

test('weeks that scatter more than chance lets them widen the interval', () => {
  const calm = changed(weeks([10, 10, 10, 10, 10, 10, 10, 10]));
  const wild = changed(weeks([1, 19, 1, 19, 1, 19, 1, 19]));
  expect(wild.ratio).toBe(calm.ratio);
  // Pearson: 8 · 9² / 10 over 6 degrees of freedom.
  expectClose(Math.log(wild.high) / Math.log(calm.high), Math.sqrt(64.8 / 6));
});

test('without a change the interval holds 1 in about 95 of 100 draws', () => {
  const random = seeded(11);
  const count = (): number => random.multinomial(400, [1, 7])[0] ?? 0;
  const held = Array.from({ length: 400 }, () => changed(weeks(Array.from({ length: 26 }, count), 400))).filter(
    ({ low, high }) => low <= 1 && 1 <= high,
  ).length;
  expect(held).toBeGreaterThan(370);
  expect(held).toBeLessThan(396);
});

test('few periods, none exposed and a half without events have no answer', () => {
  expect(rateChange(weeks([1, 2, 3]))).toEqual(new Unanswerable('too-few', { n: 3, needed: 8 }));
  expect(rateChange(weeks([1, 1, 1, 1, 1, 1, 1, 1], 0))).toEqual(new Unanswerable('out-of-scale'));
  expect(rateChange(weeks([1, 1, 1, 1, 0, 0, 0, 0]))).toEqual(new Unanswerable('no-events'));
});
