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

/** A column as it is shown; what stands beside its values or explains them is no column of its own. All but `column` by index. */
export interface ShownColumn {
  readonly column: OutputColumn;
  readonly index: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly count: number | null;
  /** Which of its values are hidden because too few persons stand behind them. */
  readonly hidden: number | null;
  /** Why a group has no value. */
  readonly reason: number | null;
  /** Which group is all others. */
  readonly others: number | null;
}

/** Folds interval bounds (low first), counts, reasons and marks into the column that they belong to; totals' marks are not shown. */
export function foldColumns(columns: readonly OutputColumn[]): readonly ShownColumn[] {
  const metrics = new Set(
    columns.filter((column) => column.role === 'METRIC').map(({ metric, name }) => metric ?? name),
  );
  const names = new Set(columns.map(({ name }) => name));
  const isFolded = ({ role, metric, explains }: OutputColumn) =>
    ((role === 'INTERVAL' || role === 'COUNT') && metric !== null && metrics.has(metric)) ||
    (explains !== null && names.has(explains));
  const marks = new Map(
    columns.flatMap(({ role, type, explains }, at) =>
      explains === null
        ? []
        : [[`${role === 'FLAG' ? 'hidden' : type === 'boolean' ? 'others' : 'reason'} ${explains}`, at]],
    ),
  );
  const valued = new Map<string, number>();
  for (const [at, { role, metric, name }] of columns.entries())
    if (role === 'METRIC' && !valued.has(metric ?? name)) valued.set(metric ?? name, at);
  return columns.flatMap((column, index) => {
    if (column.role === 'TOTAL' || isFolded(column)) return [];
    const own = column.metric ?? column.name;
    // A share of a cohort is a second column of its metric: bounds and count belong to the first.
    const isValue = column.role === 'METRIC' && valued.get(own) === index;
    const partsOf = (role: string) =>
      columns.flatMap((part, at) => (isValue && part.role === role && part.metric === own ? [at] : []));
    const [low = null, high = null] = partsOf('INTERVAL');
    const mark = (kind: string) => marks.get(`${kind} ${column.name}`) ?? null;
    const explained = { hidden: mark('hidden'), reason: mark('reason'), others: mark('others') };
    return [{ column, index, low, high, count: partsOf('COUNT')[0] ?? null, ...explained }];
  });
}

const reasons: ReadonlyMap<unknown, string> = new Map([
  ['NO_KEY', '(no key)'],
  ['NO_MATCH', '(key matches nothing)'],
  ['EMPTY', '(no value)'],
]);

/** What a group is called that has no value of its own; null where it has one. */
export function groupWords(
  { column, index, reason, others }: ShownColumn,
  at: (index: number) => unknown,
): string | null {
  if (others !== null && at(others) === true) return 'all others';
  if (column.role !== 'DIMENSION' || (at(index) ?? null) !== null) return null;
  return (reason === null ? undefined : reasons.get(at(reason))) ?? '(no value)';
}

/** Whether a value is hidden because too few persons stand behind it. */
export function isHidden({ hidden }: ShownColumn, at: (index: number) => unknown): boolean {
  return hidden !== null && at(hidden) === true;
}

/** Why values are hidden, as a sentence. */
export function hiddenWords({ k }: Pick<OutputColumn, 'k'>): string {
  const few = k === null ? 'too few persons' : `fewer than ${k} persons`;
  return `Hidden: ${few} stand behind the value, or behind one that it would give away.`;
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
