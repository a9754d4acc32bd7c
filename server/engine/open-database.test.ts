import type { DuckDBConnection } from '@duckdb/node-api';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasetFile } from '../testing/dataset-file.ts';
import { type Database, openDatabase } from './open-database.ts';

let folder: string;
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-database-'));
  const file = join(folder, "it's.duckdb");
  await datasetFile(
    file,
    'or"ders',
    `SELECT i AS id, DATE '2024-01-01' AS "day", md5(i::VARCHAR) AS m FROM range(800000) AS t(i)`,
  );
  database = await openDatabase({
    kind: 'open',
    datasets: [{ name: 'or"ders', file, declared: ['id'] }],
    tempFolder: join(folder, 'spill'),
    temporaryMb: 8000,
    memoryMb: 200,
    threads: 2,
    processMemoryMb: 0,
  });
});

afterAll(async () => {
  database.close();
  await rm(folder, { recursive: true, force: true });
});

async function first(text: string): Promise<unknown> {
  return database.connections.use('interactive', Math.random(), async ({ connection }) => {
    const rows = (await connection.runAndReadAll(text)).getRowsJson();
    return rows[0]?.[0];
  });
}

/** The largest share of progress that a connection tells while it works. */
async function progressOf(connection: DuckDBConnection): Promise<number> {
  let largest = -1;
  const timer = setInterval(() => (largest = Math.max(largest, connection.progress.percentage)), 20);
  await connection.run('SELECT id % 10, count(DISTINCT m) FROM data."or""ders" GROUP BY ALL');
  clearInterval(timer);
  return largest;
}

test('names of datasets and files may hold quotes', async () => {
  expect(await first('SELECT "day" FROM data."or""ders"')).toBe('2024-01-01');
  expect(await first('SELECT max(id) FROM scope."or""ders"')).toBe('799999');
  await expect(first('SELECT "day" FROM scope."or""ders"')).rejects.toThrow(/not found/);
});

test('connections of the pool tell their progress; one that is opened after the lock cannot', async () => {
  const pooled = await database.connections.use('background', 1, ({ connection }) => progressOf(connection));
  expect(pooled).toBeGreaterThan(0);
  const late = await database.instance.connect();
  expect(await progressOf(late)).toBe(-1);
  await expect(late.run('SET progress_bar_time = 0')).rejects.toThrow(/locked/);
  late.closeSync();
});

const beyond = [
  `FROM read_text('${join(tmpdir(), 'x')}')`,
  "FROM read_csv('../x.csv')",
  "COPY (SELECT 1) TO '../x.csv'",
  `COPY (SELECT 1) TO '${join(tmpdir(), 'x.csv')}'`,
  `ATTACH '${join(tmpdir(), 'x.duckdb')}'`,
  "FROM read_csv('https://example.org/x.csv')",
  'INSTALL httpfs',
  'LOAD httpfs',
  'SET lock_configuration = false',
  'SET enable_external_access = true',
  "SET temp_directory = '/'",
  "SET memory_limit = '100GB'",
  "SET max_temp_directory_size = '100GB'",
  'DELETE FROM file_0.main.rows',
  'DROP TABLE file_0.main.rows',
  'CREATE TABLE file_0.main.more AS SELECT 1',
];

test.each(beyond)('%s does not get through the lock', async (text) => {
  await expect(first(text)).rejects.toThrow();
});

test('work that does not fit in memory goes to the spill folder', async () => {
  const text =
    'SELECT a FROM (SELECT md5(i::VARCHAR) AS a, md5((i + 1)::VARCHAR) AS b FROM range(3000000) AS t(i) ORDER BY b) LIMIT 1';
  expect(await first(text)).toMatch(/^[0-9a-f]{32}$/);
  expect(await first("SELECT current_setting('max_temp_directory_size')")).toBe('7.4 GiB');
});
