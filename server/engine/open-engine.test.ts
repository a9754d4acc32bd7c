import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tableOf } from './arrow/arrow-table.ts';
import type { Engine, EngineRequest } from './engine.ts';
import { datasetFile } from '../testing/dataset-file.ts';
import { openEngine } from './open-engine.ts';

let folder: string;
let engine: Engine;

function request(text: string, rest: Partial<EngineRequest> = {}): EngineRequest {
  return { statement: { text, parameters: [] }, lane: 'interactive', maxRows: 1_000_000, ...rest };
}

async function rows(text: string, rest: Partial<EngineRequest> = {}, signal?: AbortSignal) {
  const result = await engine.query(request(text, rest), signal);
  const table = tableOf(result.arrow, result.columns);
  return Array.from({ length: table.rowCount }, (_, row) => table.columns.map((column) => column.values[row]));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-engine-'));
  const orders = await datasetFile(
    join(folder, 'orders.duckdb'),
    'orders',
    "SELECT i AS id, (['web','shop'])[1 + i % 2]::ENUM('web', 'shop') AS channel, DATE '2024-01-01' + i::INT AS day FROM range(1000) AS t(i)",
    ['day'],
  );
  engine = await openEngine({
    folder: join(folder, 'spill'),
    resultsFolder: join(folder, 'results'),
    datasets: [orders],
    memoryMb: 500,
    threads: 2,
    processMemoryMb: 4000,
  });
});

afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

test('a query reads a dataset and comes back as columns', async () => {
  expect(await rows('SELECT channel, count(*) FROM data.orders GROUP BY ALL ORDER BY ALL')).toEqual([
    ['web', '500'],
    ['shop', '500'],
  ]);
});

test('parameters are bound under the types they were given', async () => {
  const statement = {
    text: 'SELECT $1 AS a, $2 AS b, $3 AS c, $4 AS d, $5 AS e, list_contains($6, 2) AS f, $7 AS g',
    parameters: [
      { type: 'VARCHAR', value: '1' },
      { type: 'BIGINT', value: 9_007_199_254_740_991 },
      { type: 'DOUBLE', value: 1e20 },
      { type: 'DATE', value: '2024-02-29' },
      { type: 'TIMESTAMP', value: '2024-02-29T12:30:00Z' },
      { type: 'BIGINT[]', value: [1, 2] },
      { type: 'BOOLEAN', value: null },
    ],
  } as const;
  const result = await engine.query({ statement, lane: 'interactive', maxRows: 10 });
  expect(tableOf(result.arrow, result.columns).columns.map(({ type, values: [value] }) => [type, value])).toEqual([
    ['string', '1'],
    ['bigint', '9007199254740991'],
    ['real', 1e20],
    ['date', '2024-02-29'],
    ['timestamp', '2024-02-29T12:30:00.000'],
    ['boolean', true],
    // A NULL has no type of its own.
    ['integer', null],
  ]);
});

test('a value that is no day is refused by name', async () => {
  const statement = { text: 'SELECT $1', parameters: [{ type: 'DATE', value: '2024-02-30' } as const] };
  await expect(engine.query({ statement, lane: 'interactive', maxRows: 1 })).rejects.toMatchObject({
    code: 'invalid-parameter',
    message: '"2024-02-30" is no DATE: not a date of the calendar',
  });
});

test('rows beyond the limit are left out and the result says so', async () => {
  const result = await engine.query(request('SELECT i FROM range(100000000) AS t(i)', { maxRows: 3000 }));
  expect([result.rowCount, result.truncated]).toEqual([3000, true]);
  const exact = await engine.query(request('SELECT i FROM range(3000) AS t(i)', { maxRows: 3000 }));
  expect([exact.rowCount, exact.truncated]).toEqual([3000, false]);
});

test('bytes beyond the limit are left out, and one huge row is refused', async () => {
  const many = await engine.query(request("SELECT repeat('x', 100) FROM range(1000000)", { maxBytes: 300_000 }));
  expect(many.truncated).toBe(true);
  expect(many.rowCount).toBe(4096);
  const huge = engine.query(request("SELECT repeat('x', 1000000)", { maxBytes: 100_000 }));
  await expect(huge).rejects.toMatchObject({ code: 'result-too-large' });
});

test('a literal that is no member of an ENUM matches nothing and is no error', async () => {
  expect(await rows("SELECT count(*) FROM scope.orders WHERE channel = 'phone'")).toEqual([['0']]);
  expect(await rows("SELECT count(*) FROM scope.orders WHERE channel IN ('phone', 'web')")).toEqual([['500']]);
  expect(await rows("SELECT count(*) FROM scope.orders WHERE channel NOT IN ('phone')")).toEqual([['1000']]);
});

test('columns that the loader added are there for generated SQL and hidden from scope', async () => {
  expect(await rows('SELECT max(day) FROM data.orders')).toEqual([['2026-09-26']]);
  await expect(rows('SELECT day FROM scope.orders')).rejects.toMatchObject({ code: 'sql-invalid' });
});

test('an error shows its place and no path', async () => {
  await expect(rows('SELECT chanel FROM scope.orders')).rejects.toMatchObject({
    code: 'sql-invalid',
    hint: 'Did you mean channel?',
    position: { line: 1, column: 8, offset: 7, length: 6 },
  });
  const elsewhere = await rows("FROM read_csv('/etc/passwd')").catch((error: Error) => error.message);
  expect(elsewhere).toBe('Cannot access file "passwd" - file system operations are disabled by configuration');
});

test('the columns of a statement are known without running it', async () => {
  const statement = {
    text: 'SELECT $1 AS a, channel, day FROM data.orders;\n',
    parameters: [{ type: 'BIGINT', value: 1 } as const],
  };
  expect(await engine.describe(statement)).toEqual([
    { name: 'a', type: 'bigint', engineType: 'BIGINT' },
    { name: 'channel', type: 'string', engineType: "ENUM('web', 'shop')" },
    { name: 'day', type: 'date', engineType: 'DATE' },
  ]);
  const long = {
    text: 'SELECT count(*) FROM range(100000000000) AS t(i) WHERE i % 3 = 0 -- days of work',
    parameters: [],
  };
  expect(await engine.describe(long)).toMatchObject([{ type: 'bigint' }]);
});

test('progress is told while a query runs', async () => {
  const told: (number | null)[] = [];
  await engine.query(
    request('SELECT count(*) FROM range(80000000) AS t(i) WHERE i % 3 = 1', {
      onProgress: (fraction) => told.push(fraction),
    }),
  );
  expect(told.length).toBeGreaterThan(0);
  expect(told.every((fraction) => fraction === null || (fraction >= 0 && fraction <= 1))).toBe(true);
});

const endless = 'SELECT count(*) FROM range(10000000000000) AS t(i) WHERE i % 3 = 1';

test('a query that is called off stops, and its connection serves the next one', async () => {
  const abort = new AbortController();
  const started = performance.now();
  const stopped = rows(endless, {}, abort.signal);
  setTimeout(() => abort.abort(), 150);
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  expect(performance.now() - started).toBeLessThan(2000);
  expect(await rows('SELECT 42')).toEqual([[42]]);
  expect(engine.status()).toMatchObject({ running: 0, kills: 0 });
});

test('a query called off before it starts never runs', async () => {
  await expect(rows('SELECT 1', {}, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
});

test('many queries called off at random moments leave every connection usable', async () => {
  const runs = Array.from({ length: 24 }, (_, index) => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), (index * 37) % 120);
    return rows(endless, {}, abort.signal).catch((error: { code: string }) => error.code);
  });
  expect(new Set(await Promise.all(runs))).toEqual(new Set(['cancelled']));
  expect(await Promise.all([rows('SELECT 1'), rows('SELECT 2'), rows('SELECT 3')])).toEqual([[[1]], [[2]], [[3]]]);
  expect(engine.status().kills).toBe(0);
});

test('a query at its time limit is stopped', async () => {
  await expect(rows(endless, { timeoutMs: 200 })).rejects.toMatchObject({
    code: 'timeout',
    message: 'The query was stopped after 0.2 s.',
  });
});

test('a query that needs too much memory fails alone', async () => {
  const lists = rows('SELECT len(range(1000000000))');
  await expect(lists).rejects.toMatchObject({ code: 'out-of-memory' });
  const texts = rows("SELECT len(list(repeat('x', 1000))) FROM range(3000000)");
  await expect(texts).rejects.toMatchObject({ code: 'out-of-memory' });
  expect(await rows('SELECT 1')).toEqual([[1]]);
  expect(engine.status().kills).toBe(0);
});

test('functions are known with their stability', async () => {
  const { scalar, aggregate, table, volatile, perQuery } = await engine.functions();
  expect([scalar.has('lower'), aggregate.has('sum'), table.has('range')]).toEqual([true, true, true]);
  expect([volatile.has('random'), volatile.has('lower'), perQuery.has('now')]).toEqual([true, false, true]);
});
