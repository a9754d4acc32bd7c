import type { Column, Table, Value, ValueType } from '../lib/table.ts';
import { clickhouse } from '../sql/dialects/clickhouse.ts';
import type { SqlType } from '../sql/dialects/dialect.ts';
import { id, join, sql, type Statement } from '../sql/sql.ts';
import { openClickHouse } from './clickhouse.ts';
import type { TestDatabase } from './database.ts';

/** A ClickHouse that holds what a DuckDB of a test holds. */
export interface ClickHouseDatabase extends Pick<TestDatabase, 'run' | 'close'> {
  /** Takes over the relations `data."<dataset>"` of these names, with every column Nullable. */
  copy(from: Pick<TestDatabase, 'run'>, datasets: Iterable<string>): Promise<void>;
}

export async function openClickHouseDatabase(): Promise<ClickHouseDatabase> {
  const engine = await openClickHouse();
  await engine.run('CREATE DATABASE data');
  const run = async (statement: Statement): Promise<Table> => {
    const { meta, data } = engine.answer(statement);
    const columns = meta.map(({ name, type }, index): Column => {
      const known = valueType(type);
      return { name, type: known, values: data.map((row) => plain(row[index], known)) };
    });
    return { columns, rowCount: data.length };
  };
  return {
    run,
    close: () => engine.close(),
    copy: async (from, datasets) => {
      for (const dataset of datasets) await copyTable({ from, engine }, dataset);
    },
  };
}

type Engine = Awaited<ReturnType<typeof openClickHouse>>;

async function copyTable(
  { from, engine }: { readonly from: Pick<TestDatabase, 'run'>; readonly engine: Engine },
  dataset: string,
): Promise<void> {
  const table = id('data', dataset);
  const rows = await from.run(sql`SELECT * FROM ${table}`.print());
  const text = (statement: ReturnType<typeof sql>): string => statement.print().text;
  const columns = rows.columns.map(({ name, type, values }) => {
    const scale = type === 'decimal' ? scaleOf(values) : undefined;
    return `${text(id(name))} ${clickhouse.type(sqlTypes[type], scale === undefined ? undefined : [38, scale])}`;
  });
  await engine.run(`DROP TABLE IF EXISTS ${text(table)}`);
  await engine.run(`CREATE TABLE ${text(table)} (${columns.join(', ')}) ENGINE = Memory`);
  if (rows.rowCount === 0) return;
  const names = text(join(rows.columns.map(({ name }) => id(name))));
  const records = Array.from({ length: rows.rowCount }, (_, row) =>
    JSON.stringify(rows.columns.map(({ values, type }) => written(values[row] ?? null, type))),
  );
  await engine.run(`INSERT INTO ${text(table)} (${names}) FORMAT JSONCompactEachRow ${records.join('\n')}`);
}

const sqlTypes: { readonly [Type in ValueType]: SqlType } = {
  string: 'string',
  integer: 'bigint',
  bigint: 'bigint',
  decimal: 'decimal',
  real: 'real',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  time: 'string',
  json: 'string',
};

function scaleOf(values: readonly Value[]): number {
  return Math.max(0, ...values.map((value) => String(value ?? '').split('.')[1]?.length ?? 0));
}

function written(value: Value, type: ValueType): Value {
  return type === 'timestamp' && typeof value === 'string' ? value.replace('T', ' ').replace(/Z$/, '') : value;
}

function valueType(engineType: string): ValueType {
  const type = engineType.replace(/^Nullable\((.*)\)$/, '$1');
  if (type.startsWith('Decimal')) return 'decimal';
  if (type.startsWith('DateTime')) return 'timestamp';
  if (type === 'Date' || type === 'Date32') return 'date';
  if (type.startsWith('Float')) return 'real';
  if (/^U?Int(8|16|32)$/.test(type)) return 'integer';
  if (/^U?Int/.test(type)) return 'bigint';
  return type === 'Bool' ? 'boolean' : 'string';
}

function plain(value: unknown, type: ValueType): Value {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  const text = String(value);
  return type === 'timestamp' ? `${text.replace(' ', 'T').slice(0, 19)}.000` : text;
}
