import type { ColumnFieldsFragment } from '../generated.ts';

export type OutputColumn = ColumnFieldsFragment;
/** Values of a result, one list a column. */
export type Columns = readonly (readonly unknown[])[];

/** The wire's JSON as lists; whatever is no list becomes an empty one. */
export function columnsOf(values: unknown): Columns {
  return Array.isArray(values) ? values.map((column: unknown) => (Array.isArray(column) ? column : [])) : [];
}

/** One list of values, as in a row of totals. */
export function listOf(values: unknown): readonly unknown[] {
  return Array.isArray(values) ? values : [];
}

export function rowCountOf(columns: Columns): number {
  return columns.reduce((most, column) => Math.max(most, column.length), 0);
}

/** A column as it is shown; the bounds and the count of a metric stand beside its value, not in columns of their own. */
export interface ShownColumn {
  readonly column: OutputColumn;
  readonly index: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly count: number | null;
}

/** Folds interval bounds (low first) and counts into their metric; totals' marks are not shown. */
export function foldColumns(columns: readonly OutputColumn[]): readonly ShownColumn[] {
  const metrics = new Set(
    columns.filter((column) => column.role === 'METRIC').map(({ metric, name }) => metric ?? name),
  );
  const isFolded = ({ role, metric }: OutputColumn) =>
    (role === 'INTERVAL' || role === 'COUNT') && metric !== null && metrics.has(metric);
  return columns.flatMap((column, index) => {
    if (column.role === 'TOTAL' || isFolded(column)) return [];
    const own = column.role === 'METRIC' ? (column.metric ?? column.name) : null;
    const partsOf = (role: string) =>
      columns.flatMap((part, at) => (own !== null && part.role === role && part.metric === own ? [at] : []));
    const [low = null, high = null] = partsOf('INTERVAL');
    return [{ column, index, low, high, count: partsOf('COUNT')[0] ?? null }];
  });
}

const numeric: ReadonlySet<string> = new Set(['integer', 'bigint', 'decimal', 'real']);

export function isNumeric(column: Pick<OutputColumn, 'type'>): boolean {
  return numeric.has(column.type);
}

/** A finite number where the value is one, exact digits included. */
export function numberOf(value: unknown): number | null {
  if (value === null || value === undefined || value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
