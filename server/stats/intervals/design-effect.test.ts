import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { clusterMoments } from './clustered-mean.ts';
import { effectiveAnswers } from './design-effect.ts';

test('four equal answers of each of ten persons are worth about ten', () => {
  const persons = Array.from({ length: 10 }, (_, i) => ({ n: 4, sum: i % 2 === 0 ? 4 : 0 }));
  // Plain 10·40/(39·… ): p(1 − p)/39; clustered p(1 − p)/9: 40 · 9/39.
  expectClose(effectiveAnswers(clusterMoments(persons), 20), (40 * 9) / 39);
});

test('one answer a person, or answers that spread more within persons than between, are worth what they are', () => {
  const once = Array.from({ length: 10 }, (_, i) => ({ n: 1, sum: i % 2 }));
  expect(effectiveAnswers(clusterMoments(once), 5)).toBe(10);
  const balanced = Array.from({ length: 10 }, (_, i) => ({ n: 2, sum: i === 0 ? 2 : 1 }));
  expect(effectiveAnswers(clusterMoments(balanced), 11)).toBe(20);
});

test('without spread nothing is taken off', () => {
  expect(
    effectiveAnswers(
      clusterMoments([
        { n: 3, sum: 3 },
        { n: 2, sum: 2 },
      ]),
      5,
    ),
  ).toBe(5);
  expect(effectiveAnswers(clusterMoments([{ n: 3, sum: 1 }]), 1)).toBe(3);
});
