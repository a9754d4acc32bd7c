import { DuckDBInstance } from '@duckdb/node-api';
import { join } from 'node:path';
import type { Manifest } from '../generate.ts';

/** Rows of plain SQL over a generated folder: each file a table, `customer` and `ticket` with the newest version of each. */
export interface DemoDatabase {
  readonly rows: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  /** The numbers of the first row. */
  readonly numbers: (sql: string) => Promise<readonly number[]>;
  readonly close: () => void;
}

/** Opens a generated folder for checks that do not go through the workbench. */
export async function openDemo(folder: string, { tables }: Manifest): Promise<DemoDatabase> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const table of Object.keys(tables)) {
    await connection.run(`CREATE TABLE ${table} AS FROM '${join(folder, `${table}.parquet`)}'`);
  }
  await connection.run(`
    CREATE TABLE customer AS SELECT * FROM (
      SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY updated_at DESC) AS version FROM customers) WHERE version = 1 AND deleted_at IS NULL;
    CREATE TABLE ticket AS SELECT * FROM (
      SELECT *, row_number() OVER (PARTITION BY ticket_id ORDER BY updated_at DESC) AS version FROM tickets) WHERE version = 1;
    CREATE MACRO nps(score) AS 100.0 * (count(*) FILTER (score >= 9) - count(*) FILTER (score <= 6)) / count(score);
  `);
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();
  return {
    rows,
    numbers: async (sql) => ((await rows(sql))[0] ?? []).map(Number),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
