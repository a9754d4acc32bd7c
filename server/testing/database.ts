import { type DuckDBConnection, DuckDBInstance, type Json } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { bindParameters } from '../engine/bind.ts';
import type { Column, Table, Value, ValueType } from '../lib/table.ts';
import { printExpression } from '../model/expression/print.ts';
import type { ColumnTypeName, Dataset, Model, ModelColumn } from '../model/model.ts';
import { readableSql } from '../query/answer/explain.ts';
import type { DatasetFacts, Facts } from '../query/answer/result.ts';
import type { SqlType } from '../sql/dialects/dialect.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { id, join, raw, type Sql, sql, type Statement } from '../sql/sql.ts';

/** A DuckDB in memory that holds a workspace's CSV files as a loader leaves them: relations `data."<dataset>"`. */
export interface TestDatabase {
  readonly facts: Facts;
  run(statement: Statement): Promise<Table>;
  /** Any statement of a test's own. */
  execute(text: string): Promise<void>;
  close(): void;
}

interface WorkspaceData {
  readonly model: Model;
  /** The folder to which sources are relative. */
  readonly folder: string;
  /** Lines appended to a dataset's file. */
  readonly extraLines?: Readonly<Record<string, readonly string[]>>;
}

/** The secret of hashes in tests: the same in each, so that figures can be written down. */
const testMaskKey = 'k'.repeat(64);

/** Loads every CSV of the model; a dataset whose key is not unique is quarantined, as the loader does. */
export async function openDatabase({ model, folder, extraLines = {} }: WorkspaceData): Promise<TestDatabase> {
  const database = await openEmpty();
  const facts = new Map<string, DatasetFacts>();
  for (const dataset of model.datasets.values()) {
    const text = readFileSync(joinPath(folder, dataset.source.path), 'utf8');
    const lines = [...text.trimEnd().split(/\r?\n/), ...(extraLines[dataset.name] ?? [])];
    facts.set(dataset.name, await load(database, { model, dataset }, lines));
  }
  return { ...database, facts: { datasets: facts, maskKey: testMaskKey } };
}

/** A DuckDB in memory with an empty schema `data`. */
export async function openEmpty(): Promise<Omit<TestDatabase, 'facts'>> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run('CREATE SCHEMA data');
  return {
    run: (statement) => tableOf(connection, statement),
    execute: async (text) => {
      await connection.run(text);
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

type Open = Omit<TestDatabase, 'facts'>;

async function load(
  database: Open,
  { model, dataset }: { readonly model: Model; readonly dataset: Dataset },
  lines: readonly string[],
): Promise<DatasetFacts> {
  const [header = '', ...records] = lines;
  const names = fields(header);
  const texts = names.map((name) => sql`${id(name)} VARCHAR`);
  await execute(database, sql`CREATE OR REPLACE TABLE source (${join(texts)})`);
  for (const record of records) {
    const values = fields(record).map((value) => (value === '' ? raw('NULL') : sql`${value}`));
    await execute(database, sql`INSERT INTO source VALUES (${join(values)})`);
  }
  const declared = [...dataset.columns.values()];
  const typed = sql`SELECT ${join(declared.map((column) => sql`${typedColumn(column)} AS ${id(column.name)}`))} FROM source`;
  const times = dataset.time?.columns.filter((name) => dataset.columns.get(name)?.type.name !== 'date') ?? [];
  const days = times.map((name) => sql`, ${localDay(name, model.settings.zone)} AS ${id(`${name}__day`)}`);
  const rows = sql`SELECT *${join(days, '')} FROM (${typed}) AS typed${deduplication(dataset)}`;
  const table = sql`data.${id(dataset.name)}`;
  await execute(database, sql`CREATE OR REPLACE TABLE ${table} AS ${rows}`);
  return measure(database, dataset, { table, times, rowsInSource: records.length });
}

async function measure(
  database: Open,
  dataset: Dataset,
  {
    table,
    times,
    rowsInSource,
  }: { readonly table: Sql; readonly times: readonly string[]; readonly rowsInSource: number },
): Promise<DatasetFacts> {
  const time = dataset.time === null ? raw('NULL') : id(dataset.time.default);
  const keys = join(dataset.key.map((name) => id(name)));
  const duplicates = sql`SELECT count(*) FROM (SELECT ${keys} FROM ${table} GROUP BY ${keys} HAVING count(*) > 1)`;
  const bounds = sql`CAST(min(${time}) AS VARCHAR), CAST(max(${time}) AS VARCHAR)`;
  const found = await database.run(sql`SELECT count(*), ${bounds}, (${duplicates}) FROM ${table}`.print());
  const [count, from, through, twice] = found.columns.map(({ values }) => values[0] ?? null);
  const isTwice = Number(twice) > 0;
  return {
    version: `${dataset.name}-1`,
    rowsInSource,
    rowCount: Number(count),
    deduplicated: rowsInSource - Number(count),
    deleted: 0,
    loadedAt: '2024-05-01T00:00:00Z',
    dataFrom: from === undefined || from === null ? null : String(from),
    dataThrough: through === undefined || through === null ? null : String(through),
    dayColumns: times,
    quarantined: isTwice ? `Its key ${dataset.key.join(', ')} is not unique.` : null,
  };
}

function typedColumn({ name, from, expression, type }: ModelColumn): Sql {
  if (expression !== null) return printExpression(expression, { dialect: duckdb, column: (path) => id(...path) });
  return duckdb.cast(id(from ?? name), sqlTypes[type.name], type.precision ?? undefined);
}

const sqlTypes: { readonly [Name in ColumnTypeName]: SqlType } = {
  string: 'string',
  integer: 'bigint',
  decimal: 'decimal',
  real: 'real',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  timestamptz: 'timestamp',
};

function deduplication({ dedupe, key }: Dataset): Sql {
  if (dedupe === null) return raw('');
  const direction = raw(dedupe.keep === 'latest' ? 'DESC' : 'ASC');
  const keys = join(key.map((name) => id(name)));
  return sql` QUALIFY row_number() OVER (PARTITION BY ${keys} ORDER BY ${id(dedupe.by)} ${direction}) = 1`;
}

function localDay(column: string, zone: string): Sql {
  return duckdb.truncate('DAY', id(column), { zone, weekStart: 'MONDAY' });
}

function execute(database: Open, statement: Sql): Promise<void> {
  return database.execute(readableSql(statement));
}

/** Fields of one line; fixtures have quoted fields, but no line breaks in them. */
function fields(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, inQuotes, plain]) =>
    inQuotes === undefined ? (plain ?? '') : inQuotes.replaceAll('""', '"'),
  );
}

async function tableOf(connection: DuckDBConnection, { text, parameters }: Statement): Promise<Table> {
  const prepared = await connection.prepare(text);
  bindParameters(prepared, parameters);
  const reader = await prepared.runAndReadAll();
  const values = reader.getColumnsJson();
  const columns = reader.columnNames().map((name, index): Column => {
    const type = valueType(String(reader.columnType(index)));
    return { name, type, values: (values[index] ?? []).map((value) => plain(value, type)) };
  });
  return { columns, rowCount: reader.currentRowCount };
}

function valueType(engineType: string): ValueType {
  if (engineType.startsWith('DECIMAL')) return 'decimal';
  const types = new Map<string, ValueType>([
    ['BIGINT', 'bigint'],
    ['INTEGER', 'integer'],
    ['DOUBLE', 'real'],
    ['BOOLEAN', 'boolean'],
    ['DATE', 'date'],
    ['TIMESTAMP', 'timestamp'],
  ]);
  if (engineType === 'HUGEINT') throw new Error('A HUGEINT reached the result.');
  return types.get(engineType) ?? 'string';
}

function plain(value: Json, type: ValueType): Value {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return type === 'timestamp' ? text.replace(' ', 'T').replace(/(:\d\d)$/, '$1.000') : text;
}
