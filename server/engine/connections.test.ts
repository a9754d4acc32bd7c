import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Connections } from './connections.ts';
import { runStatement } from './run-statement.ts';

const endless = 'SELECT count(*) FROM range(10000000000000) AS t(i) WHERE i % 3 = 1';

let instance: DuckDBInstance;
let connections: Connections;
let runs = 0;

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const [first, second] = [await instance.connect(), await instance.connect()];
  connections = new Connections([
    { connection: first, lane: 'interactive' },
    { connection: second, lane: 'interactive' },
  ]);
});

afterAll(() => {
  connections.close();
  instance.closeSync();
});

function start(text: string): { readonly run: number; readonly rows: Promise<number | string> } {
  const run = ++runs;
  const request = {
    kind: 'run',
    lane: 'interactive',
    statement: { text, parameters: [] },
    maxRows: 1e6,
    maxBytes: 1e9,
    progress: false,
  } as const;
  const rows = connections
    .use('interactive', run, async (hold) => (await runStatement(hold, request)).result.rowCount)
    .catch((error: { code: string }) => error.code);
  return { run, rows };
}

test('runs that arrive together get connections of their own, and those after them wait', async () => {
  const used: DuckDBConnection[] = [];
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const work = Array.from({ length: 5 }, (_, index) =>
    connections.use('interactive', -1 - index, async ({ connection }) => {
      used.push(connection);
      await held;
    }),
  );
  await new Promise((resolve) => setImmediate(resolve));
  expect(used.length).toBe(2);
  expect(new Set(used).size).toBe(2);
  letGo();
  await Promise.all(work);
  expect(used.length).toBe(5);
});

test('an interrupt stops the run it is meant for and no other', async () => {
  const stopped = start(endless);
  const other = start('SELECT count(*) FROM range(200000000) AS t(i) WHERE i % 7 = 3');
  const waiting = start('SELECT 1');
  setTimeout(() => connections.interrupt(stopped.run), 30);
  expect(await Promise.all([stopped.rows, other.rows, waiting.rows])).toEqual(['cancelled', 1, 1]);
});

test('a run interrupted while it waits never starts', async () => {
  const [first, second, third] = [start(endless), start(endless), start(endless)];
  connections.interrupt(third.run);
  connections.interrupt(first.run);
  connections.interrupt(second.run);
  expect(await Promise.all([first.rows, second.rows, third.rows])).toEqual(['cancelled', 'cancelled', 'cancelled']);
});

test('an interrupt that comes too late changes nothing', async () => {
  const { run, rows } = start('SELECT 1');
  expect(await rows).toBe(1);
  connections.interrupt(run);
  expect(await start('SELECT 2').rows).toBe(1);
});

test('connections are whole again after interrupts at any moment', async () => {
  for (let round = 0; round < 60; round++) {
    const stopped = [start(endless), start('SELECT i, i::VARCHAR FROM range(3000000) AS t(i)')];
    for (const { run } of stopped) setTimeout(() => connections.interrupt(run), (round * 7) % 23);
    expect(await Promise.all(stopped.map(({ rows }) => rows))).toEqual(['cancelled', 'cancelled']);
    const after = [start('SELECT 1'), start('SELECT i FROM range(5000) AS t(i)'), start('SELECT 3')];
    expect(await Promise.all(after.map(({ rows }) => rows))).toEqual([1, 5000, 1]);
  }
});
