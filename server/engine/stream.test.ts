import { tableFromIPC } from '@uwdata/flechette';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { wholeStreams } from './arrow/arrow-messages.ts';
import { tableOf } from './arrow/arrow-table.ts';
import type { Engine } from './engine.ts';
import { openEngine } from './open-engine.ts';

const folder = await mkdtemp(join(tmpdir(), 'trivet-stream-'));
let engine: Engine;

beforeAll(async () => {
  const sizes = { memoryMb: 300, threads: 1, spare: false };
  engine = await openEngine({ folder, resultsFolder: join(folder, 'results'), datasets: [], ...sizes });
});

afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

const all = `SELECT i, i * 1.25 AS amount, CAST(['low', 'high'][1 + i % 2] AS ENUM ('low', 'high', 'none')) AS level,
  CASE WHEN i % 3 = 0 THEN NULL ELSE 'text number ' || i END AS label, DATE '2024-01-01' + CAST(i % 400 AS INT) AS day
  FROM range(10000) AS t(i)`;

async function pieces(text: string, rowsAPiece: number, rowCount: number): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  const statement = { text, parameters: [] };
  await engine.stream({ statement, rowsAPiece, rowCount }, (piece) => void found.push(piece));
  return found;
}

test('pieces one behind the other are one stream with the rows of the whole query', async () => {
  const whole = await engine.query({
    statement: { text: all, parameters: [] },
    lane: 'interactive',
    maxRows: 100_000,
  });
  const found = await pieces(all, 3000, 10_000);
  expect(found.length).toBeGreaterThan(3);
  expect(tableOf(Buffer.concat(found), whole.columns)).toEqual(tableOf(whole.arrow, whole.columns));
});

test('each piece can be read alone', async () => {
  const streams = wholeStreams();
  const read = (await pieces(all, 3000, 10_000)).flatMap((piece) => streams(piece) ?? []);
  const counts = read.map((stream) => tableFromIPC(stream).numRows);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10_000);
  const last = tableFromIPC(read.at(-1) ?? new Uint8Array());
  expect(last.get((counts.at(-1) ?? 0) - 1)).toMatchObject({ i: 9999, level: 'high', label: null });
});

test('no rows are a stream with columns', async () => {
  const found = await pieces(`${all} WHERE i < 0`, 3000, 0);
  const table = tableFromIPC(Buffer.concat(found));
  expect([table.numRows, table.names]).toEqual([0, ['i', 'amount', 'level', 'label', 'day']]);
});

test('a statement that fails half way has no end, however late it fails', async () => {
  const failing = (at: number, rows: number): string =>
    `SELECT CASE WHEN i = ${at} THEN error('no more') ELSE i END AS i FROM range(${rows}) AS t(i)`;
  await expect(pieces(failing(9000, 10_000), 2048, 10_000)).rejects.toThrow('no more');
  const found: Uint8Array[] = [];
  const statement = { text: failing(9_000_000, 10_000_000), parameters: [] };
  const request = { statement, rowsAPiece: 100_000, rowCount: 10_000_000 } as const;
  await expect(engine.stream(request, (piece) => void found.push(piece))).rejects.toThrow('of 10000000 rows');
  expect(found.length).toBeGreaterThan(1);
  expect(found.at(-1)?.length).toBeGreaterThan(8);
});

test('an answer whose last rows fail is no shorter answer', async () => {
  const text = `SELECT CASE WHEN i = 900000 THEN error('no more') ELSE i END AS i FROM range(1000000) AS t(i)`;
  const request = { statement: { text, parameters: [] }, lane: 'interactive', maxRows: 2_000_000 } as const;
  await expect(engine.query(request)).rejects.toThrow('no more');
});

test('a stream larger than its limit is refused, and one that is called off stops', async () => {
  const long = { text: 'SELECT i, hash(i) AS h FROM range(100000000) AS t(i)', parameters: [] };
  const request = { statement: long, rowsAPiece: 20_000, rowCount: 100_000_000 } as const;
  await expect(engine.stream({ ...request, maxBytes: 1_000_000 }, () => {})).rejects.toMatchObject({
    code: 'result-too-large',
  });
  const stop = new AbortController();
  await expect(engine.stream(request, () => stop.abort(), stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(engine.status().running).toBe(0);
});

/** Rows without end, for readers who do not take them. */
const endless = {
  statement: { text: 'SELECT i, hash(i) AS h FROM range(100000000) AS t(i)', parameters: [] },
  rowsAPiece: 20_000,
  rowCount: 100_000_000,
} as const;

function streamsRunning(): number {
  return engine.status().lanes.find(({ lane }) => lane === 'stream')?.running ?? -1;
}

test('a reader who takes nothing is sent some megabytes and no more', async () => {
  const stop = new AbortController();
  let bytes = 0;
  const reading = engine.stream(
    endless,
    (piece) => {
      bytes += piece.length;
      return new Promise(() => {});
    },
    stop.signal,
  );
  await vi.waitFor(() => expect(bytes).toBeGreaterThan(3_000_000), 10_000);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(bytes).toBeLessThan(6_000_000);
  stop.abort();
  await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  expect(streamsRunning()).toBe(0);
});

test('a reader who takes nothing for as long as a query may run is given up', async () => {
  const reading = engine.stream({ ...endless, timeoutMs: 500 }, () => new Promise(() => {}));
  await expect(reading).rejects.toMatchObject({ code: 'timeout' });
});

test('a reader who goes on taking may take longer than a query may run', async () => {
  const statement = { text: 'SELECT i FROM range(40000) AS t(i)', parameters: [] };
  const slowly = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150));
  const begun = performance.now();
  const request = { statement, rowsAPiece: 2048, rowCount: 40_000, timeoutMs: 1000 };
  let taken = Promise.resolve();
  await engine.stream(request, () => (taken = taken.then(slowly)));
  await taken;
  expect(performance.now() - begun).toBeGreaterThan(1500);
});

test('more streams than there are places are refused, and a place that is left is free again', async () => {
  const stop = new AbortController();
  const never = (): Promise<void> => new Promise(() => {});
  const reading = Array.from({ length: 4 }, () => engine.stream(endless, never, stop.signal));
  await expect(engine.stream(endless, never)).rejects.toMatchObject({ code: 'too-many-streams' });
  const { rowCount } = await engine.query({
    statement: { text: 'SELECT 1 AS one', parameters: [] },
    lane: 'notebook',
    maxRows: 1,
  });
  expect(rowCount).toBe(1);
  stop.abort();
  const ends = await Promise.allSettled(reading);
  expect(ends.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  expect((await pieces('SELECT 1 AS one', 100, 1)).length).toBe(2);
});
