import { type Answer, Unanswerable } from '../unanswerable.ts';
import type { ScoredRow } from './auc.ts';

/** What a list of the highest scores is worth. */
export interface Lift {
  readonly size: number;
  /** Cases with the outcome on the list; a share of those who tie for its last places. */
  readonly hits: number;
  /** Hits a place, 0 to 1. */
  readonly precision: number;
  /** Share of all hits that the list reaches, 0 to 1. */
  readonly reached: number;
  /** Precision over the share of hits among all: 1 is no better than drawing lots. */
  readonly lift: number;
}

/**
 * Lift at the size of the worklist that people can really call. Unanswerable: `constant-outcome` where nobody has the outcome,
 * `too-few` where the list is longer than there are cases or has no place.
 */
export function liftAt(rows: readonly ScoredRow[], size: number): Answer<Lift> {
  const n = rows.reduce((sum, row) => sum + row.n, 0);
  const total = rows.reduce((sum, row) => sum + row.hits, 0);
  if (!rows.every((row) => row.hits >= 0 && row.n >= row.hits && Number.isFinite(row.score)))
    return new Unanswerable('out-of-scale');
  if (!(size > 0) || size > n) return new Unanswerable('too-few', { n, needed: size });
  if (total === 0) return new Unanswerable('constant-outcome', { n, hits: total });
  const groups = new Map<number, { n: number; hits: number }>();
  for (const { score, n: count, hits } of rows) {
    const tied = groups.get(score) ?? { n: 0, hits: 0 };
    groups.set(score, { n: tied.n + count, hits: tied.hits + hits });
  }
  let [places, hits] = [size, 0];
  for (const [, tied] of [...groups].sort(([a], [b]) => b - a)) {
    const taken = Math.min(places, tied.n);
    if (taken > 0) hits += (tied.hits * taken) / tied.n;
    places -= taken;
  }
  return { size, hits, precision: hits / size, reached: hits / total, lift: hits / size / (total / n) };
}
