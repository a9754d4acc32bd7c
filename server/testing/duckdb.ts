import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  DuckDBDateValue,
  DuckDBInstance,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  type Json,
  LIST,
  listValue,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api';
import type { Parameter, ParameterType, Sql, Statement } from '../sql/sql.ts';

/** A DuckDB in memory, for tests that execute what they print. */
export interface TestDuckDb {
  /** Rows with exact digits as text (BIGINT, DECIMAL), dates as ISO text, reals as numbers. */
  rows(statement: Sql | Statement): Promise<Json[][]>;
  /** The engine's name of each column's type. */
  types(statement: Sql | Statement): Promise<string[]>;
  /** Any statements of a test's own. */
  run(text: string): Promise<void>;
  close(): void;
}

export async function openDuckDb(): Promise<TestDuckDb> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const read = async (written: Sql | Statement) => {
    const { text, parameters } = 'text' in written ? written : written.print();
    return connection.runAndReadAll(
      text,
      parameters.map(({ type, value }) => bound(type, value)),
      parameters.map(({ type }) => types[type]),
    );
  };
  return {
    rows: async (statement) => (await read(statement)).getRowsJson(),
    types: async (statement) => (await read(statement)).columnTypes().map(String),
    run: async (text) => {
      await connection.run(text);
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const types: { readonly [K in ParameterType]: DuckDBType } = {
  VARCHAR,
  BIGINT,
  DOUBLE,
  BOOLEAN,
  DATE,
  TIMESTAMP,
  'VARCHAR[]': LIST(VARCHAR),
  'BIGINT[]': LIST(BIGINT),
  'DOUBLE[]': LIST(DOUBLE),
  'DATE[]': LIST(DATE),
  'TIMESTAMP[]': LIST(TIMESTAMP),
};

function bound(type: ParameterType, value: Parameter['value']): DuckDBValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'object') return listValue(value.map((item) => single(type.replace('[]', ''), item)));
  return single(type, value);
}

function single(type: string, value: string | number | null): DuckDBValue {
  if (value === null) return null;
  if (type === 'BIGINT') return BigInt(value);
  if (type === 'DATE') return new DuckDBDateValue(Date.parse(`${value}T00:00:00Z`) / 86_400_000);
  if (type === 'TIMESTAMP') return new DuckDBTimestampValue(BigInt(Date.parse(`${value}Z`)) * 1000n);
  return value;
}
