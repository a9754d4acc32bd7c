import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { clusteredMean, type ClusterSums } from './clustered-mean.ts';

function sumsOf(persons: readonly (readonly number[])[]): ClusterSums {
  const totals = persons.map((answers) => ({ n: answers.length, sum: answers.reduce((a, b) => a + b, 0) }));
  const sum = (of: (total: { n: number; sum: number }) => number): number =>
    totals.reduce((all, total) => all + of(total), 0);
  return {
    n: sum((t) => t.n),
    sum: sum((t) => t.sum),
    clusters: persons.length,
    sumSquared: sum((t) => t.sum ** 2),
    sumTimesSize: sum((t) => t.sum * t.n),
    sizeSquared: sum((t) => t.n ** 2),
  };
}

test('three persons, one of them answering twice, by hand', () => {
  // mean 3; residual sums (1+2 − 6) = −3, 6 − 3 = 3, 3 − 3 = 0; 3 ÷ 2 · 18 ÷ 16
  const result = clusteredMean(sumsOf([[1, 2], [6], [3]]));
  if (!isAnswered(result)) throw new Error(result.reason);
  expect(result.mean).toBe(3);
  expectClose(result.variance, 1.6875);
});

test('one answer a person is the usual variance of a mean', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 40 }), (values) => {
      fc.pre(new Set(values).size > 1);
      const result = clusteredMean(sumsOf(values.map((value) => [value])));
      if (!isAnswered(result)) throw new Error(result.reason);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      expectClose(result.variance, spread / (values.length - 1) / values.length, 1e-8);
    }),
  );
});

test('repeating everybody’s answer makes nothing surer', () => {
  const once = clusteredMean(sumsOf([[1], [4], [7]]));
  const thrice = clusteredMean(
    sumsOf([
      [1, 1, 1],
      [4, 4, 4],
      [7, 7, 7],
    ]),
  );
  if (!isAnswered(once) || !isAnswered(thrice)) throw new Error('no answer');
  expectClose(thrice.variance, once.variance);
});

test.each([
  { why: 'nobody', persons: [], reason: 'empty-group' },
  { why: 'one person', persons: [[1, 2, 3]], reason: 'too-few' },
  { why: 'no number', persons: [[4], [Number.NaN]], reason: 'out-of-scale' },
])('$why has no variance', ({ persons, reason }) => {
  const result = clusteredMean(sumsOf(persons));
  expect(result instanceof Unanswerable ? result.reason : result).toBe(reason);
});

test('where everybody is the same there is a mean without variance', () => {
  const result = clusteredMean(sumsOf([[4], [4, 4], [4]]));
  expect(isAnswered(result) ? [result.mean, result.variance] : result).toEqual([4, 0]);
});
