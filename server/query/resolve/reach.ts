import type { Dataset, Dimension, DimensionHome, Join, Model } from '../../model/model.ts';

/** Whether a dataset has a dimension, and how it gets there. */
export type Reach =
  | { readonly is: 'calendar' }
  | { readonly is: 'reached'; readonly joins: readonly string[]; readonly home: DimensionHome }
  | { readonly is: 'ambiguous'; readonly choices: readonly string[] }
  /** The dimension lies below the dataset's grain: only against the direction of a many-to-one join. */
  | { readonly is: 'below' }
  | { readonly is: 'absent' };

/** `responses.channel`, also as `responses__channel`. */
export function findDimension(model: Model, name: string): Dimension | undefined {
  return model.dimensions.get(name) ?? model.dimensions.get(name.replace('__', '.'));
}

/** The way from a dataset to a dimension: by the path asked for where it leads there, else by the shortest. */
export function reachOf(model: Model, dataset: Dataset, dimension: Dimension, path: readonly string[] | null): Reach {
  if (dimension.type === 'calendar') return dataset.time === null ? { is: 'absent' } : { is: 'calendar' };
  if (path !== null) {
    const end = endOfPath(model, dataset, path);
    const home = dimension.homes.find((candidate) => candidate.dataset === end?.name);
    if (home !== undefined) return { is: 'reached', joins: path, home };
  }
  const ways = dimension.reach.get(dataset.name) ?? [];
  const [way] = ways;
  if (way === undefined) return liesBelow(model, dataset, dimension) ? { is: 'below' } : { is: 'absent' };
  if (ways.length > 1) return { is: 'ambiguous', choices: ways.map(({ joins }) => joins.join('.')) };
  const home = dimension.homes.find((candidate) => candidate.dataset === way.home);
  return home === undefined ? { is: 'absent' } : { is: 'reached', joins: way.joins, home };
}

/** The dataset at the end of a path of joins to at most one row, or null where it cannot be followed. */
function endOfPath(model: Model, from: Dataset, path: readonly string[]): Dataset | null {
  let here: Dataset | undefined = from;
  for (const name of path) {
    const join: Join | undefined = here?.joins.get(name);
    if (join === undefined || !findsOneRow(join)) return null;
    here = model.datasets.get(join.to);
  }
  return here ?? null;
}

/** Whether a row finds at most one row at the other end: by a key, or because an as-of join takes the one nearest in time. */
export function findsOneRow(join: Join): boolean {
  return neverMultiplies(join) || join.cardinality === 'as_of';
}

/** Whether a row finds at most one row at the other end, by keys alone. */
export function neverMultiplies(join: Join): boolean {
  return join.cardinality === 'many_to_one' || join.cardinality === 'one_to_one';
}

function liesBelow(model: Model, dataset: Dataset, dimension: Dimension): boolean {
  return dimension.homes.some((home) => leadsTo(model, home.dataset, dataset.name));
}

function leadsTo(model: Model, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const name of seen) {
    for (const join of model.datasets.get(name)?.joins.values() ?? []) if (neverMultiplies(join)) seen.add(join.to);
  }
  return from !== to && seen.has(to);
}
