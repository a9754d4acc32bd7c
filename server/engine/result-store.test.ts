import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Table } from '../lib/table.ts';
import { tableOf } from './arrow/arrow-table.ts';
import type { Engine, EngineRequest } from './engine.ts';
import { evictResults, removeLeftovers } from './evict-results.ts';
import { openEngine } from './open-engine.ts';
import { defaultStoreLimits } from './result-store.ts';

const folder = await mkdtemp(join(tmpdir(), 'trivet-store-'));
const results = join(folder, 'results');
const clock = (): Date => new Date('2026-03-01T12:00:00Z');
const limits = { ...defaultStoreLimits, maxResultBytes: 2_000_000, maxResultRows: 100_000 };
let engine: Engine;

async function open(): Promise<Engine> {
  const sizes = { memoryMb: 300, threads: 1, spare: false };
  return openEngine({
    folder: join(folder, 'spill'),
    resultsFolder: results,
    datasets: [],
    storeLimits: limits,
    clock,
    ...sizes,
  });
}

beforeAll(async () => {
  engine = await open();
});

afterEach(async () => {
  for (const name of await readdir(results)) await rm(join(results, name), { force: true });
});

afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

const a = 'a'.repeat(64);
const b = 'b'.repeat(64);

function request(text: string, rest: Partial<EngineRequest> = {}): EngineRequest {
  return { statement: { text, parameters: [] }, lane: 'interactive', maxRows: 1000, ...rest };
}

async function columnsOf(fingerprint: string) {
  const result = await engine.query(request(`SELECT * FROM read_parquet('${fingerprint}.parquet')`));
  return tableOf(result.arrow, result.columns).columns;
}

test('a result is kept under its fingerprint and can be read by SQL, also after a restart', async () => {
  const parameters = [{ type: 'BIGINT', value: 3 } as const];
  const text = 'SELECT i, i + 1 AS i, $1 AS three FROM range(2) AS t(i) ORDER BY 1 DESC;';
  const stored = await engine.store(a, request('', { statement: { text, parameters } }));
  expect(stored).toMatchObject({ fingerprint: a, rowCount: 2, storedAt: '2026-03-01T12:00:00.000Z' });
  expect(stored.columns.map(({ name, type }) => [name, type])).toEqual([
    ['i', 'bigint'],
    ['i_1', 'bigint'],
    ['three', 'bigint'],
  ]);
  await engine.close();
  engine = await open();
  expect(await engine.stored(a)).toEqual(stored);
  expect((await columnsOf(a)).map(({ values }) => values)).toEqual([
    ['1', '0'],
    ['2', '1'],
    ['3', '3'],
  ]);
  expect(await engine.stored(b)).toBeNull();
});

test('values that a Parquet file would round are kept exactly', async () => {
  const text = `SELECT sum(x) AS s, 12345678901234567890123456789.01::DECIMAL(38, 2) AS d, 'web'::ENUM('web') AS e, NULL AS n,
    UUID '8b30a4fe-0000-4000-8000-000000000001' AS u, [1, 2] AS l, TIMESTAMPTZ '2026-01-31 22:30:00+02' AS z
    FROM (VALUES (9007199254740993), (0)) AS t(x)`;
  const { columns } = await engine.store(a, request(text));
  expect(columns.map(({ type }) => type)).toEqual([
    'bigint',
    'decimal',
    'string',
    'integer',
    'string',
    'json',
    'timestamp',
  ]);
  expect((await columnsOf(a)).map(({ values: [value] }) => value)).toEqual([
    '9007199254740993',
    '12345678901234567890123456789.01',
    'web',
    null,
    '8b30a4fe-0000-4000-8000-000000000001',
    '[1,2]',
    '2026-01-31T20:30:00.000Z',
  ]);
});

test('a table that was computed elsewhere is kept with its types', async () => {
  const table: Table = {
    rowCount: 3,
    columns: [
      { name: 'text', type: 'string', values: ['ü😀', null, ''] },
      { name: 'count', type: 'integer', values: [1, -2, null] },
      { name: 'exact', type: 'bigint', values: ['170141183460469231731687303715884105', null, '-1'] },
      { name: 'money', type: 'decimal', values: ['10.50', '-0.125', null] },
      { name: 'real', type: 'real', values: [0.1, 1e300, null] },
      { name: 'flag', type: 'boolean', values: [true, false, null] },
      { name: 'day', type: 'date', values: ['2024-02-29', '1969-12-31', null] },
      { name: 'at', type: 'timestamp', values: ['2024-02-29T12:30:00.000', null, '1969-12-31T23:59:59.999'] },
      { name: 'nested "x"', type: 'json', values: ['[1,2]', '{"a":null}', null] },
    ],
  };
  const stored = await engine.storeTable(a, table);
  expect(stored.rowCount).toBe(3);
  const read = await columnsOf(a);
  expect(read.map(({ name }) => name)).toEqual(table.columns.map(({ name }) => name));
  const values = new Map(read.map((column) => [column.name, column.values]));
  expect(values.get('text')).toEqual(['ü😀', null, '']);
  expect(values.get('count')).toEqual(['1', '-2', null]);
  expect(values.get('exact')).toEqual(['170141183460469231731687303715884105', null, '-1']);
  expect(values.get('money')).toEqual(['10.500', '-0.125', null]);
  expect(values.get('real')).toEqual([0.1, 1e300, null]);
  expect(values.get('flag')).toEqual([true, false, null]);
  expect(values.get('day')).toEqual(['2024-02-29', '1969-12-31', null]);
  expect(values.get('at')).toEqual(['2024-02-29T12:30:00.000', null, '1969-12-31T23:59:59.999']);
  expect(values.get('nested "x"')).toEqual(['[1,2]', '{"a":null}', null]);
});

test('a table without rows keeps its columns', async () => {
  await engine.storeTable(a, { rowCount: 0, columns: [{ name: 'day', type: 'date', values: [] }] });
  expect(await columnsOf(a)).toEqual([{ name: 'day', type: 'date', values: [] }]);
});

test('a result of more rows than are kept is refused with their number, and one of just as many is kept', async () => {
  await expect(engine.store(a, request('FROM range(100001)'))).rejects.toMatchObject({
    code: 'result-too-large',
    message: 'The result has 100001 rows; at most 100000 are kept.',
  });
  expect(await readdir(results)).toEqual([]);
  expect(await engine.store(a, request('FROM range(100000)'))).toMatchObject({ rowCount: 100_000 });
});

test('a result beyond the limit is refused before it fills the disk, and nothing of it stays', async () => {
  const text = 'SELECT md5(i::VARCHAR) FROM range(1000000000000) AS t(i)';
  await expect(engine.store(a, request(text))).rejects.toMatchObject({ code: 'result-too-large' });
  expect(await engine.stored(a)).toBeNull();
  expect(await readdir(results)).toEqual([]);
  expect(engine.status()).toMatchObject({ running: 0 });
});

test('a failed or stopped store leaves nothing, and the last good result in place', async () => {
  const good = await engine.store(a, request('SELECT 1 AS x'));
  const abort = new AbortController();
  const stopped = engine.store(
    a,
    request('SELECT count(*) FROM range(10000000000000) AS t(i) WHERE i % 3 = 1'),
    abort.signal,
  );
  setTimeout(() => abort.abort(), 50);
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  await expect(engine.store(b, request("SELECT 'x'::INTEGER"))).rejects.toMatchObject({ code: 'sql-invalid' });
  expect(await engine.stored(a)).toEqual(good);
  expect((await readdir(results)).toSorted()).toEqual([`${a}.json`, `${a}.parquet`]);
});

test('an error of a stored statement is placed in the statement', async () => {
  const planned = engine.store(a, request('SELECT 1 AS größe,\n  chanel FROM range(1)'));
  await expect(planned).rejects.toMatchObject({ code: 'sql-invalid', position: { line: 2, column: 3 } });
  const run = engine.store(a, request("SELECT i AS größe,\n  ('x' || i)::INTEGER AS y FROM range(3) AS t(i)"));
  await expect(run).rejects.toMatchObject({ code: 'sql-invalid', position: { line: 2 } });
});

test('what reads a result that is gone is told to run again', async () => {
  await expect(columnsOf(b)).rejects.toMatchObject({ code: 'result-expired', hint: 'Run the cells above again.' });
});

test('a server killed while it stores leaves no half result', async () => {
  await engine.close();
  const script = join(folder, 'store-and-die.ts');
  await writeFile(
    script,
    `import { openEngine } from ${JSON.stringify(new URL('open-engine.ts', import.meta.url).pathname)};
    void openEngine({ folder: ${JSON.stringify(join(folder, 'spill'))}, resultsFolder: ${JSON.stringify(results)}, datasets: [],
      memoryMb: 300, threads: 1, spare: false }).then((engine) => {
      const text = 'SELECT md5(i::VARCHAR) AS m FROM range(100000000) AS t(i)';
      void engine.store('${a}', { statement: { text, parameters: [] }, lane: 'interactive', maxRows: 1 });
      setInterval(() => console.log('storing'), 20);
    });`,
  );
  const server = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => server.stdout.once('data', resolve));
  await expect.poll(() => readdir(results), { timeout: 10_000 }).toContainEqual(expect.stringMatching(/\.part$/));
  const ended = new Promise((resolve) => server.once('close', resolve));
  server.kill('SIGKILL');
  await ended;
  engine = await open();
  expect(await engine.stored(a)).toBeNull();
  expect(await readdir(results)).toEqual([]);
});

test('the longest unused results go first, and those nobody asked for in a month', async () => {
  const kept = join(folder, 'evict');
  await mkdir(kept);
  const names = ['1', '2', '3', '4'].map((digit) => digit.repeat(64));
  for (const [index, name] of names.entries()) {
    await writeFile(join(kept, `${name}.parquet`), Buffer.alloc(100));
    await writeFile(join(kept, `${name}.json`), '{}');
    const used = new Date(`2026-02-0${index + 1}T00:00:00Z`);
    await utimes(join(kept, `${name}.json`), used, used);
  }
  const now = new Date('2026-03-03T00:00:00Z');
  const month = 30 * 24 * 3600 * 1000;
  expect(await evictResults(kept, { maxTotalBytes: 250, maxAgeMs: 100 * month }, now)).toEqual([names[1], names[0]]);
  expect(await evictResults(kept, { maxTotalBytes: 1e9, maxAgeMs: 27.5 * 24 * 3600 * 1000 }, now)).toEqual([names[2]]);
  await writeFile(join(kept, `${a}.parquet`), 'no record');
  await writeFile(join(kept, `${b}.x.part`), 'half');
  await removeLeftovers(kept);
  expect((await readdir(kept)).toSorted()).toEqual([`${names[3]}.json`, `${names[3]}.parquet`]);
});
