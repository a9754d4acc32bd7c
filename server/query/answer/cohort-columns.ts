import { columnOf, plainValue, type Table, type Value } from '../../lib/table.ts';
import { cohortColumns, shareColumn } from '../resolve/cohort.ts';
import type { Plan } from '../plan/plan.ts';
import type { ResultColumn } from './result.ts';

/** The size of each row's cohort, once; none where the query has no cohorts. */
export function sizeColumns(plan: Plan, rows: Table, plain: ResultColumn): readonly ResultColumn[] {
  if (plan.cohort === null) return [];
  return [
    {
      ...plain,
      name: cohortColumns.size,
      label: 'Size of the cohort',
      role: 'COUNT',
      type: 'integer',
      format: 'integer',
      values: sizesOf(rows),
    },
  ];
}

/** A metric for each entity of the cohort: of a count of entities the share that is still there. */
export function shareColumns(plan: Plan, rows: Table, metric: ResultColumn): readonly ResultColumn[] {
  if (plan.cohort === null || !isNumber(metric)) return [];
  const sizes = sizesOf(rows);
  const values = metric.values.map((_, row): Value => {
    const value = plainValue(metric, row);
    const size = sizes[row] ?? null;
    return typeof value === 'number' && typeof size === 'number' && size > 0 ? value / size : null;
  });
  const name = shareColumn(metric.name);
  const format = metric.type === 'integer' || metric.type === 'bigint' ? 'percent' : metric.format;
  return [
    {
      ...metric,
      name,
      label: `${metric.label}, for each of the cohort`,
      type: 'real',
      format,
      additivity: null,
      definition: `${metric.name} / ${cohortColumns.size}`,
      minN: null,
      values,
    },
  ];
}

function isNumber({ type }: ResultColumn): boolean {
  return type === 'integer' || type === 'bigint' || type === 'decimal' || type === 'real';
}

function sizesOf(rows: Table): readonly Value[] {
  const column = columnOf(rows, 's');
  if (column === undefined) throw new Error('The engine returned no sizes of cohorts.');
  return column.values.map((_, row) => plainValue(column, row));
}
