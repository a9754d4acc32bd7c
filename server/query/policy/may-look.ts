import { columnPaths } from '../../model/expression/columns.ts';
import type { Expression } from '../../model/expression/expression.ts';
import type { Dataset, Measure } from '../../model/model.ts';
import { hasYear, type RestrictedColumns } from './column-access.ts';

/** Datasets as they are seen, with what is not open in them. */
export interface Look {
  readonly datasets: ReadonlyMap<string, Dataset>;
  readonly restricted: ReadonlyMap<string, RestrictedColumns>;
}

/** What somebody sees at the end of a path: `gone` where there is nothing to see. */
export function columnAt({ datasets, restricted }: Look, from: string, path: readonly string[]): ColumnSight {
  const name = path.at(-1) ?? '';
  const home = path
    .slice(0, -1)
    .reduce<Dataset | undefined>((here, step) => datasets.get(here?.joins.get(step)?.to ?? ''), datasets.get(from));
  if (home === undefined) return 'gone';
  if (home.rollups.has(name)) return 'open';
  const column = home.columns.get(name);
  if (column === undefined) return 'gone';
  const access = restricted.get(home.name)?.get(name);
  if (access === undefined) return 'open';
  if (access.is !== 'mask') return access.is === 'deny' ? 'gone' : 'measured';
  if (access.how === 'year') return hasYear(column) ? 'coarse' : 'gone';
  return access.how === 'null' ? 'gone' : access.how;
}

type ColumnSight = 'open' | 'gone' | 'measured' | 'coarse' | 'last4' | 'hash';

/** Whether rows may be grouped and compared by this: a masked column only as it stands, one that is only measured never. */
export function mayGroup(look: Look, dataset: string, expression: Expression): boolean {
  const sights = columnPaths(expression).map((path) => columnAt(look, dataset, path));
  if (sights.every((sight) => sight === 'open')) return look.datasets.has(dataset);
  return expression.op === 'column' && sights.every((sight) => sight !== 'gone' && sight !== 'measured');
}

/** Whether a measure counts what it says: over masked values it would not, but hashes can be told apart and counted. */
export function mayMeasure(look: Look, measure: Measure): boolean {
  const { dataset, aggregate, of, where, time, semiAdditive, across } = measure;
  if (!look.datasets.has(dataset)) return false;
  const counts = aggregate === 'count' || aggregate === 'count_distinct';
  const mayUse = (home: string, expression: Expression): boolean => {
    const isBare = expression.op === 'column';
    return columnPaths(expression).every((path) => {
      const sight = columnAt(look, home, path);
      return sight === 'open' || sight === 'measured' || (sight === 'hash' && isBare && counts);
    });
  };
  const mayCompare = (expression: Expression): boolean =>
    columnPaths(expression).every((path) => ['open', 'measured'].includes(columnAt(look, dataset, path)));
  const columns = [time, semiAdditive?.over ?? null, semiAdditive?.per ?? null].filter((column) => column !== null);
  return (
    (of === null || mayUse(dataset, of)) &&
    (where === null || mayCompare(where)) &&
    columns.every((column) => columnAt(look, dataset, [column]) === 'open') &&
    (across ?? []).every((part) => look.datasets.has(part.dataset) && mayUse(part.dataset, part.of))
  );
}
