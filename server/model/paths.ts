/** datasets with joins → for each dataset the shortest many-to-one ways to a home */
import type { Cardinality, Dataset, DimensionPath, Join } from './model.ts';
import { findsOne } from './scopes.ts';

/** More ways of one length than this are as ambiguous as this many. */
const mostWays = 16;

/**
 * The shortest ways from a dataset to any of the homes over joins with at most one match, by key or by time; several where they are
 * equally short, none where there is no way, the empty way at home.
 */
export function shortestPaths(
  from: string,
  homes: ReadonlySet<string>,
  datasets: ReadonlyMap<string, Dataset>,
  mayFollow: (cardinality: Cardinality) => boolean = findsOne,
): readonly DimensionPath[] {
  let front: readonly DimensionPath[] = [{ home: from, joins: [] }];
  const seen = new Set([from]);
  while (front.length > 0) {
    const arrived = front.filter(({ home }) => homes.has(home));
    if (arrived.length > 0) return arrived;
    const next = front.flatMap((way) =>
      joinsOf(datasets.get(way.home))
        .filter(({ to, cardinality }) => !seen.has(to) && mayFollow(cardinality))
        .map(({ name, to }) => ({ home: to, joins: [...way.joins, name] })),
    );
    for (const { home } of next) seen.add(home);
    front = next.slice(0, mostWays);
  }
  return [];
}

/** The way that a list of join names describes, or null where a step is missing or multiplies rows. */
export function declaredPath(
  from: string,
  joins: readonly string[],
  datasets: ReadonlyMap<string, Dataset>,
): DimensionPath | null {
  let home = from;
  for (const step of joins) {
    const join = datasets.get(home)?.joins.get(step);
    if (join === undefined || !findsOne(join.cardinality)) return null;
    home = join.to;
  }
  return { home, joins };
}

function joinsOf(dataset: Dataset | undefined): readonly Join[] {
  return [...(dataset?.joins.values() ?? [])];
}
