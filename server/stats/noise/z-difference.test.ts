import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { zDifference } from './z-difference.ts';

test('two means three and four errors apart', () => {
  const result = zDifference({ mean: 30, variance: 9 }, { mean: 20, variance: 16 });
  if (!isAnswered(result)) throw new Error(result.reason);
  expect(result.difference).toBe(10);
  expect(result.standardError).toBe(5);
  expectClose(result.p, 0.0455002638963584);
  expectClose(result.low, 10 - 5 * 1.959963984540054);
});

test('no variance, a negative one and no number have no answer', () => {
  expect(zDifference({ mean: 1, variance: 0 }, { mean: 2, variance: 0 })).toBeInstanceOf(Unanswerable);
  expect(zDifference({ mean: 1, variance: -1 }, { mean: 2, variance: 3 })).toBeInstanceOf(Unanswerable);
  expect(zDifference({ mean: Number.NaN, variance: 1 }, { mean: 2, variance: 3 })).toBeInstanceOf(Unanswerable);
});
