import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered } from '../unanswerable.ts';
import { nonResponseBias, worstCaseBounds } from './non-response.ts';

test('245 of 475 answer and a quarter says yes: between 12.9 and 61.3 % of all', () => {
  const bounds = worstCaseBounds(245 / 475, 0.25, { lowest: 0, highest: 1 });
  if (!isAnswered(bounds)) throw new Error(bounds.reason);
  expectClose(bounds.low, 0.1289473684, 1e-9);
  expectClose(bounds.high, 0.6131578947, 1e-9);
});

test('a score of 28 from 12 % of the invited says next to nothing about all of them', () => {
  expect(worstCaseBounds(0.12, 28, { lowest: -100, highest: 100 })).toEqual({
    low: expect.closeTo(-84.64, 9),
    high: expect.closeTo(91.36, 9),
  });
});

test('the bias is the difference of both sides, as far as people did not answer', () => {
  expect(nonResponseBias(0.4, 8, 6)).toBeCloseTo(1.2, 12);
  expect(nonResponseBias(1, 8, 6)).toBe(0);
});

test('a rate or a mean outside of its scale has no bounds', () => {
  expect(worstCaseBounds(1.2, 0.5, { lowest: 0, highest: 1 })).toMatchObject({ reason: 'out-of-scale' });
  expect(worstCaseBounds(0.5, 1.5, { lowest: 0, highest: 1 })).toMatchObject({ reason: 'out-of-scale' });
  expect(worstCaseBounds(0.5, Number.NaN, { lowest: 0, highest: 1 })).toMatchObject({ reason: 'out-of-scale' });
  expect(nonResponseBias(-0.1, 8, 6)).toMatchObject({ reason: 'out-of-scale' });
  expect(nonResponseBias(0.5, Number.NaN, 6)).toMatchObject({ reason: 'out-of-scale' });
});
