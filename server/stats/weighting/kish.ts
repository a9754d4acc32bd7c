import { type Answer, Unanswerable } from '../unanswerable.ts';

/** `n` respondents who all weigh `weight`. */
export interface WeightGroup {
  readonly weight: number;
  readonly n: number;
}

export interface WeightSpread {
  readonly n: number;
  /** As many equally weighted answers would be as exact: (Σw)²/Σw² (Kish 1965). */
  readonly effectiveN: number;
  /** n over the effective n: 1 for equal weights. */
  readonly designEffect: number;
  readonly median: number;
  /** The largest weight over the median. */
  readonly largestRatio: number;
}

/** `bad-weights` where one is negative or no number or all are 0, `empty-group` for nobody. */
export function weightSpread(groups: readonly WeightGroup[]): Answer<WeightSpread> {
  let [n, sum, squares, largest] = [0, 0, 0, 0];
  for (const group of groups) {
    if (!(group.weight >= 0) || !Number.isFinite(group.weight) || !(group.n >= 0))
      return new Unanswerable('bad-weights');
    n += group.n;
    sum += group.n * group.weight;
    squares += group.n * group.weight ** 2;
    if (group.n > 0) largest = Math.max(largest, group.weight);
  }
  if (n === 0) return new Unanswerable('empty-group');
  if (!(sum > 0)) return new Unanswerable('bad-weights');
  const median = medianWeight(groups);
  return {
    n,
    effectiveN: sum ** 2 / squares,
    designEffect: (n * squares) / sum ** 2,
    median,
    largestRatio: largest / median,
  };
}

/** The middle weight of all respondents who weigh anything. */
export function medianWeight(groups: readonly WeightGroup[]): number {
  const sorted = groups.filter(({ weight, n }) => weight > 0 && n > 0).toSorted((a, b) => a.weight - b.weight);
  const half = sorted.reduce((sum, { n }) => sum + n, 0) / 2;
  let passed = 0;
  for (const [at, group] of sorted.entries()) {
    passed += group.n;
    if (passed > half) return group.weight;
    if (passed === half) return (group.weight + (sorted[at + 1]?.weight ?? group.weight)) / 2;
  }
  return 0;
}
