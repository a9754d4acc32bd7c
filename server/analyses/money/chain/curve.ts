import { type ClusterMoments, clusteredMean } from '../../../stats/intervals/clustered-mean.ts';
import { normalQuantile } from '../../../stats/quantiles.ts';
import { normalTwoSided } from '../../../stats/tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../../../stats/unanswerable.ts';
import type { ScoreMoments } from './money-after-answers.ts';

/** Mean money of the customers at a score. */
export interface ScoreMean {
  readonly score: number;
  readonly mean: number;
  readonly standardError: number;
  readonly customers: number;
  readonly n: number;
}

/** Fewer customers at a score are not shown. */
const fewest = 10;

/**
 * The curve: a mean a score, each as if its customers were spread over strata like all customers (direct standardisation).
 * Strata that not every score has are left out; where none is left, or there is one alone, means are as they are.
 */
export function curveOf(rows: readonly ScoreMoments[]): {
  readonly curve: readonly ScoreMean[];
  readonly isAdjusted: boolean;
  readonly hidden: number;
} {
  const scores = [...new Set(rows.map(({ score }) => score))].sort((a, b) => a - b);
  const people = (score: number): number =>
    rows.filter((row) => row.score === score).reduce((sum, { moments }) => sum + moments.clusters, 0);
  const shown = scores.filter((score) => people(score) >= fewest);
  const strata = [...new Set(rows.map(({ stratum }) => stratum))];
  const usable = strata.filter((stratum) =>
    shown.every((score) =>
      rows.some((row) => row.score === score && row.stratum === stratum && row.moments.clusters >= 2),
    ),
  );
  const isAdjusted = strata.length > 1 && usable.length > 0;
  const weightOf = (stratum: string): number =>
    rows.filter((row) => row.stratum === stratum).reduce((sum, { moments }) => sum + moments.clusters, 0);
  const total = usable.reduce((sum, stratum) => sum + weightOf(stratum), 0);
  const curve = shown.flatMap((score) => {
    const own = rows.filter((row) => row.score === score);
    const mean = isAdjusted
      ? standardised(
          own
            .filter(({ stratum }) => usable.includes(stratum))
            .map(({ stratum, moments }) => ({ moments, weight: weightOf(stratum) / total })),
        )
      : standardised([{ moments: added(own.map(({ moments }) => moments)), weight: 1 }]);
    return isAnswered(mean) ? [{ score, ...mean }] : [];
  });
  return { curve, isAdjusted, hidden: scores.length - shown.length };
}

/** The curve's mean over a range of scores, each customer alike. */
export function rangeMean(curve: readonly ScoreMean[], holds: (score: number) => boolean): Answer<ScoreMean> {
  const own = curve.filter(({ score }) => holds(score));
  const n = own.reduce((sum, each) => sum + each.n, 0);
  const customers = own.reduce((sum, each) => sum + each.customers, 0);
  const [first] = own;
  if (first === undefined || !(n > 0)) return new Unanswerable('empty-group');
  return {
    score: first.score,
    customers,
    n,
    mean: own.reduce((sum, each) => sum + (each.n / n) * each.mean, 0),
    standardError: Math.hypot(...own.map((each) => (each.n / n) * each.standardError)),
  };
}

export interface MeanDifference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
  readonly p: number;
}

/** First less second mean of different customers. */
export function meanDifference(
  first: Pick<ScoreMean, 'mean' | 'standardError'>,
  second: Pick<ScoreMean, 'mean' | 'standardError'>,
): MeanDifference {
  const value = first.mean - second.mean;
  const standardError = Math.hypot(first.standardError, second.standardError);
  const margin = normalQuantile(0.975) * standardError;
  const p = standardError > 0 ? normalTwoSided(value / standardError) : value === 0 ? 1 : 0;
  return { value, low: value - margin, high: value + margin, standardError, p };
}

function standardised(
  parts: readonly { readonly moments: ClusterMoments; readonly weight: number }[],
): Answer<Omit<ScoreMean, 'score'>> {
  const means = parts.map(({ moments, weight }) => ({ weight, mean: clusteredMean(moments) }));
  const answered = means.flatMap(({ weight, mean }) => (isAnswered(mean) ? [{ weight, ...mean }] : []));
  if (answered.length < means.length) return new Unanswerable('too-few');
  return {
    mean: answered.reduce((sum, { weight, mean }) => sum + weight * mean, 0),
    standardError: Math.hypot(...answered.map(({ weight, standardError }) => weight * standardError)),
    customers: answered.reduce((sum, { clusters }) => sum + clusters, 0),
    n: answered.reduce((sum, { n }) => sum + n, 0),
  };
}

function added(all: readonly ClusterMoments[]): ClusterMoments {
  const sum = (value: (moments: ClusterMoments) => number): number =>
    all.reduce((total, moments) => total + value(moments), 0);
  return {
    clusters: sum(({ clusters }) => clusters),
    n: sum(({ n }) => n),
    sum: sum((moments) => moments.sum),
    sumOfSquares: sum(({ sumOfSquares }) => sumOfSquares),
    sizeSquares: sum(({ sizeSquares }) => sizeSquares),
    products: sum(({ products }) => products),
  };
}
