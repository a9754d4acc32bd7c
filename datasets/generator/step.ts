/** One table of the run: built by one SELECT, and written as a Parquet file if it belongs to the company's data. */
export interface Step {
  readonly table: string;
  /** A SELECT over tables of earlier steps. */
  readonly sql: string;
  /** The columns that order the file; absent for tables that only serve later steps. */
  readonly writeBy?: string;
}

/** A table that later steps read and nobody else sees. */
export function work(table: string, sql: string): Step {
  return { table, sql };
}

/** A table that becomes a file, ordered by columns that are together unique. */
export function file(table: string, writeBy: string, sql: string): Step {
  return { table, sql, writeBy };
}

/** What a run is asked for. */
export interface Extent {
  readonly seed: number;
  /** 1 is about 20,000 customers. */
  readonly scale: number;
}

/** `CASE` over a column: the value of each key, typed as the values are; anything else is NULL. */
export function choose(column: string, values: Readonly<Record<string, number>>): string {
  const branches = Object.entries(values).map(([key, value]) => `WHEN '${key}' THEN ${value}`);
  return `CASE ${column} ${branches.join(' ')} END`;
}

/** A VALUES list as a derived table with named columns; text is quoted, null stays NULL. */
export function rows(alias: string, columns: readonly string[], values: readonly (readonly Cell[])[]): string {
  const lines = values.map((row) => `(${row.map(literal).join(', ')})`);
  return `(VALUES ${lines.join(', ')}) AS ${alias}(${columns.join(', ')})`;
}

export type Cell = string | number | boolean | null;

function literal(cell: Cell): string {
  if (cell === null) return 'NULL';
  return typeof cell === 'string' ? `'${cell.replaceAll("'", "''")}'` : String(cell);
}
