import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { resolve } from 'node:path';
import { randomMacros } from '../../../datasets/generator/random.ts';
import type { Extent } from '../../../datasets/generator/step.ts';
import { allSteps } from '../../../datasets/generator/steps.ts';
import { createLedger } from '../../analyses/run/create-ledger.ts';
import type { Finding } from '../../analyses/contract/finding.ts';
import { analyses } from '../../analyses/index.ts';
import { readableDataset } from '../../analyses/run/readable-dataset.ts';
import { runAnalysis, type SelectOptions } from '../../analyses/run/run-analysis.ts';
import { columnSql } from '../../engine/load/column-sql.ts';
import { readModel } from '../../engine/workspace.ts';
import type { Table, Value, ValueType } from '../../lib/table.ts';
import { printExpression } from '../../model/expression/print.ts';
import type { Dataset, Model } from '../../model/model.ts';
import { openPolicy, type Policy } from '../../query/policy/policy.ts';
import { duckdb } from '../../sql/dialects/duckdb.ts';
import { withLiterals } from '../../sql/literals.ts';
import { id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { Ask } from './effect.ts';

const now = '2026-07-01T00:00:00.000Z';

/** A demo company in a DuckDB of this process, for studies over many seeds: an engine of its own would take most of the time. */
export interface Company {
  /**
   * Runs an analysis over all rows, whoever agreed to it; groups of fewer persons than a dataset's k are left out. The same
   * request is run once.
   */
  readonly ask: Ask;
  close(): void;
}

/** The demo company's model, as its files say. */
export async function demoModel(): Promise<Model> {
  const { model } = await readModel(resolve(import.meta.dirname, '../../..'));
  return model;
}

/** Makes a company and loads its tables as their model files say, without files between. */
export async function openCompany(model: Model, extent: Extent): Promise<Company> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(`CREATE SCHEMA made; USE made; ${randomMacros(extent.seed)}`);
  for (const { table, sql: text } of allSteps(extent)) await connection.run(`CREATE TABLE ${table} AS ${text}`);
  await connection.run('USE main');
  for (const dataset of model.datasets.values()) await load(connection, dataset);
  const { thresholds } = openPolicy(model);
  const asked = new Map<string, Promise<Finding>>();
  return {
    ask: (request) => {
      const key = JSON.stringify(request);
      const known = asked.get(key);
      if (known !== undefined) return known;
      const analysis = analyses.get(request.analysis);
      if (analysis === undefined) throw new Error(`There is no analysis ${request.analysis}.`);
      const finding = runAnalysis(analysis, request, {
        model,
        now,
        signal: new AbortController().signal,
        ledger: createLedger(),
        names: [...model.datasets.keys()],
        readable: (name) => {
          const found = model.datasets.get(name);
          return found === undefined ? undefined : readableDataset(found);
        },
        freshness: () => [],
        select: (text, options) => select(connection, thresholds, text, options),
        progress: () => {},
      });
      asked.set(key, finding);
      return finding;
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function load(connection: DuckDBConnection, dataset: Dataset): Promise<void> {
  const described = await connection.runAndReadAll(`DESCRIBE made."${dataset.name}"`);
  const types = new Map(described.getRowsJson().map(([name, type]) => [String(name), String(type)]));
  const columns = [...dataset.columns.values()];
  const read = columns.flatMap((column): Sql[] => {
    const from = column.from ?? column.name;
    if (column.expression !== null) return [];
    const { value } = columnSql(column, { sql: id(from), engineType: types.get(from) ?? 'VARCHAR' });
    return [sql`${value} AS ${id(column.name)}`];
  });
  const derived = columns.flatMap(({ name, expression }): Sql[] => {
    if (expression === null) return [];
    const made = printExpression(expression, { dialect: duckdb, column: (path) => id(...path) });
    return [sql`${made} AS ${id(name)}`];
  });
  const { key, dedupe, deletedColumn } = dataset;
  const lives = deletedColumn === null ? raw('true') : sql`${id(deletedColumn)} IS NULL`;
  const latest =
    dedupe === null
      ? raw('')
      : sql` QUALIFY row_number() OVER (PARTITION BY ${join(key.map((each) => id(each)))} ORDER BY ${id(dedupe.by)} DESC) = 1`;
  const made = sql`CREATE TABLE ${id(dataset.name)} AS SELECT ${join([raw('*'), ...derived])} FROM (
    SELECT ${join(read)} FROM ${id('made', dataset.name)}) WHERE ${lives}${latest}`;
  await connection.run(withLiterals(made).print().text);
}

async function select(
  connection: DuckDBConnection,
  thresholds: Policy['thresholds'],
  text: string,
  { persons }: SelectOptions,
): Promise<{ readonly table: Table; readonly withheld: number }> {
  const k = Math.max(0, ...[...thresholds].map(([name, least]) => (text.includes(`"${name}"`) ? least : 0)));
  if (persons === null || k === 0) return { table: await read(connection, text), withheld: 0 };
  const table = await read(connection, `SELECT * FROM (${text}) WHERE "${persons}" >= ${k}`);
  const all = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM (${text})`);
  return { table, withheld: Number(all.getRowsJson()[0]?.[0]) - table.rowCount };
}

const valueTypes: Readonly<Record<string, ValueType>> = {
  VARCHAR: 'string',
  BIGINT: 'bigint',
  HUGEINT: 'bigint',
  INTEGER: 'integer',
  DOUBLE: 'real',
  BOOLEAN: 'boolean',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
};

async function read(connection: DuckDBConnection, text: string): Promise<Table> {
  const result = await connection.runAndReadAll(text);
  const [names, types, columns] = [result.columnNames(), result.columnTypes().map(String), result.getColumnsJson()];
  return {
    rowCount: result.currentRowCount,
    columns: names.map((name, at) => ({
      name,
      type: valueTypes[types[at] ?? ''] ?? (types[at]?.startsWith('DECIMAL') === true ? 'decimal' : 'json'),
      // What these types hold as JSON.
      values: ((columns[at] ?? []) as readonly Value[]).map((value) =>
        types[at] === 'TIMESTAMP' && typeof value === 'string' ? value.replace(' ', 'T') : value,
      ),
    })),
  };
}
