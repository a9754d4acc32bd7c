import type { ClusterMoments } from './clustered-mean.ts';
import { clusteredMean } from './clustered-mean.ts';
import { isAnswered } from '../unanswerable.ts';

/**
 * How many independent answers as many are worth that come several from the same person: n over the ratio of the clustered to
 * the plain variance of their mean, never more than n. `sumOfSquaredValues` is over single answers. n itself where every
 * person answered once, or where no variance can be had.
 */
export function effectiveAnswers(moments: ClusterMoments, sumOfSquaredValues: number): number {
  const { n, sum, clusters } = moments;
  if (clusters >= n || n < 2) return n;
  const plain = (sumOfSquaredValues - sum ** 2 / n) / (n - 1) / n;
  const clustered = clusteredMean(moments);
  // Sums come with twelve digits: less than this is what rounding leaves of equal values.
  if (!isAnswered(clustered) || !(plain * n ** 2 > 1e-10 * sumOfSquaredValues)) return n;
  return Math.min(n, (n * plain) / clustered.standardError ** 2);
}
