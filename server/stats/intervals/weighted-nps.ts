import { type Answer, Unanswerable } from '../unanswerable.ts';
import { type Interval, z95 } from './interval.ts';
import { clipped } from './nps-intervals.ts';

/** The answers of one class: how many, their weights added up, and the squares of their weights added up. */
export interface WeightedClass {
  readonly n: number;
  readonly weight: number;
  readonly squares: number;
}

export interface WeightedNps extends Interval {
  /** In points. */
  readonly score: number;
  /** Linearised: √(n/(n − 1)·Σw²(x − s)²)/Σw; includes the spread of the weights, which are taken as given. */
  readonly standardError: number;
  readonly n: number;
  /** Kish's (Σw)²/Σw². */
  readonly effectiveN: number;
}

/**
 * A Net Promoter Score of weighted answers with the linearised standard error and a Wald interval, clipped. `too-few` below
 * two answers, `bad-weights` for weights that are negative, all zero or no numbers.
 */
export function weightedNps(
  promoters: WeightedClass,
  passives: WeightedClass,
  detractors: WeightedClass,
): Answer<WeightedNps> {
  const classes = [
    { ...promoters, value: 100 },
    { ...passives, value: 0 },
    { ...detractors, value: -100 },
  ];
  if (classes.some(({ weight, squares }) => !(weight >= 0) || !(squares >= 0))) return new Unanswerable('bad-weights');
  const n = total(classes, (one) => one.n);
  const weight = total(classes, (one) => one.weight);
  const squares = total(classes, (one) => one.squares);
  if (!(weight > 0) || !Number.isFinite(squares)) return new Unanswerable('bad-weights');
  if (n < 2) return new Unanswerable('too-few', { n, needed: 2 });
  const score = total(classes, (one) => one.weight * one.value) / weight;
  const spread = total(classes, (one) => one.squares * (one.value - score) ** 2);
  const standardError = Math.sqrt((spread * n) / (n - 1)) / weight;
  return { score, standardError, n, effectiveN: weight ** 2 / squares, ...clipped(score, z95 * standardError) };
}

function total<T>(parts: readonly T[], of: (part: T) => number): number {
  return parts.reduce((sum, part) => sum + of(part), 0);
}
