import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered } from '../unanswerable.ts';
import { clusteredMean, clusterMoments } from './clustered-mean.ts';

/** Schools and their summed scores by district, California 2000: a sample of 15 districts of 757. */
const districts = [
  { n: 11, sum: 7359 },
  { n: 4, sum: 1888 },
  { n: 2, sum: 905 },
  { n: 13, sum: 8593 },
  { n: 2, sum: 1116 },
  { n: 4, sum: 2493 },
  { n: 4, sum: 2077 },
  { n: 16, sum: 11369 },
  { n: 9, sum: 6386 },
  { n: 34, sum: 22508 },
  { n: 21, sum: 13761 },
  { n: 37, sum: 20394 },
  { n: 13, sum: 9372 },
  { n: 1, sum: 551 },
  { n: 12, sum: 9111 },
];

test('the mean of a cluster sample and its error equal R', () => {
  const result = clusteredMean(clusterMoments(districts), 757);
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.mean, 644.1694, 1e-7);
  expectClose(result.standardError, 23.54224, 1e-7);
  expect(result).toMatchObject({ clusters: 15, n: 183, degreesOfFreedom: 14 });
});

test('one answer a cluster is the ordinary error of a mean', () => {
  // 1 … 11: mean 6, variance 11, standard error 1.
  const result = clusteredMean(clusterMoments(Array.from({ length: 11 }, (_, i) => ({ n: 1, sum: i + 1 }))));
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.standardError, 1);
  expectClose(result.low, 6 - 2.228138851986, 1e-11);
});

test('answers that repeat within an account make the error larger by the root of their number', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 20 }), (scores) => {
      const once = clusteredMean(clusterMoments(scores.map((sum) => ({ n: 1, sum }))));
      const fourTimes = clusteredMean(clusterMoments(scores.map((sum) => ({ n: 4, sum: 4 * sum }))));
      if (!isAnswered(once) || !isAnswered(fourTimes)) return false;
      return Math.abs(once.standardError - fourTimes.standardError) < 1e-6;
    }),
  );
});

test('nobody, one account, or more accounts than there are have no error', () => {
  expect(clusteredMean(clusterMoments([]))).toMatchObject({ reason: 'empty-group' });
  expect(clusteredMean(clusterMoments([{ n: 5, sum: 9 }]))).toMatchObject({ reason: 'too-few' });
  expect(clusteredMean(clusterMoments(districts), 10)).toMatchObject({ reason: 'out-of-scale' });
});
