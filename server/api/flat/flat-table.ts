/** an answer → columns for a file: flat names in a fixed order, what was withheld marked, totals below on request */
import type { Value } from '../../lib/table.ts';
import type { TypedColumn } from '../../engine/arrow/typed-column.ts';
import type { MetricResult, ResultColumn } from '../../query/answer/result.ts';

/** The columns of a file, all of one length. */
export interface FlatTable {
  readonly columns: readonly FlatColumn[];
  readonly rowCount: number;
}

export interface FlatColumn extends TypedColumn {
  readonly label: string;
  readonly role: ResultColumn['role'] | 'FLAG';
  readonly unit: string | null;
}

export interface FlatOptions {
  /** Whether totals follow the rows, told apart by `is_total`. */
  readonly totals: boolean;
}

/** The answer as columns of a file. */
export function flatTable(result: MetricResult, { totals }: FlatOptions): FlatTable {
  const names = flatNames(result.columns);
  const added = totals ? result.totals : [];
  const rowCount = result.rowCount + added.length;
  const columns = result.columns.map((column, index): FlatColumn => {
    const { label, role, unit, scale, type } = column;
    const values = [...column.values, ...added.map((row) => row.values[index] ?? null)];
    return { name: names[index] ?? '', label, role, unit, type, scale, values: written(type, values) };
  });
  const hidden = result.columns.flatMap((column, index) => {
    const flags = [
      ...(column.suppressed ?? column.values.map(() => false)),
      ...added.map(({ suppressed }) => suppressed?.[index] ?? false),
    ];
    const name = `${names[index] ?? ''}__suppressed`;
    return column.role === 'METRIC' && flags.includes(true) ? [flag(name, `${column.label}: withheld`, flags)] : [];
  });
  const isTotal = flag(
    'is_total',
    'Total',
    Array.from({ length: rowCount }, (_, row) => row >= result.rowCount),
  );
  return { columns: [...columns, ...hidden, ...(totals ? [isTotal] : [])], rowCount };
}

/**
 * Names of lower-case letters, digits and underscores, as spreadsheets and databases take them unquoted; a name that comes
 * again gets a number. The same columns always get the same names.
 */
export function flatNames(columns: readonly { readonly name: string }[]): readonly string[] {
  const used = new Set<string>();
  return columns.map(({ name }) => {
    const flat = flatName(name);
    let unique = flat;
    for (let count = 2; used.has(unique); count++) unique = `${flat}_${count}`;
    used.add(unique);
    return unique;
  });
}

function flatName(name: string): string {
  const words = name.replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2').replaceAll(/[^\p{L}\p{N}_]+/gu, '_');
  const flat = words.replaceAll(/^_+|_+$/g, '').toLowerCase();
  return flat === '' ? 'column' : flat;
}

function flag(name: string, label: string, values: readonly boolean[]): FlatColumn {
  return { name, label, role: 'FLAG', unit: null, type: 'boolean', scale: null, values };
}

// The engine's instants are in UTC, which a file has to say.
function written(type: FlatColumn['type'], values: readonly Value[]): readonly Value[] {
  if (type !== 'timestamp') return values;
  return values.map((value) => (value === null || String(value).endsWith('Z') ? value : `${String(value)}Z`));
}
