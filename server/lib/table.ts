/** How the values of a column are to be read. */
export type ValueType =
  | 'string'
  /** A JavaScript-safe whole number. */
  | 'integer'
  /** Exact digits as text: a JavaScript number would round. */
  | 'bigint'
  /** Exact digits as text, with the column's scale. */
  | 'decimal'
  | 'real'
  | 'boolean'
  /** `2026-01-31` */
  | 'date'
  /** `2026-01-31T22:30:00.000`: without a zone where the engine had none, else UTC with a final `Z`. */
  | 'timestamp'
  | 'time'
  /** Nested values, as JSON text. */
  | 'json';

export type Value = string | number | boolean | null;

export interface Column {
  readonly name: string;
  readonly type: ValueType;
  readonly values: readonly Value[];
}

/** A result held as columns; every column has `rowCount` values. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rowCount: number;
}

/** A column by its name. */
export function columnOf(table: Table, name: string): Column | undefined {
  return table.columns.find((column) => column.name === name);
}

/** The rows as objects, with exact digits turned into numbers: for charts and people, not for money. */
export function rowsOf(table: Table): Record<string, Value>[] {
  return Array.from({ length: table.rowCount }, (_, row) =>
    Object.fromEntries(table.columns.map((column) => [column.name, plainValue(column, row)])),
  );
}

/** One value; exact digits become a number. */
export function plainValue(column: Column, row: number): Value {
  const value = column.values[row] ?? null;
  return (column.type === 'bigint' || column.type === 'decimal') && value !== null ? Number(value) : value;
}

/** Whether values of a type are numbers, exact or not. */
export function isNumeric(type: ValueType): boolean {
  return type === 'integer' || type === 'bigint' || type === 'decimal' || type === 'real';
}
