import type { Dataset, Model } from '../../model/model.ts';
import { type Found, onlyOne } from './found.ts';
import { neverMultiplies } from './reach.ts';

/** Columns at the end of join names: a path of an expression. */
export type ColumnPath = readonly string[];

/** The shortest chains of joins by key from a dataset to every dataset it reaches, itself included; ties list all. */
export function keyPaths(model: Model, from: string): ReadonlyMap<string, readonly (readonly string[])[]> {
  const found = new Map<string, readonly (readonly string[])[]>([[from, [[]]]]);
  let front = found;
  while (front.size > 0) {
    const next = new Map<string, readonly (readonly string[])[]>();
    for (const [name, paths] of front) {
      for (const join of model.datasets.get(name)?.joins.values() ?? []) {
        if (!neverMultiplies(join) || found.has(join.to)) continue;
        next.set(join.to, [...(next.get(join.to) ?? []), ...paths.map((path) => [...path, join.name])]);
      }
    }
    for (const [name, paths] of next) found.set(name, paths);
    front = next;
  }
  return found;
}

/** Where a dataset holds the key of what a path of joins leads to: its own columns, known at the other end or not. */
export function keyColumns(model: Model, from: Dataset, path: readonly string[]): readonly ColumnPath[] {
  const prefix = path.slice(0, -1);
  const near = datasetAt(model, from, prefix);
  const last = path.at(-1);
  if (last === undefined) return from.key.map((column) => [column]);
  const join = near.joins.get(last);
  const target = join === undefined ? undefined : model.datasets.get(join.to);
  if (join === undefined || target === undefined) throw new Error(`${near.name} has no join ${last}.`);
  return target.key.map((column) => {
    const pair = join.on.find(([, there]) => there === column);
    if (pair === undefined) throw new Error(`${near.name}.${last} does not hold ${target.name}.${column}.`);
    return [...prefix, pair[0]];
  });
}

/** The dataset at the end of a path of joins. */
export function datasetAt(model: Model, from: Dataset, path: readonly string[]): Dataset {
  return path.reduce((here, name) => {
    const join = here.joins.get(name);
    const next = join === undefined ? undefined : model.datasets.get(join.to);
    if (next === undefined) throw new Error(`${here.name} has no join ${name}.`);
    return next;
  }, from);
}

/** The one shortest chain of joins by key from a dataset to an entity. */
export function keyPathTo(model: Model, from: Dataset, entity: string): Found<readonly string[]> {
  const paths = keyPaths(model, from.name).get(entity) ?? [];
  return onlyOne(paths.map((path) => [path.join('.'), path] as const));
}
