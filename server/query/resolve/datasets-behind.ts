import { columnPaths } from '../../model/expression/columns.ts';
import type { Expression } from '../../model/expression/expression.ts';
import type { Dataset, Model, Rollup } from '../../model/model.ts';
import { rollupAt } from './rollup-columns.ts';

/** Every dataset that an expression over one dataset reads besides that one: joined ones, and those that rollups are made from. */
export function datasetsBehind(model: Model, dataset: Dataset, expression: Expression): readonly string[] {
  return columnPaths(expression).flatMap((path) => {
    const joined = datasetsAlong(model, dataset, path.slice(0, -1));
    const found = rollupAt(model, dataset, path);
    return found === null ? joined : [...joined, ...datasetsOfRollup(model, found.rollup)];
  });
}

/** The datasets at the end of each join of a path. */
export function datasetsAlong(model: Model, from: Dataset, path: readonly string[]): readonly string[] {
  const names: string[] = [];
  let here: Dataset | undefined = from;
  for (const name of path) {
    const join = here?.joins.get(name);
    if (join === undefined) return names;
    names.push(join.to);
    here = model.datasets.get(join.to);
  }
  return names;
}

/** Every dataset that a rollup is made from. */
export function datasetsOfRollup(model: Model, { from, path, value, where }: Rollup): readonly string[] {
  const dataset = model.datasets.get(from);
  if (dataset === undefined) return [];
  const expressions = [value.of, where].filter((expression) => expression !== null);
  return [
    from,
    ...datasetsAlong(model, dataset, path.slice(0, -1)),
    ...expressions.flatMap((expression) => datasetsBehind(model, dataset, expression)),
  ];
}
