import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { answersNeeded, powerOf } from './sample-size.ts';

test('five points of NPS need 4,019 answers in each group', () => {
  expect(answersNeeded({ difference: 0.05, deviation: 0.8 })).toBe(4019);
  expect(answersNeeded({ difference: -0.05, deviation: 0.8 })).toBe(4019);
});

test('with 4,019 answers the power is 80 %', () => {
  const power = powerOf({ difference: 0.05, deviation: 0.8 }, 4019);
  if (!isAnswered(power)) throw new Error(power.reason);
  expect(power).toBeGreaterThanOrEqual(0.8);
  expect(power).toBeLessThan(0.8001);
});

test('a difference of nothing is seen in one of twenty tests', () => {
  const power = powerOf({ difference: 0, deviation: 1 }, 100);
  expectClose(isAnswered(power) ? power : undefined, 0.05);
});

test.each([
  { difference: 0, deviation: 1 },
  { difference: 1, deviation: 0 },
  { difference: Number.NaN, deviation: 1 },
])('%j needs no number of answers', (difference) => {
  expect(answersNeeded(difference)).toBeInstanceOf(Unanswerable);
});

test('a power of 1 and no answers have no answer', () => {
  expect(answersNeeded({ difference: 1, deviation: 1 }, 1)).toBeInstanceOf(Unanswerable);
  expect(powerOf({ difference: 1, deviation: 1 }, 0)).toBeInstanceOf(Unanswerable);
  expect(powerOf({ difference: 1, deviation: 0 }, 10)).toBeInstanceOf(Unanswerable);
});
