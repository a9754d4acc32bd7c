import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { type ProcessBehaviour, processBehaviour } from './xmr.ts';

function chart(values: readonly number[], baseline?: number): ProcessBehaviour {
  const result = processBehaviour(values, baseline);
  if (!isAnswered(result)) throw new Error(result.reason);
  return result;
}

test('the limits of ten measured flows equal R', () => {
  const { mean, meanRange, low, high, signals } = chart([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]);
  expectClose(mean, 50.81);
  expectClose(meanRange, 16.9 / 9);
  expectClose(high, 55.804089835, 1e-10);
  expectClose(low, 45.815910165, 1e-10);
  expect(signals).toEqual([]);
});

test('the usual distance of neighbours is 3.267 mean ranges', () => {
  expectClose(chart([1, 2, 1, 2]).rangeLimit, 3.267);
});

// centre 10, mean range 2, limits 10 ± 5.319
const baseline = [9, 11, 9, 11, 9, 11, 9, 11];

test('a point beyond a limit is a signal', () => {
  expect(chart([...baseline, 15.4], 8).signals).toEqual([{ at: 8, rule: 'beyond-limit', side: 'above' }]);
  expect(chart([...baseline, 4.6], 8).signals).toEqual([{ at: 8, rule: 'beyond-limit', side: 'below' }]);
  expect(chart([...baseline, 15.3], 8).signals).toEqual([]);
});

test('eight in a row on one side of the centre are a signal at the eighth', () => {
  const seven = Array.from({ length: 7 }, () => 10.5);
  expect(chart([...baseline, 9, ...seven], 8).signals).toEqual([]);
  expect(chart([...baseline, 9, ...seven, 10.5], 8).signals).toEqual([
    { at: 16, rule: 'eight-on-one-side', side: 'above' },
  ]);
});

test('three of four nearer to a limit than to the centre are a signal', () => {
  expect(chart([...baseline, 7, 9, 7, 7], 8).signals).toEqual([
    { at: 11, rule: 'three-of-four-near-limit', side: 'below' },
  ]);
  expect(chart([...baseline, 7, 9, 13, 7], 8).signals).toEqual([]);
});

test.each([
  { why: 'one point', values: [3], baseline: 1, reason: 'too-few' },
  { why: 'no baseline', values: [3, 4], baseline: 0, reason: 'too-few' },
  { why: 'a flat line', values: [3, 3, 3], baseline: 3, reason: 'constant-outcome' },
  { why: 'a point that is no number', values: [3, Number.NaN, 3], baseline: 3, reason: 'out-of-scale' },
])('$why has no limits', ({ values, baseline: first, reason }) => {
  const result = processBehaviour(values, first);
  expect(result instanceof Unanswerable ? result.reason : result).toBe(reason);
});

test('shifting and scaling a series shifts and scales its limits', () => {
  const series = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 3, maxLength: 30 });
  fc.assert(
    fc.property(series, fc.integer({ min: -50, max: 50 }), (values, shift) => {
      fc.pre(new Set(values).size > 1);
      const [one, other] = [chart(values), chart(values.map((value) => 2 * value + shift))];
      expect(other.high).toBeCloseTo(2 * one.high + shift, 8);
      expect(other.signals).toEqual(one.signals);
    }),
  );
});
