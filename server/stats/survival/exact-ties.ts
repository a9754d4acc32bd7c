import type { Member, RiskSets } from './risk-sets.ts';

/** The logarithm of Σ over all ways to choose the events among those at risk, and its first two derivatives. */
export interface ExactSet {
  readonly log: number;
  readonly first: Float64Array;
  /** Row after row. */
  readonly second: Float64Array;
}

/** More events than this at one time, or more steps in all, are not counted out. */
const most = { eventsAtOnce: 100, steps: 2_000_000 };

/** Whether counting out every choice would take too long; Efron’s ties come close then anyway. */
export function isTooLong({ strata, n, names }: RiskSets): boolean {
  const tied = strata.flatMap((members) => {
    const counts = new Map<number, number>();
    for (const { time, events } of members) counts.set(time, (counts.get(time) ?? 0) + events);
    return [...counts.values()];
  });
  const steps = tied.reduce((sum, events) => sum + events * n, 0) * names.length ** 2;
  return Math.max(...tied) > most.eventsAtOnce || steps > most.steps;
}

/**
 * The elementary symmetric polynomial of order `events` in the risks, by adding one subject after the other (Gail, Lubin & Rubinstein
 * 1981). Risks are divided by their mean first, so that neither zero nor infinity is met on the way.
 */
export function exactSet(members: readonly Member[], risks: readonly number[], events: number): ExactSet {
  const columns = members[0]?.x.length ?? 0;
  const count = members.reduce((sum, member) => sum + member.count, 0);
  const mean = members.reduce((sum, member, i) => sum + member.count * (risks[i] ?? 0), 0) / count;
  const sums = Array.from({ length: events + 1 }, () => new Sums(columns));
  const [none] = sums;
  if (none !== undefined) none.zero = 1;
  for (const [i, { x, count: copies }] of members.entries())
    for (let copy = 0; copy < copies; copy++)
      for (let chosen = events; chosen > 0; chosen--) sums[chosen]?.choose(sums[chosen - 1], x, (risks[i] ?? 0) / mean);
  const all = sums[events] ?? new Sums(columns);
  const first = all.first.map((value) => value / all.zero);
  const second = all.second.map((value, at) => {
    const [j, k] = [Math.floor(at / columns), at % columns];
    return value / all.zero - (first[j] ?? 0) * (first[k] ?? 0);
  });
  return { log: Math.log(all.zero) + events * Math.log(mean), first, second };
}

/** The polynomial of one order with its derivatives. */
class Sums {
  zero = 0;
  readonly first: Float64Array;
  readonly second: Float64Array;

  constructor(columns: number) {
    this.first = new Float64Array(columns);
    this.second = new Float64Array(columns * columns);
  }

  /** Adds the ways in which one more subject is chosen beside those of `fewer`. */
  choose(fewer: Sums | undefined, x: Float64Array, risk: number): void {
    if (fewer === undefined) return;
    const columns = x.length;
    for (let j = 0; j < columns; j++) {
      const own = x[j] ?? 0;
      for (let k = 0; k < columns; k++) {
        const at = j * columns + k;
        const other = x[k] ?? 0;
        const added =
          (fewer.second[at] ?? 0) +
          own * (fewer.first[k] ?? 0) +
          other * (fewer.first[j] ?? 0) +
          own * other * fewer.zero;
        this.second[at] = (this.second[at] ?? 0) + risk * added;
      }
    }
    for (let j = 0; j < columns; j++)
      this.first[j] = (this.first[j] ?? 0) + risk * ((fewer.first[j] ?? 0) + (x[j] ?? 0) * fewer.zero);
    this.zero += risk * fewer.zero;
  }
}
