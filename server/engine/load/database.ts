import type { DuckDBConnection, Json } from '@duckdb/node-api';
import { id, raw, type Sql, sql } from '../../sql/sql.ts';
import { bindParameters } from '../bind.ts';

export type Row = Readonly<Record<string, Json>>;

/** A connection of the import process: its temporary tables and its time zone are its own. */
export interface Database {
  run(statement: Sql): Promise<void>;
  /** Rows as JSON: whole numbers of 64 bits arrive as text. */
  rows(statement: Sql): Promise<readonly Row[]>;
  /** Share of the running statement that is done, 0 to 1, or null. */
  progress(): number | null;
}

export function databaseOf(connection: DuckDBConnection): Database {
  const prepared = async (statement: Sql) => {
    const { text, parameters } = statement.print();
    const made = await connection.prepare(text);
    bindParameters(made, parameters);
    return made;
  };
  return {
    run: async (statement) => {
      const made = await prepared(statement);
      try {
        await made.run();
      } finally {
        made.destroySync();
      }
    },
    rows: async (statement) => {
      const made = await prepared(statement);
      try {
        return (await made.runAndReadAll()).getRowObjectsJson();
      } finally {
        made.destroySync();
      }
    },
    progress: () => {
      const { percentage } = connection.progress;
      return percentage < 0 ? null : percentage / 100;
    },
  };
}

/** A number of a row, also where it came as text. */
export function numberOf(row: Row | undefined, column: string): number {
  return Number(row?.[column] ?? 0);
}

/** A text literal, where DuckDB takes no parameter: file names of ATTACH, values of SET. */
export function literal(text: string): Sql {
  return raw(`'${text.replaceAll("'", "''")}'`);
}

/** Makes a temporary table from another one and drops that. */
export async function replaceTable(database: Database, before: string, name: string, select: Sql): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE ${id(name)} AS ${select}`);
  await database.run(sql`DROP TABLE ${id(before)}`);
}

/** Rows of a temporary table. */
export async function countRows(database: Database, table: string): Promise<number> {
  return numberOf((await database.rows(sql`SELECT count(*) AS n FROM ${id(table)}`))[0], 'n');
}
