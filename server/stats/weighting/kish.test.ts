import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered } from '../unanswerable.ts';
import { medianWeight, weightSpread } from './kish.ts';

test('a sample of schools by level is worth 168.6 of its 200', () => {
  const spread = weightSpread([
    { n: 100, weight: 44.21 },
    { n: 50, weight: 15.1 },
    { n: 50, weight: 20.36 },
  ]);
  if (!isAnswered(spread)) throw new Error(spread.reason);
  expectClose(spread.effectiveN, 168.58133, 1e-7);
  expectClose(spread.designEffect, 1.18637098, 1e-7);
});

test('equal weights are worth what they are', () => {
  expect(weightSpread([{ n: 7, weight: 3 }])).toEqual({
    n: 7,
    effectiveN: 7,
    designEffect: 1,
    median: 3,
    largestRatio: 1,
  });
});

test('the middle weight counts respondents, not groups', () => {
  expect(
    medianWeight([
      { n: 9, weight: 1 },
      { n: 2, weight: 50 },
    ]),
  ).toBe(1);
  expect(
    medianWeight([
      { n: 2, weight: 1 },
      { n: 2, weight: 5 },
    ]),
  ).toBe(3);
});

test('no weight, a negative one or nobody has no spread', () => {
  expect(weightSpread([{ n: 4, weight: 0 }])).toMatchObject({ reason: 'bad-weights' });
  expect(weightSpread([{ n: 4, weight: -1 }])).toMatchObject({ reason: 'bad-weights' });
  expect(weightSpread([{ n: 4, weight: Number.NaN }])).toMatchObject({ reason: 'bad-weights' });
  expect(weightSpread([])).toMatchObject({ reason: 'empty-group' });
});
