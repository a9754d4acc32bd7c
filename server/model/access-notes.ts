import type { Model, Dataset } from './model.ts';
import { keepsRows } from './scopes.ts';

/** What somebody should know of a model's rules before relying on them, a sentence each. */
export function accessNotes({ access, datasets }: Pick<Model, 'access' | 'datasets'>): readonly string[] {
  const all = [...datasets.values()];
  const restricted = new Set(access.filter(({ rows }) => rows !== null).map(({ dataset }) => dataset));
  const free = all
    .filter((dataset) => !dataset.inheritsPolicies)
    .map((dataset) => {
      const places = [...placesOf(dataset, datasets)].filter((name) => restricted.has(name));
      const escaped = places.length === 0 ? 'of other datasets' : `of ${places.join(', ')}`;
      return `${dataset.name} says inherit: none: row rules ${escaped} do not bind its rows.`;
    });
  return [...unopened(all, access), ...free];
}

function unopened(all: readonly Dataset[], access: Model['access']): readonly string[] {
  const opened = new Set(access.map(({ dataset }) => dataset));
  const closed = all.map(({ name }) => name).filter((name) => !opened.has(name));
  if (closed.length === 0) return [];
  if (access.length === 0) return ['No rule of access: besides published pages only builders and admins see anything.'];
  return [`Without a rule of access, for builders and admins only: ${closed.join(', ')}.`];
}

function placesOf(dataset: Dataset, datasets: ReadonlyMap<string, Dataset>): ReadonlySet<string> {
  const seen = new Set<string>([dataset.name]);
  for (const name of seen) {
    for (const { to, cardinality } of datasets.get(name)?.joins.values() ?? [])
      if (keepsRows(cardinality)) seen.add(to);
  }
  seen.delete(dataset.name);
  return seen;
}
