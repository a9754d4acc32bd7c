import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered } from '../unanswerable.ts';
import { welch } from './welch.ts';

/** The sums of a group that was published as mean, n and standard error. */
function published(mean: number, n: number, standardError: number) {
  return { n, sum: n * mean, sumOfSquares: (n - 1) * n * standardError ** 2 + n * mean ** 2 };
}

test('changes of employment in shops that stayed: 2.75 with an error of 1.342', () => {
  const result = welch(published(0.466666667, 309, 0.480828571), published(-2.283333333, 75, 1.253269));
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.difference, 2.75, 1e-9);
  expectClose(result.standardError, 1.342340977, 5e-7);
  expectClose(result.t, 2.04866, 2e-6);
  expectClose(result.degreesOfFreedom, 96.88378, 1e-6);
  expectClose(result.p, 0.0431997, 3e-6);
});

test('groups of the same size and spread have 2n − 2 degrees of freedom', () => {
  const group = { n: 10, sum: 55, sumOfSquares: 385 };
  expect(welch(group, { ...group })).toMatchObject({ difference: 0, degreesOfFreedom: expect.closeTo(18, 9), p: 1 });
});

test('turning the sides round turns the sign and nothing else', () => {
  const values = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 20 });
  const sums = (list: readonly number[]) => ({
    n: list.length,
    sum: list.reduce((a, b) => a + b, 0),
    sumOfSquares: list.reduce((a, b) => a + b * b, 0),
  });
  fc.assert(
    fc.property(values, values, (first, second) => {
      const [there, back] = [welch(sums(first), sums(second)), welch(sums(second), sums(first))];
      if (!isAnswered(there) || !isAnswered(back)) return !isAnswered(there) && !isAnswered(back);
      return Math.abs(there.difference + back.difference) < 1e-12 && Math.abs(there.p - back.p) < 1e-12;
    }),
  );
});

test('an empty group, a single answer and two groups without spread have no test', () => {
  const group = { n: 10, sum: 55, sumOfSquares: 385 };
  expect(welch(group, { n: 0, sum: 0, sumOfSquares: 0 })).toMatchObject({ reason: 'empty-group' });
  expect(welch({ n: 1, sum: 4, sumOfSquares: 16 }, group)).toMatchObject({ reason: 'too-few' });
  expect(welch({ n: 3, sum: 6, sumOfSquares: 12 }, { n: 2, sum: 8, sumOfSquares: 32 })).toMatchObject({
    reason: 'constant-outcome',
  });
  expect(welch({ n: 3, sum: Number.POSITIVE_INFINITY, sumOfSquares: 12 }, group)).toMatchObject({
    reason: 'out-of-scale',
  });
});

test('one group without spread leaves the error of the other', () => {
  const result = welch({ n: 10, sum: 55, sumOfSquares: 385 }, { n: 5, sum: 10, sumOfSquares: 20 });
  if (!isAnswered(result)) throw new Error(result.reason);
  // s² of 1 … 10 is 9.1666…, over 10
  expectClose(result.standardError, 0.9574271077563381);
  expectClose(result.degreesOfFreedom, 9);
});
