import { seeded } from '../random.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';
import type { DesignCell } from './difference-in-differences.ts';

export interface Permutation {
  /** The difference in differences as it was. */
  readonly estimate: number;
  /** Share of assignments with a difference at least as far from 0; with draws (1 + hits) / (1 + draws). Two-sided. */
  readonly pValue: number;
  /** Assignments looked at, the real one included. */
  readonly assignments: number;
  /** Whether these are all there are. */
  readonly exact: boolean;
}

interface UnitSums {
  readonly treated: boolean;
  readonly before: readonly [n: number, sum: number];
  readonly after: readonly [n: number, sum: number];
}

/**
 * How often a difference in differences as large comes about when the units to be treated are chosen by lot (Fisher 1935):
 * for designs with too few units to trust a standard error. All assignments where they are no more than `draws`, else so
 * many at random. With G units and T of them treated no p-value is below 1 / (G over T).
 */
export function* permutationTest(
  cells: readonly DesignCell[],
  { draws, seed }: { readonly draws: number; readonly seed: number },
): Generator<number, Answer<Permutation>, undefined> {
  const units = foldUnits(cells);
  const treated = units.filter((unit) => unit.treated).length;
  if (treated === 0 || treated === units.length)
    return new Unanswerable('empty-group', { group: treated === 0 ? 'treated' : 'control' });
  const estimate = differenceOf(
    units,
    units.map((unit) => unit.treated),
  );
  if (estimate === null) return new Unanswerable('empty-group', { group: 'before or after' });
  const limit = Math.abs(estimate) * (1 - 1e-9);
  const exact = combinations(units.length, treated) <= draws;
  const random = seeded(seed);
  const assignments = exact ? everyChoice(units.length, treated) : shuffles(units, draws, random.shuffled);
  let [hits, seen] = [0, 0];
  for (const assignment of assignments) {
    const difference = differenceOf(units, assignment);
    if (difference !== null) {
      seen++;
      if (Math.abs(difference) >= limit) hits++;
    }
    if (seen % 64 === 0) yield seen / draws;
  }
  return exact
    ? { estimate, pValue: hits / seen, assignments: seen, exact }
    : { estimate, pValue: (1 + hits) / (1 + seen), assignments: 1 + seen, exact };
}

function foldUnits(cells: readonly DesignCell[]): UnitSums[] {
  const units = new Map<string, UnitSums>();
  for (const { unit, treated, after, n, sum } of cells) {
    const old = units.get(unit) ?? { treated, before: [0, 0], after: [0, 0] };
    const side = after ? old.after : old.before;
    units.set(unit, { ...old, [after ? 'after' : 'before']: [side[0] + n, side[1] + sum] });
  }
  return [...units.values()];
}

function differenceOf(units: readonly UnitSums[], assignment: readonly boolean[]): number | null {
  const sums = { treated: [0, 0, 0, 0], control: [0, 0, 0, 0] };
  for (const [i, { before, after }] of units.entries()) {
    const arm = assignment[i] === true ? sums.treated : sums.control;
    for (const [k, value] of [...before, ...after].entries()) arm[k] = (arm[k] ?? 0) + value;
  }
  const changes = [sums.treated, sums.control].map(([n = 0, sum = 0, laterN = 0, later = 0]) =>
    n > 0 && laterN > 0 ? later / laterN - sum / n : null,
  );
  const [first = null, second = null] = changes;
  return first === null || second === null ? null : first - second;
}

function combinations(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i;
  return count;
}

function* everyChoice(n: number, k: number): Generator<boolean[]> {
  const chosen = Array.from({ length: k }, (_, i) => i);
  for (;;) {
    const assignment = Array.from({ length: n }, () => false);
    for (const i of chosen) assignment[i] = true;
    yield assignment;
    let at = k - 1;
    while (at >= 0 && chosen[at] === n - k + at) at--;
    if (at < 0) return;
    const next = (chosen[at] ?? 0) + 1;
    for (let i = at; i < k; i++) chosen[i] = next + i - at;
  }
}

function* shuffles(
  units: readonly UnitSums[],
  draws: number,
  shuffled: <T>(members: readonly T[]) => T[],
): Generator<boolean[]> {
  const real = units.map((unit) => unit.treated);
  for (let draw = 0; draw < draws; draw++) yield shuffled(real);
}
