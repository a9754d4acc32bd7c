import { seeded } from '../random.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

/** n and Σy of a unit before and after the change, in one outcome. */
export interface OutcomeSums {
  readonly before: { readonly n: number; readonly sum: number };
  readonly after: { readonly n: number; readonly sum: number };
}

/** A unit with its sums in each outcome, in one order for all units. */
export interface BootstrapUnit {
  readonly treated: boolean;
  readonly outcomes: readonly OutcomeSums[];
}

export interface JointBootstrap {
  /** Difference in differences of each outcome as observed. */
  readonly estimates: readonly number[];
  /** The same in each replicate: one list a replicate, all outcomes of the same resampled units. */
  readonly replicates: readonly (readonly number[])[];
}

/**
 * Several outcomes of one design, resampled together: units are drawn with replacement within their arm and bring all their
 * outcomes along, so that what is computed from several effects (a net value) keeps their dependence. A replicate in which
 * an outcome has an empty cell is left out. `too-few` below 2 units an arm, `empty-group` where an outcome has an empty cell.
 */
export function* jointBootstrap(
  units: readonly BootstrapUnit[],
  { draws, seed }: { readonly draws: number; readonly seed: number },
): Generator<number, Answer<JointBootstrap>, undefined> {
  const arms = [units.filter((unit) => unit.treated), units.filter((unit) => !unit.treated)] as const;
  const n = Math.min(arms[0].length, arms[1].length);
  if (n < 2) return new Unanswerable('too-few', { n, needed: 2 });
  const every = arms.map((arm) => arm.map(() => 1));
  const estimates = differences(arms, every);
  if (estimates === null) return new Unanswerable('empty-group', { group: 'before or after' });
  const random = seeded(seed);
  const replicates: number[][] = [];
  const pause = Math.max(1, Math.floor(20_000 / (units.length * Math.max(1, estimates.length))));
  for (let draw = 1; draw <= draws; draw++) {
    const counts = arms.map((arm) =>
      random.multinomial(
        arm.length,
        arm.map(() => 1),
      ),
    );
    const replicate = differences(arms, counts);
    if (replicate !== null) replicates.push(replicate);
    if (draw % pause === 0) yield draw / draws;
  }
  return replicates.length < draws / 2
    ? new Unanswerable('too-few', { n: replicates.length, needed: Math.ceil(draws / 2) })
    : { estimates, replicates };
}

function differences(
  arms: readonly (readonly BootstrapUnit[])[],
  counts: readonly (readonly number[])[],
): number[] | null {
  const [treated, control] = arms.map((arm, i) => changes(arm, counts[i] ?? []));
  const result = (treated ?? []).map((change, k) => change - (control?.[k] ?? Number.NaN));
  return result.every(Number.isFinite) ? result : null;
}

/** Change of the mean of each outcome; no number where a side is empty. */
function changes(arm: readonly BootstrapUnit[], counts: readonly number[]): number[] {
  return (arm[0]?.outcomes ?? []).map((_, k) => {
    let [n, sum, laterN, later] = [0, 0, 0, 0];
    for (const [i, { outcomes }] of arm.entries()) {
      const [times, own] = [counts[i] ?? 0, outcomes[k]];
      if (times === 0 || own === undefined) continue;
      n += times * own.before.n;
      sum += times * own.before.sum;
      laterN += times * own.after.n;
      later += times * own.after.sum;
    }
    return n > 0 && laterN > 0 ? later / laterN - sum / n : Number.NaN;
  });
}
