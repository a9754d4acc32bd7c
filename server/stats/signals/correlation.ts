import { type Interval, z95 } from '../intervals/interval.ts';
import { tTwoSided } from '../tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';

export interface Correlation extends Interval {
  /** −1 to 1. */
  readonly r: number;
  readonly n: number;
  /** Two-sided, of no correlation, by t with n − 2 degrees of freedom. */
  readonly p: number;
  readonly method: string;
}

/** Pearson's correlation of independent pairs with Fisher's interval. Unanswerable below four pairs or where a side is constant. */
export function pearson(pairs: readonly (readonly [number, number])[]): Answer<Correlation> {
  const r = correlationOf(pairs);
  return isAnswered(r) ? withInterval(r, pairs.length, 1, 'Pearson, Fisher’s interval') : r;
}

/**
 * Spearman's rank correlation, equal values sharing their mean rank, with Fisher's interval at 1.06 / (n − 3) (Fieller, Hartley
 * and Pearson 1957).
 */
export function spearman(pairs: readonly (readonly [number, number])[]): Answer<Correlation> {
  const [first, second] = [ranks(pairs.map(([x]) => x)), ranks(pairs.map(([, y]) => y))];
  const r = correlationOf(pairs.map((_, at) => [first[at] ?? 0, second[at] ?? 0]));
  return isAnswered(r) ? withInterval(r, pairs.length, 1.06, 'Spearman, Fisher’s interval') : r;
}

/** Ranks from 1 for the smallest; equal values share the mean of their ranks. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((_, at) => at).toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const result = values.map(() => 0);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++;
    for (const at of order.slice(from, to)) result[at] = (from + to + 1) / 2;
    from = to;
  }
  return result;
}

function correlationOf(pairs: readonly (readonly [number, number])[]): Answer<number> {
  const n = pairs.length;
  if (n < 4) return new Unanswerable('too-few', { n, needed: 4 });
  if (!pairs.flat().every(Number.isFinite)) return new Unanswerable('out-of-scale');
  const mean = (of: (pair: readonly [number, number]) => number): number =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / n;
  const [middleX, middleY] = [mean(([x]) => x), mean(([, y]) => y)];
  const across = mean(([x, y]) => (x - middleX) * (y - middleY));
  const deviationX = Math.sqrt(mean(([x]) => (x - middleX) ** 2));
  const deviationY = Math.sqrt(mean(([, y]) => (y - middleY) ** 2));
  if (deviationX <= 1e-12 * Math.abs(middleX)) return new Unanswerable('constant-column', { column: 0 });
  if (deviationY <= 1e-12 * Math.abs(middleY)) return new Unanswerable('constant-column', { column: 1 });
  return Math.max(-1, Math.min(1, across / deviationX / deviationY));
}

function withInterval(r: number, n: number, factor: number, method: string): Correlation {
  const margin = z95 * Math.sqrt(factor / (n - 3));
  const p = Math.abs(r) < 1 ? tTwoSided(r * Math.sqrt((n - 2) / (1 - r ** 2)), n - 2) : 0;
  return { r, n, p, low: Math.tanh(Math.atanh(r) - margin), high: Math.tanh(Math.atanh(r) + margin), method };
}
