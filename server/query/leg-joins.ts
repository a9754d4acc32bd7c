import type { Dataset, Model } from '../model/model.ts';
import type { LegJoin } from './plan.ts';

/** The joins that some paths need, each once, nearer ones first; `t0` is the dataset itself. */
export function legJoins(model: Model, dataset: Dataset, paths: readonly (readonly string[])[]): readonly LegJoin[] {
  const joins = new Map<string, LegJoin>();
  for (const path of paths) {
    let here: Dataset | undefined = dataset;
    let from = 't0';
    for (const [index, name] of path.entries()) {
      const prefix = path.slice(0, index + 1);
      const key = pathKey(prefix);
      const join = here?.joins.get(name);
      if (join === undefined) throw new Error(`${dataset.name} has no join path ${path.join('.')}.`);
      const known = joins.get(key);
      const made = known ?? { alias: `t${joins.size + 1}`, path: prefix, from, dataset: join.to, on: join.on };
      joins.set(key, made);
      from = made.alias;
      here = model.datasets.get(join.to);
    }
  }
  return [...joins.values()];
}

/** One text for one path; names may hold any character. */
export function pathKey(path: readonly string[]): string {
  return JSON.stringify(path);
}
