import { DuckDBInstance, type DuckDBConnection, type Json } from '@duckdb/node-api';
import { tableFromIPC } from '@uwdata/flechette';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';

let trivet: TestApp;
let connection: DuckDBConnection;

const notebook = `---
trivet: 1
title: Long tables
params:
  least: { type: number, default: 60 }
---

\`\`\`sql id=aaaaaaa1 name=big_orders
SELECT order_id, amount, ordered_at, shipped_at FROM orders WHERE amount >= $least ORDER BY order_id
\`\`\`

\`\`\`sql id=aaaaaaa2 name=long
SELECT i, 'row ' || i AS label, CASE WHEN i % 2 = 0 THEN NULL ELSE i / 4 END AS quarter FROM range(50000) AS t(i) ORDER BY i
\`\`\`

\`\`\`sql id=aaaaaaa6 name=wide
SELECT i, hash(i) AS a, hash(i + 1) AS b, hash(i + 2) AS c, hash(i + 3) AS d FROM range(2000000) AS t(i)
\`\`\`

\`\`\`sql id=aaaaaaa3 name=wrong
SELECT nothing FROM orders
\`\`\`

<!-- md:aaaaaaa4 -->
Words.

\`\`\`sql id=aaaaaaa5 name=endless
SELECT count(*) AS n FROM range(4000000000) AS t(i) WHERE hash(i) % 3 = 1
\`\`\`
`;

beforeAll(async () => {
  trivet = await startTestApp();
  await mkdir(join(trivet.folder, 'notebooks'), { recursive: true });
  await writeFile(join(trivet.folder, 'notebooks', 'long.md'), notebook);
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

afterAll(async () => {
  connection.closeSync();
  await trivet.close();
});

function get(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${trivet.address}/notebooks/long/cells/${path}`, init);
}

async function saved(path: string): Promise<string> {
  const response = await get(path);
  expect(response.status).toBe(200);
  const file = join(trivet.folder, path.replace(/\?.*/, ''));
  await writeFile(file, Buffer.from(await response.arrayBuffer()));
  return file;
}

async function rowsIn(sql: string): Promise<Record<string, Json>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
}

test('the table of a cell is a file in three formats, for the parameters in the address', async () => {
  expect(await (await get('big_orders.csv')).text()).toBe(
    [
      'order_id,amount,ordered_at,shipped_at',
      'o1,100.00,2024-01-05T09:00:00.000,2024-01-07T09:00:00.000',
      'o2,200.00,2024-02-01T09:00:00.000,2024-02-03T09:00:00.000',
      'o4,70.00,2024-01-31T09:00:00.000,2024-02-01T09:00:00.000',
      'o6,500.00,2024-02-15T09:00:00.000,2024-02-16T09:00:00.000',
      '',
    ].join('\r\n'),
  );
  const rows = await rowsIn(`SELECT order_id, amount FROM '${await saved('big_orders.parquet?least=150')}'`);
  expect(rows).toEqual([
    { order_id: 'o2', amount: '200.00' },
    { order_id: 'o6', amount: '500.00' },
  ]);
  const arrow = tableFromIPC(new Uint8Array(await (await get('big_orders.arrow?least=500')).arrayBuffer()));
  expect(arrow.toArray().map((row) => row['order_id'])).toEqual(['o6']);
});

test('a long one arrives whole, in several pieces', async () => {
  const arrow = tableFromIPC(new Uint8Array(await (await get('long.arrow')).arrayBuffer()));
  expect(arrow.numRows).toBe(50_000);
  expect(arrow.getChild('i').data.length).toBeGreaterThan(1);
  expect(arrow.get(49_999)).toMatchObject({ i: 49_999, label: 'row 49999', quarter: 12_499.75 });
  const [counted] = await rowsIn(
    `SELECT count(*) AS n, sum(i) AS total, count(quarter) AS halves, count(DISTINCT label) AS labels
     FROM read_csv('${await saved('long.csv')}')`,
  );
  expect(counted).toEqual({ n: '50000', total: '1249975000', halves: '25000', labels: '50000' });
});

test('a client that has the file is told so', async () => {
  const first = await get('long.parquet');
  await first.arrayBuffer();
  const again = await get('long.parquet', { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
});

test.each([
  ['another notebook', '../../other/cells/x.csv', '404 UNKNOWN_NOTEBOOK'],
  ['another cell', 'lon.csv', '404 UNKNOWN_CELL'],
  ['another format', 'long.json', '404 UNKNOWN_FORMAT'],
  ['a parameter that is none', 'long.csv?most=1', '400 UNKNOWN_PARAMETER'],
  ['a cell that fails', 'wrong.csv', '400 SQL_INVALID'],
  ['a cell without a table', 'aaaaaaa4.csv', '400 INVALID_CELL'],
])('%s is refused as a problem', async (_, path, expected) => {
  const response = await get(path);
  const { code } = (await response.json()) as { code: string };
  expect(`${response.status} ${code}`).toBe(expected);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
});

test('a client that goes away stops the cell that runs for it', async () => {
  const gone = new AbortController();
  const asked = get('endless.csv', { signal: gone.signal }).catch(() => null);
  await until(() => trivet.app.workspace.engine().status().running > 0);
  gone.abort();
  await asked;
  await until(() => trivet.app.workspace.engine().status().running === 0);
  expect(trivet.app.workspace.engine().status().kills).toBe(0);
});

test('a client that reads slowly is sent no more than it takes, and one that goes away frees its place', async () => {
  const streams = (): number =>
    trivet.app.workspace
      .engine()
      .status()
      .lanes.find(({ lane }) => lane === 'stream')?.running ?? -1;
  const gone = new AbortController();
  const { body, status } = await get('wide.arrow', { signal: gone.signal });
  expect(status).toBe(200);
  await body?.getReader().read();
  const before = process.memoryUsage().arrayBuffers;
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
  expect(streams()).toBe(1);
  gone.abort();
  await until(() => streams() === 0);
});

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isSo(); tries++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isSo()).toBe(true);
}

test('a cell is run as whoever asks: what they may not see is not in the file, and a leader gets none', async () => {
  const guarded = await startTestApp('cases', { settings: 'auth: {}' });
  try {
    await mkdir(join(guarded.folder, 'notebooks'), { recursive: true });
    await writeFile(join(guarded.folder, 'notebooks', 'long.md'), notebook);
    const url = `${guarded.address}/notebooks/long/cells/big_orders.csv`;
    const statusFor = async (role: 'leader' | 'analyst' | 'builder'): Promise<number> => {
      const secret = await guarded.makeToken({ name: role, role });
      return (await fetch(url, { headers: { authorization: `Bearer ${secret}` } })).status;
    };
    expect((await fetch(url)).status).toBe(401);
    expect(await statusFor('leader')).toBe(403);
    expect(await statusFor('builder')).toBe(200);
    expect(await statusFor('analyst')).not.toBe(200);
  } finally {
    await guarded.close();
  }
});
