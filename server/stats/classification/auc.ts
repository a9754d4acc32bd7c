import { type Interval, z95 } from '../intervals/interval.ts';
import { normalTwoSided } from '../tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';

/** Cases with the same score, `hits` of `n` with the outcome. */
export interface ScoredRow {
  readonly score: number;
  readonly n: number;
  readonly hits: number;
}

/** How well scores order cases. */
export interface Auc {
  /** Chance that a case with the outcome has the higher score than one without; ties half. 0.5 is no better than a coin. */
  readonly value: number;
  readonly standardError: number;
  readonly interval: Interval;
  readonly hits: number;
  readonly misses: number;
  readonly method: string;
}

/**
 * Area under the ROC curve, Mann–Whitney with ties, variance of DeLong, DeLong & Clarke-Pearson 1988. Unanswerable:
 * `constant-outcome` without both hits and misses, `out-of-scale` for counts or scores that are no numbers.
 */
export function auc(rows: readonly ScoredRow[]): Answer<Auc> {
  const placed = placements(rows);
  if (!isAnswered(placed)) return placed;
  const { value, hits, misses } = placed;
  const standardError = Math.sqrt(covariance(rows, placed, placed));
  const interval = { low: Math.max(0, value - z95 * standardError), high: Math.min(1, value + z95 * standardError) };
  return { value, standardError, interval, hits, misses, method: 'DeLong' };
}

/** What a second score adds to the order of the same cases. */
export interface AucDifference {
  readonly first: number;
  readonly second: number;
  /** Second less first. */
  readonly value: number;
  readonly standardError: number;
  readonly interval: Interval;
  readonly pValue: number;
  readonly method: string;
}

/** Two scores of the same cases, paired by row (DeLong 1988). A p-value of 1 where both order every pair alike. */
export function aucDifference(
  rows: readonly (Omit<ScoredRow, 'score'> & { scores: readonly [number, number] })[],
): Answer<AucDifference> {
  const of = (which: 0 | 1): ScoredRow[] => rows.map(({ n, hits, scores }) => ({ score: scores[which], n, hits }));
  const [first, second] = [placements(of(0)), placements(of(1))];
  if (!isAnswered(first)) return first;
  if (!isAnswered(second)) return second;
  const value = second.value - first.value;
  const cases = of(0);
  const variance =
    covariance(cases, first, first) + covariance(cases, second, second) - 2 * covariance(cases, first, second);
  const standardError = Math.sqrt(Math.max(0, variance));
  return {
    first: first.value,
    second: second.value,
    value,
    standardError,
    interval: { low: value - z95 * standardError, high: value + z95 * standardError },
    pValue: standardError > 1e-12 ? normalTwoSided(value / standardError) : 1,
    method: 'DeLong, paired',
  };
}

/** For each row, the share of misses below a hit of it, and the share of hits above a miss of it. */
interface Placements {
  readonly value: number;
  readonly hits: number;
  readonly misses: number;
  readonly missesBelow: readonly number[];
  readonly hitsAbove: readonly number[];
}

function placements(rows: readonly ScoredRow[]): Answer<Placements> {
  if (!rows.every(({ score, n, hits }) => hits >= 0 && n >= hits && Number.isFinite(n) && Number.isFinite(score)))
    return new Unanswerable('out-of-scale');
  const hits = rows.reduce((sum, row) => sum + row.hits, 0);
  const misses = rows.reduce((sum, row) => sum + row.n - row.hits, 0);
  if (hits === 0 || misses === 0) return new Unanswerable('constant-outcome', { hits, n: hits + misses });
  const missesBelow = rows.map(() => 0);
  const hitsAbove = rows.map(() => 0);
  const order = rows.map((_, i) => i).sort((a, b) => (rows[a]?.score ?? 0) - (rows[b]?.score ?? 0));
  let [lower, passed, concordant] = [0, 0, 0];
  for (let from = 0, to = 0; from < order.length; from = to) {
    const score = rows[order[from] ?? 0]?.score;
    while (to < order.length && rows[order[to] ?? 0]?.score === score) to++;
    const tied = order.slice(from, to);
    const tiedHits = tied.reduce((sum, i) => sum + (rows[i]?.hits ?? 0), 0);
    const tiedMisses = tied.reduce((sum, i) => sum + (rows[i]?.n ?? 0) - (rows[i]?.hits ?? 0), 0);
    for (const i of tied) {
      missesBelow[i] = (lower + tiedMisses / 2) / misses;
      hitsAbove[i] = (hits - passed - tiedHits / 2) / hits;
    }
    concordant += tiedHits * (lower + tiedMisses / 2);
    lower += tiedMisses;
    passed += tiedHits;
  }
  return { value: concordant / hits / misses, hits, misses, missesBelow, hitsAbove };
}

function covariance(rows: readonly ScoredRow[], a: Placements, b: Placements): number {
  let [overHits, overMisses] = [0, 0];
  for (const [i, { n, hits }] of rows.entries()) {
    overHits += hits * ((a.missesBelow[i] ?? 0) - a.value) * ((b.missesBelow[i] ?? 0) - b.value);
    overMisses += (n - hits) * ((a.hitsAbove[i] ?? 0) - a.value) * ((b.hitsAbove[i] ?? 0) - b.value);
  }
  return overHits / Math.max(1, a.hits - 1) / a.hits + overMisses / Math.max(1, a.misses - 1) / a.misses;
}
