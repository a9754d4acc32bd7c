import type { Column, Value } from '../lib/table.ts';
import type { OutputColumn, TableOutput } from '../notebook/output.ts';

/** A column as a table shows it: interval bounds and n stand small beside their metric. */
export interface ShownColumn {
  readonly column: OutputColumn;
  readonly values: readonly Value[];
  readonly low: readonly Value[] | null;
  readonly high: readonly Value[] | null;
  readonly n: readonly Value[] | null;
}

/** Folds `<metric>_low`, `<metric>_high` and `<metric>_n` into the metric's own column. */
export function foldIntervals(columns: readonly OutputColumn[], data: readonly Column[]): ShownColumn[] {
  const values = new Map(data.map((column) => [column.name, column.values]));
  const beside = new Set(columns.filter(({ role }) => role === 'INTERVAL' || role === 'COUNT').map(({ name }) => name));
  const of = (name: string): readonly Value[] | null => (beside.has(name) ? (values.get(name) ?? null) : null);
  return columns
    .filter(({ name }) => !beside.has(name))
    .map((column) => ({
      column,
      values: values.get(column.name) ?? [],
      low: of(`${column.name}_low`),
      high: of(`${column.name}_high`),
      n: of(`${column.name}_n`),
    }));
}

/** Totals as rows of their own, folded like the columns above them. */
export function foldTotals({ columns, totals }: TableOutput): readonly (readonly ShownColumn[])[] {
  return totals.map(({ values }) =>
    foldIntervals(
      columns,
      columns.map(({ name, type }, index) => ({ name, type, values: [values[index] ?? null] })),
    ),
  );
}
