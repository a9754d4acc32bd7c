import type { Column, Value } from '../lib/table.ts';
import { formatNumber, formatValue } from '../notebook/format-value.ts';
import type { OutputColumn, TableOutput } from '../notebook/output.ts';

/** A column as a table shows it: interval bounds and n stand small beside their metric, marks and reasons in its cells. */
export interface ShownColumn {
  readonly column: OutputColumn;
  readonly values: readonly Value[];
  readonly low: readonly Value[] | null;
  readonly high: readonly Value[] | null;
  readonly n: readonly Value[] | null;
  /** Which values are hidden because too few persons stand behind them. */
  readonly hidden: readonly Value[] | null;
  /** Why a group has no value. */
  readonly reason: readonly Value[] | null;
  /** Which group is all others. */
  readonly others: readonly Value[] | null;
}

/** Folds `<metric>_low`, `<metric>_high` and `<metric>_n` into the metric's own column, and what explains a column into it. */
export function foldIntervals(columns: readonly OutputColumn[], data: readonly Column[]): ShownColumn[] {
  const values = new Map(data.map((column) => [column.name, column.values]));
  const parts = new Set(columns.flatMap(({ name }) => [`${name}_low`, `${name}_high`, `${name}_n`]));
  const owned = columns.filter(({ role, name }) => (role === 'INTERVAL' || role === 'COUNT') && parts.has(name));
  const beside = new Set(owned.map(({ name }) => name));
  const explaining = columns.filter(({ meaning }) => (meaning?.explains ?? null) !== null);
  const folded = new Set(explaining.map(({ name }) => name));
  const of = (name: string): readonly Value[] | null => (beside.has(name) ? (values.get(name) ?? null) : null);
  const explained = (name: string, is: (column: OutputColumn) => boolean): readonly Value[] | null => {
    const found = explaining.find((column) => column.meaning?.explains === name && is(column));
    return found === undefined ? null : (values.get(found.name) ?? null);
  };
  return columns
    .filter(({ name }) => !beside.has(name) && !folded.has(name))
    .map((column) => ({
      column,
      values: values.get(column.name) ?? [],
      low: of(`${column.name}_low`),
      high: of(`${column.name}_high`),
      n: of(`${column.name}_n`),
      hidden: explained(column.name, ({ role }) => role === 'FLAG'),
      others: explained(column.name, ({ role, type }) => role === 'REASON' && type === 'boolean'),
      reason: explained(column.name, ({ role, type }) => role === 'REASON' && type !== 'boolean'),
    }));
}

const reasons: ReadonlyMap<Value, string> = new Map([
  ['NO_KEY', '(no key)'],
  ['NO_MATCH', '(key matches nothing)'],
  ['EMPTY', '(no value)'],
]);

/** What a table says in place of a value: that it is hidden, or what a group without a value of its own is called; else null. */
export function wordsFor({ column, values, hidden, reason, others }: ShownColumn, row: number): string | null {
  if (hidden?.[row] === true) return 'hidden';
  if (others?.[row] === true) return 'all others';
  if (column.role !== 'DIMENSION' || (values[row] ?? null) !== null) return null;
  return reasons.get(reason?.[row] ?? null) ?? '(no value)';
}

/** One value as a table prints it: a change with its sign. */
export function printed({ column, values }: ShownColumn, row: number): string {
  const value = values[row] ?? null;
  const compared = column.meaning?.compared ?? null;
  if (value === null || compared === null || compared === 'VALUE') return formatValue(value, column);
  const number = Number(value);
  const sign = number > 0 ? '+' : number < 0 ? '−' : '';
  const size = Math.abs(number);
  if (compared === 'PCT') return `${sign}${formatNumber(size, 'points')} %`;
  if (column.format === 'percent') return `${sign}${formatNumber(size * 100, 'points')} pp`;
  return `${sign}${formatValue(size, { ...column, type: 'real' })}`;
}

/** Why values of these columns are hidden, as a sentence; null where none is. */
export function hiddenNote(columns: readonly ShownColumn[]): string | null {
  const marked = columns.find(({ hidden }) => hidden?.includes(true) === true);
  if (marked === undefined) return null;
  const k = marked.column.meaning?.k ?? null;
  const few = k === null ? 'too few persons' : `fewer than ${k} persons`;
  return `Hidden: ${few} stand behind the value, or behind one that it would give away.`;
}

/** A total as a row of its own, folded like the columns above it. */
export interface ShownTotal {
  readonly columns: readonly ShownColumn[];
  /** The dimensions that it still tells apart, by column. */
  readonly kept: readonly string[];
}

export function foldTotals({ columns, totals }: TableOutput): readonly ShownTotal[] {
  return totals.map(({ values, totalOf }) => ({
    kept: totalOf,
    columns: foldIntervals(
      columns,
      columns.map(({ name, type }, index) => ({ name, type, values: [values[index] ?? null] })),
    ),
  }));
}

/** What a total says in the place of a dimension that it does not tell apart; null where it has a value there. */
export function totalWords({ columns, kept }: ShownTotal, index: number): string | null {
  const shown = columns[index];
  const isWhole = shown?.column.role === 'DIMENSION' && !kept.includes(shown.column.name);
  const isUnnamed = index === 0 && shown?.column.role !== 'DIMENSION' && (shown?.values[0] ?? null) === null;
  return isWhole || isUnnamed ? (index === 0 ? 'Total' : 'all') : null;
}
