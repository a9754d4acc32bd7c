import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { datasetFile } from '../testing/dataset-file.ts';
import { tableOf } from './arrow/arrow-table.ts';
import type { Engine, EngineRequest, LoadedDataset } from './engine.ts';
import { openEngine } from './open-engine.ts';

const folder = await mkdtemp(join(tmpdir(), 'trivet-supervisor-'));
const first = await datasetFile(join(folder, 'orders-1.duckdb'), 'orders', 'SELECT 1 AS version');
const second = await datasetFile(join(folder, 'orders-2.duckdb'), 'orders', 'SELECT 2 AS version');

let engine: Engine;

async function open(
  rest: { datasets?: readonly LoadedDataset[]; spare?: boolean; spareAfterMs?: number } = {},
): Promise<void> {
  const place = { folder: join(folder, 'spill'), resultsFolder: join(folder, 'results') };
  engine = await openEngine({ ...place, datasets: [first], memoryMb: 300, threads: 2, ...rest });
}

afterEach(() => engine.close());
afterAll(() => rm(folder, { recursive: true, force: true }));

async function value(text: string, rest: Partial<EngineRequest> = {}, signal?: AbortSignal): Promise<unknown> {
  const request = { statement: { text, parameters: [] }, lane: 'interactive', maxRows: 10, ...rest } as const;
  const result = await engine.query(request, signal);
  return tableOf(result.arrow, result.columns).columns[0]?.values[0];
}

/** Seconds of one call of one function, during which an interrupt is not looked at. */
const deaf = "SELECT levenshtein(repeat('ab', 150000), repeat('ba', 150000))";

/** Runs for as long as it takes to look at so many million numbers; a seventh of them is counted. */
function work(millions: number): string {
  return `SELECT count(*) FROM range(${millions}000000) AS t(i) WHERE i % 7 = 3`;
}

async function pids(): Promise<readonly number[]> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8').catch(() => '');
  return children.trim().split(/\s+/).filter(Boolean).map(Number);
}

async function killed(pid: number | undefined): Promise<void> {
  if (pid === undefined) throw new Error('There is no engine process.');
  process.kill(pid, 'SIGKILL');
  await expect.poll(pids).not.toContain(pid);
}

test('a query that cannot be interrupted is killed with its process, and the work of others goes on', async () => {
  await open();
  await value('SELECT 1');
  const started = performance.now();
  const culprit = expect(value(deaf, { timeoutMs: 300 })).rejects.toMatchObject({
    code: 'timeout',
    message: 'The query was stopped after 0.3 s.',
  });
  // Late enough to be under way when the process is killed.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const other = value(work(140));
  await culprit;
  expect(performance.now() - started).toBeGreaterThan(2000);
  expect(performance.now() - started).toBeLessThan(4500);
  expect(await other).toBe('20000000');
  await expect.poll(() => engine.status()).toMatchObject({ state: 'ready', kills: 1, running: 0 });
  expect(await value('FROM scope.orders')).toBe(1);
});

test('a query that is called off and does not listen is killed too', async () => {
  await open();
  const abort = new AbortController();
  const deafOne = value(deaf, {}, abort.signal);
  setTimeout(() => abort.abort(), 100);
  await expect(deafOne).rejects.toMatchObject({ code: 'cancelled' });
  expect(engine.status().kills).toBe(1);
  expect(await value('SELECT 1')).toBe(1);
});

test('a warm process takes over from one that dies', async () => {
  await open({ spareAfterMs: 0 });
  await expect.poll(pids, { timeout: 5000 }).toHaveLength(2);
  const [working, spare] = await pids();
  await killed(working);
  expect(await value('FROM scope.orders')).toBe(1);
  expect(await pids()).toContain(spare);
});

test('a process that dies while nobody asks is replaced too', async () => {
  await open({ spare: false });
  const [idle] = await pids();
  await killed(idle);
  await expect.poll(pids, { timeout: 5000 }).toHaveLength(1);
  await expect.poll(() => engine.status().state, { timeout: 5000 }).toBe('ready');
});

test('a process that dies is replaced, and what ran on it runs again', async () => {
  await open({ spare: false });
  const before = await pids();
  const running = value(work(140));
  await new Promise((resolve) => setTimeout(resolve, 100));
  await killed(before[0]);
  expect(await running).toBe('20000000');
  expect(await value('FROM scope.orders')).toBe(1);
  expect(await pids()).not.toEqual(before);
});

test('a query whose process dies twice fails, and the engine serves the next', async () => {
  await open({ spare: false });
  const failed = expect(value(work(100_000))).rejects.toMatchObject({ code: 'engine-lost' });
  const [doomed] = await pids();
  await killed(doomed);
  await expect.poll(pids, { timeout: 5000 }).not.toEqual([]);
  const [next] = await pids();
  await expect.poll(() => engine.status().state, { timeout: 5000 }).toBe('ready');
  await killed(next);
  await failed;
  expect(await value('SELECT 1')).toBe(1);
});

test('new queries see replaced files while those in flight finish on the old ones', async () => {
  await open();
  const inFlight = value(`SELECT version FROM scope.orders WHERE (${work(30)}) > 0`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await engine.replace([second]);
  expect(await value('SELECT version FROM scope.orders')).toBe(2);
  expect(await inFlight).toBe(1);
});

test('a query that waited for its turn while files were replaced is answered from those it was asked of', async () => {
  await open();
  const busy = [value(work(30)), value(work(30))];
  const waited = value('SELECT version FROM scope.orders');
  await engine.replace([second]);
  expect(await waited).toBe(1);
  expect(await value('SELECT version FROM scope.orders')).toBe(2);
  await Promise.all(busy);
});

test('a file that cannot be opened leaves out its dataset only', async () => {
  const broken = { ...second, name: 'broken', file: join(folder, 'nowhere', 'broken.duckdb') };
  const absent = { ...second, name: 'absent', file: null };
  await open({ datasets: [broken, first, absent], spare: false });
  expect(await value('FROM scope.orders')).toBe(1);
  expect(engine.status().unreadable).toEqual([expect.stringMatching(/^broken: /)]);
  expect(engine.status().unreadable[0]).not.toContain(folder);
  await expect(value('FROM scope.broken')).rejects.toMatchObject({ code: 'sql-invalid' });
});

test('a closed engine answers nothing and leaves no process', async () => {
  await open();
  await engine.close();
  expect(engine.status().state).toBe('closed');
  await expect(value('SELECT 1')).rejects.toMatchObject({ code: 'cancelled' });
  expect(await pids()).toEqual([]);
});
