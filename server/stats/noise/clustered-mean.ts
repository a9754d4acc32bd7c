import { type Answer, Unanswerable } from '../unanswerable.ts';

/**
 * Sums over persons who may have answered more than once; a person is a cluster of `n_c` answers that add up to `s_c`.
 * With one answer a person all cluster sums follow from the plain ones.
 */
export interface ClusterSums {
  /** Answers. */
  readonly n: number;
  /** Σ of all answers. */
  readonly sum: number;
  /** Persons. */
  readonly clusters: number;
  /** Σ s_c², Σ s_c·n_c and Σ n_c². */
  readonly sumSquared: number;
  readonly sumTimesSize: number;
  readonly sizeSquared: number;
}

export interface ClusteredMean {
  readonly mean: number;
  /** Variance of the mean. */
  readonly variance: number;
  readonly n: number;
  readonly clusters: number;
  readonly method: 'linearised variance between persons, factor G ÷ (G − 1)';
}

/**
 * A mean and its variance where answers of one person hang together: G ÷ (G − 1) · Σ (s_c − mean·n_c)² ÷ n². With one
 * answer a person it is the usual s² ÷ n; it is 0 where everybody is the same. Unanswerable: nobody, one person, sums that
 * are not finite.
 */
export function clusteredMean(sums: ClusterSums): Answer<ClusteredMean> {
  const { n, sum, clusters, sumSquared, sumTimesSize, sizeSquared } = sums;
  if (!Number.isFinite(n + sum + clusters + sumSquared + sumTimesSize + sizeSquared)) {
    return new Unanswerable('out-of-scale');
  }
  if (!(n > 0)) return new Unanswerable('empty-group');
  if (!(clusters >= 2)) return new Unanswerable('too-few', { n: clusters, needed: 2 });
  const mean = sum / n;
  const spread = sumSquared - 2 * mean * sumTimesSize + mean ** 2 * sizeSquared;
  const isConstant = !(spread > 1e-12 * (sumSquared + mean ** 2 * sizeSquared));
  return {
    mean,
    variance: isConstant ? 0 : ((clusters / (clusters - 1)) * spread) / n ** 2,
    n,
    clusters,
    method: 'linearised variance between persons, factor G ÷ (G − 1)',
  };
}
