import { type Interval, z95 } from '../intervals/interval.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

export interface Agreement extends Interval {
  /** Agreement beyond chance: 1 where both always agree, 0 where they agree as often as chance would, below where less. */
  readonly kappa: number;
  /** Share of cases in which both agree. */
  readonly observed: number;
  readonly n: number;
}

/**
 * Cohen's κ of two labellers from a square table of counts: a row what the first says, a column the second. The interval is
 * the large-sample one (Fleiss, Cohen and Everitt 1969). `constant-outcome` where both always say the same one thing.
 */
export function cohenKappa(table: readonly (readonly number[])[]): Answer<Agreement> {
  const n = table.flat().reduce((sum, count) => sum + count, 0);
  if (!(n > 0)) return new Unanswerable('empty-group');
  const cell = (i: number, j: number): number => (table[i]?.[j] ?? 0) / n;
  const kinds = table.map((_, at) => at);
  const sum = (of: (kind: number) => number): number => kinds.reduce((total, kind) => total + of(kind), 0);
  const first = kinds.map((i) => sum((j) => cell(i, j)));
  const second = kinds.map((j) => sum((i) => cell(i, j)));
  const observed = sum((i) => cell(i, i));
  const chance = sum((i) => (first[i] ?? 0) * (second[i] ?? 0));
  if (chance > 1 - 1e-12) return new Unanswerable('constant-outcome');
  const both = (i: number, j: number): number => (first[j] ?? 0) + (second[i] ?? 0);
  const agreeing = sum((i) => cell(i, i) * (1 - chance - both(i, i) * (1 - observed)) ** 2);
  const differing = sum((i) => sum((j) => (i === j ? 0 : cell(i, j) * both(i, j) ** 2)));
  const variance =
    (agreeing + (1 - observed) ** 2 * differing - (observed * chance - 2 * chance + observed) ** 2) /
    (n * (1 - chance) ** 4);
  const kappa = (observed - chance) / (1 - chance);
  const margin = z95 * Math.sqrt(Math.max(0, variance));
  return { kappa, observed, n, low: Math.max(-1, kappa - margin), high: Math.min(1, kappa + margin) };
}
