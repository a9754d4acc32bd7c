import type { Analysis } from '../analyses/contract/analysis.ts';
import type { Finding } from '../analyses/contract/finding.ts';
import { createLedger } from '../analyses/run/create-ledger.ts';
import type { Ledger } from '../analyses/contract/ledger.ts';
import { readableDataset } from '../analyses/run/readable-dataset.ts';
import { runAnalysis } from '../analyses/run/run-analysis.ts';
import type { AnalysisRequest } from '../analyses/contract/request.ts';
import type { Table, Value, ValueType } from '../lib/table.ts';
import type { DatasetKind, ModelColumn } from '../model/model.ts';
import { sql, raw } from '../sql/sql.ts';
import { openDuckDb } from './duckdb.ts';
import { column, dataset, modelOf } from './sample-dataset.ts';

/** A table of a few rows that can be checked by hand. */
export interface HandMade {
  readonly kind: DatasetKind;
  /** Column and type, as a model file says it: `score integer`. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  readonly person?: string;
  readonly time?: string;
  readonly k?: number;
  readonly ranges?: Readonly<Record<string, readonly [number, number]>>;
}

interface HandMadeOptions {
  readonly now?: string;
  readonly ledger?: Ledger;
  readonly signal?: AbortSignal;
  readonly onProgress?: (fraction: number | null) => void;
}

const engineTypes: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  integer: 'BIGINT',
  decimal: 'DECIMAL(18,2)',
  real: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};

const valueTypes: Readonly<Record<string, ValueType>> = {
  VARCHAR: 'string',
  BIGINT: 'bigint',
  HUGEINT: 'bigint',
  UBIGINT: 'bigint',
  INTEGER: 'integer',
  DOUBLE: 'real',
  BOOLEAN: 'boolean',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
};

/** Runs an analysis over hand-made tables in a DuckDB of its own: the same binding, filters and checks as anywhere else. */
export async function analyseTables(
  analysis: Analysis,
  tables: Readonly<Record<string, HandMade>>,
  request: Omit<AnalysisRequest, 'analysis'> = {},
  options: HandMadeOptions = {},
): Promise<Finding> {
  const database = await openDuckDb();
  try {
    const datasets = Object.entries(tables).map(([name, table]) => datasetOf(name, table));
    for (const [name, table] of Object.entries(tables)) await createTable(database, name, table);
    const model = modelOf(datasets);
    const { now = '2026-07-01T00:00:00.000Z', signal = new AbortController().signal } = options;
    return await runAnalysis(
      analysis,
      { analysis: analysis.name, ...request },
      {
        model,
        now,
        signal,
        ledger: options.ledger ?? createLedger(),
        names: [...model.datasets.keys()],
        readable: (name) => {
          const found = model.datasets.get(name);
          return found === undefined ? undefined : readableDataset(found);
        },
        freshness: (name) => {
          const kind = model.datasets.get(name)?.kind ?? 'reference';
          return [{ dataset: name, kind, version: 'hand-made', loadedAt: now, dataThrough: null, state: 'UNKNOWN' }];
        },
        select: async (text, { persons }) => {
          const k = Math.max(
            0,
            ...datasets.filter(({ name }) => text.includes(`"${name}"`)).map((each) => each.k ?? 0),
          );
          if (persons === null && k > 0) throw new Error(`${analysis.name} reads rows about employees one by one.`);
          if (persons === null) return { table: await read(text), withheld: 0 };
          const all = await read(text);
          const table = await read(`SELECT * FROM (${text}) WHERE "${persons}" >= ${k}`);
          return { table, withheld: all.rowCount - table.rowCount };
        },
        progress: options.onProgress ?? (() => {}),
      },
    );
  } finally {
    database.close();
  }

  async function read(text: string): Promise<Table> {
    const statement = sql`${raw(text)}`;
    const [types, rows] = [await database.types(statement), await database.rows(statement)];
    const described = await database.rows(sql`${raw(`DESCRIBE ${text}`)}`);
    return {
      rowCount: rows.length,
      columns: types.map((type, at) => ({
        name: String(described[at]?.[0]),
        type:
          valueTypes[type] ?? (type.startsWith('DECIMAL') ? 'decimal' : type.startsWith('ENUM') ? 'string' : 'json'),
        values: rows.map((row) => (row[at] ?? null) as Value), // what these types hold
      })),
    };
  }
}

function datasetOf(name: string, table: HandMade) {
  const columns = table.columns.map((text) => {
    const [columnName = '', type = 'string'] = text.split(' ');
    const range = table.ranges?.[columnName];
    // Only the types listed above are used by tests.
    return column(columnName, type as ModelColumn['type']['name'], range === undefined ? {} : { range });
  });
  const zone = 'UTC';
  return dataset(name, {
    columns,
    kind: table.kind,
    person: table.person ?? null,
    k: table.k ?? null,
    population: table.k === undefined ? 'customers' : 'employees',
    time:
      table.time === undefined
        ? null
        : { default: table.time, zone, columns: [table.time], coverage: { from: null, through: null } },
  });
}

async function createTable(
  database: Awaited<ReturnType<typeof openDuckDb>>,
  name: string,
  { columns, rows }: HandMade,
): Promise<void> {
  const typed = columns.map((text) => {
    const [columnName = '', type = 'string'] = text.split(' ');
    return { name: quoted(columnName), type: engineTypes[type] ?? 'VARCHAR' };
  });
  await database.run(`CREATE TABLE ${quoted(name)} (${typed.map((each) => `${each.name} ${each.type}`).join(', ')})`);
  const lines = rows.map((row) => `(${row.map(spelled).join(', ')})`);
  for (let at = 0; at < lines.length; at += 1000)
    await database.run(`INSERT INTO ${quoted(name)} VALUES ${lines.slice(at, at + 1000).join(', ')}`);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function spelled(value: Value): string {
  if (value === null) return 'NULL';
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

/** The same row several times: `times(3, ['a', 1])`. */
export function times<Row extends readonly Value[]>(count: number, row: Row | ((at: number) => Row)): Row[] {
  return Array.from({ length: count }, (_, at) => (typeof row === 'function' ? row(at) : row));
}
