import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { clickhouse, clickhouseSettings } from '../sql/dialects/clickhouse.ts';
import type { Parameter, Sql, Statement } from '../sql/sql.ts';
import type { TestEngine } from './dialect-contract.ts';

const folder = join(import.meta.dirname, '..', '..', '.chdb');

/** Whether ClickHouse in process is there: `npm run clickhouse:install` fetches it, 180 MB. */
export const whereInstalled = existsSync(join(folder, 'node_modules', 'chdb'))
  ? { isInstalled: true, remark: '' }
  : { isInstalled: false, remark: '(not installed: npm run clickhouse:install)' };

/** The part of chdb that tests need. */
interface Session {
  query(text: string, format: string): string;
  queryBind(text: string, values: Readonly<Record<string, unknown>>, format: string): string;
  cleanup(): void;
}

interface Answer {
  readonly meta: readonly { readonly name: string; readonly type: string }[];
  readonly data: readonly (readonly unknown[])[];
}

/** A ClickHouse in memory, set up as the dialect asks. */
export async function openClickHouse(): Promise<TestEngine & { answer(statement: Statement): Answer }> {
  // The package is not among the dependencies, so nobody knows its types here.
  const chdb = createRequire(join(folder, 'index.js'))('chdb') as { readonly Session: new () => Session };
  const session = new chdb.Session();
  for (const [name, value] of clickhouseSettings) session.query(`SET ${name} = ${value}`, 'CSV');
  const read = (written: Sql | Statement): Answer => {
    const { text, parameters } = 'text' in written ? written : written.print(clickhouse.parameter);
    const values = Object.fromEntries(parameters.map((parameter, index) => [`p${index + 1}`, bound(parameter)]));
    try {
      return JSON.parse(session.queryBind(text, values, 'JSONCompact')) as Answer;
    } catch (error) {
      // What a failed query had written already comes before the answer of the next one.
      session.query('SELECT 1', 'CSV');
      throw error;
    }
  };
  return {
    rows: async (statement) => read(statement).data.map((row) => row.map(plain)),
    types: async (statement) =>
      read(statement).meta.map(({ type }) => (type.startsWith('Nullable(') ? type : `Nullable(${type})`)),
    answer: read,
    run: async (text) => {
      session.query(text, 'CSV');
    },
    close: () => {
      session.cleanup();
    },
  };
}

function bound({ type, value }: Parameter): unknown {
  if (type === 'TIMESTAMP' && typeof value === 'string') return value.replace('T', ' ');
  return value;
}

// An instant comes with six digits of a second, DuckDB leaves out those that are zero.
function plain(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\.0{6}$/, '$1') : value;
}
