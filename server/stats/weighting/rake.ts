import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { medianWeight, type WeightSpread, weightSpread } from './kish.ts';

/** Respondents who share their category in every margin. */
export interface RakingCell {
  /** A category a margin, in the order of the margins. */
  readonly categories: readonly string[];
  readonly n: number;
  /** What each weighs before raking; 1 where everybody had the same chance. */
  readonly weight?: number;
}

/** How many there are of each category in the population; every margin adds up to the same total. */
export interface Margin {
  readonly name: string;
  readonly targets: ReadonlyMap<string, number>;
}

export interface RakeOptions {
  /** The largest weight allowed, as a multiple of the median: trimmed to it and raked again. Absent: no limit. */
  readonly trimAt?: number;
}

export interface Raked {
  /** A weight a cell, for each of its respondents, in the order of the cells. */
  readonly weights: readonly number[];
  readonly spread: WeightSpread;
  /** Passes over all margins. */
  readonly passes: number;
  /** Respondents whose weight was cut at least once. */
  readonly trimmed: number;
  /** Whether the limit and the margins can be met together; where not, the margins are met. */
  readonly withinLimit: boolean;
}

/**
 * Weights that make a sample agree with several margins of its population, by iterative proportional fitting until every margin
 * is met to 1e-12 relative. One margin is post-stratification, N/n by class. `impossible-margins` where margins differ in
 * total, lack a category of the sample or contradict each other; `empty-group` where a category has a target and nobody answered.
 */
export function rake(
  cells: readonly RakingCell[],
  margins: readonly Margin[],
  { trimAt }: RakeOptions = {},
): Answer<Raked> {
  const problem = impossible(cells, margins);
  if (problem !== undefined) return problem;
  let weights = cells.map((cell) => cell.weight ?? 1);
  let passes = fit(cells, margins, weights);
  if (!isAnswered(passes)) return passes;
  const cut = new Set<number>();
  const limit = trimAt === undefined ? Infinity : trimAt * medianWeight(groups(cells, weights));
  for (let round = 0; round < 200 && exceeds(cells, weights, limit); round++) {
    cells.forEach((_, at) => (weights[at] ?? 0) > limit && cut.add(at));
    const trimmed = weights.map((weight) => Math.min(weight, limit));
    const more = fit(cells, margins, trimmed);
    if (!isAnswered(more)) break;
    weights = trimmed;
    passes += more;
  }
  const spread = weightSpread(groups(cells, weights));
  if (!isAnswered(spread)) return spread;
  const trimmed = [...cut].reduce((sum, at) => sum + (cells[at]?.n ?? 0), 0);
  return { weights, spread, passes, trimmed, withinLimit: !exceeds(cells, weights, limit) };
}

function impossible(cells: readonly RakingCell[], margins: readonly Margin[]): Unanswerable | undefined {
  if (cells.some(({ n, weight = 1 }) => !(n >= 0) || !(weight >= 0) || !Number.isFinite(n * weight)))
    return new Unanswerable('bad-weights');
  const answering = cells.filter(({ n, weight = 1 }) => n * weight > 0);
  if (answering.length === 0) return new Unanswerable('empty-group');
  const total = totalOf(margins[0]);
  for (const [at, margin] of margins.entries()) {
    const { name, targets } = margin;
    if ([...targets.values()].some((target) => !(target >= 0)))
      return new Unanswerable('out-of-scale', { margin: name });
    if (!(Math.abs(totalOf(margin) - total) <= 1e-9 * total))
      return new Unanswerable('impossible-margins', { margin: name, total: totalOf(margin), other: total });
    const sampled = new Set(answering.map(({ categories }) => categories[at] ?? ''));
    for (const category of sampled)
      if (!targets.has(category)) return new Unanswerable('impossible-margins', { margin: name, category });
    for (const [category, target] of targets)
      if (target > 0 && !sampled.has(category)) return new Unanswerable('empty-group', { margin: name, category });
  }
  return total > 0 ? undefined : new Unanswerable('impossible-margins', { total });
}

/** Fits `weights` in place; the number of passes, or `impossible-margins` when they do not settle. */
function fit(cells: readonly RakingCell[], margins: readonly Margin[], weights: number[]): Answer<number> {
  for (let pass = 1; pass <= 5000; pass++) {
    let worst = 0;
    for (const [at, { targets }] of margins.entries()) {
      const sums = new Map<string, number>();
      cells.forEach(({ categories, n }, cell) => {
        const category = categories[at] ?? '';
        sums.set(category, (sums.get(category) ?? 0) + n * (weights[cell] ?? 0));
      });
      cells.forEach(({ categories, n }, cell) => {
        const category = categories[at] ?? '';
        const [sum = 0, target = 0] = [sums.get(category), targets.get(category)];
        const factor = sum > 0 ? target / sum : 0;
        if (n > 0 && target > 0) worst = Math.max(worst, Math.abs(factor - 1));
        weights[cell] = (weights[cell] ?? 0) * factor;
      });
    }
    if (worst < 1e-12) return pass;
  }
  return new Unanswerable('impossible-margins');
}

function exceeds(cells: readonly RakingCell[], weights: readonly number[], limit: number): boolean {
  return cells.some(({ n }, at) => n > 0 && (weights[at] ?? 0) > limit * (1 + 1e-9));
}

function groups(cells: readonly RakingCell[], weights: readonly number[]) {
  return cells.map(({ n }, at) => ({ n, weight: weights[at] ?? 0 }));
}

function totalOf(margin: Margin | undefined): number {
  return [...(margin?.targets.values() ?? [])].reduce((sum, target) => sum + target, 0);
}
