import { tQuantile } from '../quantiles.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';
import type { Interval } from './interval.ts';

/**
 * What sums over clusters (accounts, depots) tell about a mean: with mᵍ the answers of a cluster and sᵍ the sum of their
 * values, Σm, Σs, Σs², Σm² and Σms. Adds up over parts, so one row of SQL holds a million accounts.
 */
export interface ClusterMoments {
  readonly clusters: number;
  readonly n: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  readonly sizeSquares: number;
  readonly products: number;
}

export interface ClusteredMean extends Interval {
  /** In the unit of the values. */
  readonly mean: number;
  readonly standardError: number;
  readonly clusters: number;
  readonly n: number;
  readonly degreesOfFreedom: number;
  /** The name of the variance estimator, for the result. */
  readonly method: string;
}

/**
 * Mean of answers that come in clusters, all clusters of the population or a sample of `population` of them: linearised
 * variance G/(G − 1)·Σ(s − m·ȳ)²/n², times 1 − G/population, and a t interval with G − 1 degrees of freedom. One answer a
 * cluster gives the ordinary standard error. `too-few` below two clusters.
 */
export function clusteredMean(moments: ClusterMoments, population = Number.POSITIVE_INFINITY): Answer<ClusteredMean> {
  const { clusters, n, sum } = moments;
  if (!(n > 0) || !Number.isFinite(sum)) return new Unanswerable('empty-group');
  if (clusters < 2) return new Unanswerable('too-few', { clusters, needed: 2 });
  if (clusters > population) return new Unanswerable('out-of-scale', { clusters, population });
  const mean = sum / n;
  const spread = Math.max(0, moments.sumOfSquares - 2 * mean * moments.products + mean ** 2 * moments.sizeSquares);
  const correction = (1 - clusters / population) * (clusters / (clusters - 1));
  const standardError = Math.sqrt(correction * spread) / n;
  const degreesOfFreedom = clusters - 1;
  const margin = tQuantile(0.975, degreesOfFreedom) * standardError;
  const method = 'linearised by cluster, t with G − 1 degrees of freedom';
  return { mean, standardError, clusters, n, degreesOfFreedom, method, low: mean - margin, high: mean + margin };
}

/** The moments of clusters that were summed one by one. */
export function clusterMoments(cells: readonly { readonly n: number; readonly sum: number }[]): ClusterMoments {
  let [n, sum, sumOfSquares, sizeSquares, products] = [0, 0, 0, 0, 0];
  for (const cell of cells) {
    n += cell.n;
    sum += cell.sum;
    sumOfSquares += cell.sum ** 2;
    sizeSquares += cell.n ** 2;
    products += cell.n * cell.sum;
  }
  return { clusters: cells.length, n, sum, sumOfSquares, sizeSquares, products };
}
