import { type Column, columnOf, plainValue, type Table } from '../../lib/table.ts';
import type { Plan } from '../plan/plan.ts';

/** What one statement returned, told apart: rows of the answer, and rows of each total. */
export interface SplitRows {
  readonly shown: Table;
  readonly totals: readonly { readonly by: readonly number[]; readonly row: Table }[];
  readonly totalCount: number;
}

export function splitRows(plan: Plan, main: Table): SplitRows {
  const grouping = numbers(main, 'g');
  const rank = columnOf(main, 'k') === undefined ? null : numbers(main, 'k');
  const isOnPage = (row: number): boolean => rank === null || (rank[row] ?? 0) > plan.offset;
  const rows = grouping.map((id, row) => ({ id, row }));
  const shown = rows.filter(({ id, row }) => id === 0 && isOnPage(row)).map(({ row }) => row);
  const totals = plan.groupings
    .slice(1)
    .flatMap(({ id, by }) =>
      rows.filter((candidate) => candidate.id === id).map(({ row }) => ({ by, row: pick(main, [row]) })),
    );
  return { shown: pick(main, shown), totals, totalCount: numbers(main, 'c')[0] ?? 0 };
}

function pick(table: Table, rows: readonly number[]): Table {
  if (rows.length === table.rowCount) return table;
  const columns = table.columns.map(({ name, type, values }): Column => ({
    name,
    type,
    values: rows.map((row) => values[row] ?? null),
  }));
  return { columns, rowCount: rows.length };
}

function numbers(table: Table, name: string): readonly number[] {
  const column = columnOf(table, name);
  if (column === undefined) throw new Error(`The engine returned no column ${name}.`);
  return column.values.map((_, row) => Number(plainValue(column, row)));
}
