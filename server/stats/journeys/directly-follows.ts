import type { Variant } from './variant.ts';

/** How often an activity came right after another. */
interface Arc {
  readonly from: string;
  readonly to: string;
  readonly n: number;
}

/** How many cases begin or end with an activity. */
interface Terminal {
  readonly activity: string;
  readonly n: number;
}

/** The directly-follows graph of a log: arcs by weight, heaviest first, then by name. */
export interface FollowsGraph {
  readonly arcs: readonly Arc[];
  readonly starts: readonly Terminal[];
  readonly ends: readonly Terminal[];
  readonly activities: readonly Terminal[];
  readonly cases: number;
  readonly events: number;
}

/**
 * Adjacent pairs of a log, with its first and last activities. The arcs add up to events less cases; cases without a step
 * count nowhere. Concurrency shows as order: two steps that happen at once appear as arcs both ways.
 */
export function directlyFollows(variants: readonly Variant[]): FollowsGraph {
  const arcs = new Map<string, Map<string, number>>();
  const [starts, ends, activities] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  for (const { steps, n } of variants) {
    for (const [at, step] of steps.entries()) {
      add(activities, step, n);
      const next = steps[at + 1];
      if (next === undefined) add(ends, step, n);
      else add(followersOf(arcs, step), next, n);
      if (at === 0) add(starts, step, n);
    }
  }
  return {
    arcs: [...arcs]
      .flatMap(([from, followers]) => [...followers].map(([to, n]) => ({ from, to, n })))
      .sort((a, b) => b.n - a.n || compare(a.from, b.from) || compare(a.to, b.to)),
    starts: terminals(starts),
    ends: terminals(ends),
    activities: terminals(activities),
    cases: variants.reduce((sum, { steps, n }) => sum + (steps.length > 0 ? n : 0), 0),
    events: variants.reduce((sum, { steps, n }) => sum + steps.length * n, 0),
  };
}

function followersOf(arcs: Map<string, Map<string, number>>, from: string): Map<string, number> {
  const followers = arcs.get(from) ?? new Map<string, number>();
  arcs.set(from, followers);
  return followers;
}

function add(counts: Map<string, number>, name: string, n: number): void {
  counts.set(name, (counts.get(name) ?? 0) + n);
}

function terminals(counts: ReadonlyMap<string, number>): readonly Terminal[] {
  return [...counts]
    .map(([activity, n]) => ({ activity, n }))
    .sort((a, b) => b.n - a.n || compare(a.activity, b.activity));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
