import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Dataset } from '../../model/model.ts';
import { column, dataset, modelOf } from '../../testing/sample-dataset.ts';
import type { LoadedDataset } from '../engine.ts';
import { loadDatasets, type LoadOptions, staleDatasets } from './load-datasets.ts';
import { removeOldVersions } from './remove-old.ts';

const folders: string[] = [];
let workspace: string;

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'trivet-load-'));
  folders.push(workspace);
});

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const orders = dataset('orders', {
  key: ['order_id'],
  time: {
    default: 'ordered_at',
    zone: 'Europe/Berlin',
    columns: ['ordered_at'],
    coverage: { from: null, through: null },
  },
  columns: [column('order_id', 'string'), column('ordered_at', 'timestamp'), column('amount', 'decimal')],
});

test('a clean CSV becomes a file with typed rows, sorted by time, with days in the zone of the workspace', async () => {
  await write('orders.csv', 'order_id,ordered_at,amount\no2,2024-03-31 23:30:00,20.50\no1,2024-01-05 09:00:00,10\n');
  const [loaded] = await load([orders]);
  expect(loaded?.problems).toEqual([]);
  expect(loaded?.columns.map(({ name, engineType, added }) => [name, engineType, added])).toEqual([
    ['order_id', 'VARCHAR', false],
    ['ordered_at', 'TIMESTAMP', false],
    ['amount', 'DECIMAL(18,2)', false],
    ['ordered_at__day', 'DATE', true],
  ]);
  expect(await rowsOf(loaded)).toEqual([
    { order_id: 'o1', ordered_at: '2024-01-05 08:00:00', amount: '10.00', ordered_at__day: '2024-01-05' },
    { order_id: 'o2', ordered_at: '2024-03-31 21:30:00', amount: '20.50', ordered_at__day: '2024-03-31' },
  ]);
  expect(loaded?.facts).toMatchObject({
    rowsInSource: 2,
    rowCount: 2,
    dataFrom: '2024-01-05T08:00:00.000Z',
    dataThrough: '2024-03-31T21:30:00.000Z',
    dayColumns: ['ordered_at'],
    quarantined: null,
  });
});

describe('versions', () => {
  const source = 'order_id,ordered_at,amount\no1,2024-01-05 09:00:00,10\n';

  test('what has not changed is not loaded again', async () => {
    await write('orders.csv', source);
    const [first] = await load([orders]);
    const states: string[] = [];
    const [second] = await load([orders], { onProgress: ({ state }) => states.push(state) });
    expect(states).toEqual(['unchanged']);
    expect(second).toEqual(first);
  });

  test('a file that was only touched keeps its version', async () => {
    await write('orders.csv', source);
    const [first] = await load([orders]);
    await write('orders.csv', source);
    expect(await stale([orders])).toEqual(['orders']);
    const [second] = await load([orders]);
    expect(second).toEqual(first);
    expect(await stale([orders])).toEqual([]);
  });

  test('changed content makes a new file beside the old one, which goes when nobody uses it', async () => {
    await write('orders.csv', source);
    const [first] = await load([orders]);
    await write('orders.csv', `${source}o2,2024-02-01 09:00:00,5\n`);
    const [second] = await load([orders]);
    expect(second?.facts.rowCount).toBe(2);
    expect(await rowsOf(first)).toHaveLength(1);
    expect(await removeOldVersions(cache(), [String(first?.file)])).toEqual([]);
    expect(await removeOldVersions(cache(), [])).toHaveLength(1);
    expect(await rowsOf(second)).toHaveLength(2);
  });

  test('a load that fails leaves the last good data in place and says so', async () => {
    await write('orders.csv', source);
    const [first] = await load([orders]);
    await write('orders.csv', 'order_id,ordered_at,amount\no1,2024-01-05 09:00:00\n');
    const [second] = await load([orders]);
    expect(second?.file).toBe(first?.file);
    expect(second?.facts.quarantined).toBeNull();
    expect(second?.problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['stale-data', 'warning'],
      ['source-unreadable', 'warning'],
    ]);
  });
});

describe('keys', () => {
  const customers = dataset('customers', {
    key: ['customer_id'],
    columns: [column('customer_id', 'string'), column('region', 'string'), column('updated_at', 'timestamp')],
  });
  const source = 'customer_id,region,updated_at\nc1,North,2024-01-01\nc2,North,2024-01-01\nc1,South,2023-06-01\n';

  test('a key that stands twice quarantines the dataset with an example', async () => {
    await write('customers.csv', source);
    const [loaded] = await load([customers]);
    expect(loaded?.problems).toMatchObject([
      { code: 'duplicate-key', message: 'customers.customer_id: c1 ×2', severity: 'error' },
    ]);
    expect(loaded?.facts.quarantined).toBe('customers.customer_id: c1 ×2');
  });

  test.each([
    ['latest', 'North'],
    ['earliest', 'South'],
  ] as const)('dedupe keeps the %s row and counts the other', async (keep, region) => {
    await write('customers.csv', source);
    const [loaded] = await load([{ ...customers, dedupe: { keep, by: 'updated_at' } }]);
    expect(loaded?.problems).toEqual([]);
    expect(loaded?.facts).toMatchObject({ rowsInSource: 3, rowCount: 2, deduplicated: 1 });
    expect((await rowsOf(loaded)).map((row) => [row['customer_id'], row['region']])).toEqual([
      ['c1', region],
      ['c2', 'North'],
    ]);
  });

  test('a row without a key is an error of its own', async () => {
    await write('customers.csv', 'customer_id,region,updated_at\nc1,North,2024-01-01\n,South,2024-01-01\n');
    const [loaded] = await load([customers]);
    expect(loaded?.problems).toMatchObject([{ code: 'null-key', message: 'customers.customer_id: 1 row has no key' }]);
  });

  test('deleted rows are left out and counted', async () => {
    await write('customers.csv', 'customer_id,region,updated_at\nc1,North,\nc2,North,2024-01-01\n');
    const [loaded] = await load([{ ...customers, deletedColumn: 'updated_at' }]);
    expect(loaded?.facts).toMatchObject({ rowsInSource: 2, deleted: 1, rowCount: 1 });
  });
});

test('one dataset that fails does not stop the others', async () => {
  await write('orders.csv', 'order_id,ordered_at,amount\no1,2024-01-05 09:00:00,10\n');
  const loaded = await load([dataset('nothing', { key: ['id'], columns: [column('id', 'string')] }), orders]);
  expect(loaded.map(({ name, file }) => [name, file !== null])).toEqual([
    ['nothing', false],
    ['orders', true],
  ]);
  expect(loaded[0]?.problems).toMatchObject([
    { code: 'missing-file', message: 'There is no file nothing.csv.', hint: expect.stringContaining('orders.csv') },
  ]);
  expect(loaded[0]?.facts.quarantined).toBe('There is no file nothing.csv.');
});

async function load(datasets: readonly Dataset[], more: Partial<LoadOptions> = {}): Promise<readonly LoadedDataset[]> {
  return loadDatasets({ model: modelOf(datasets), workspace, dataFolders: [], cacheFolder: cache(), ...more });
}

async function stale(datasets: readonly Dataset[]): Promise<readonly string[]> {
  return staleDatasets({ model: modelOf(datasets), workspace, dataFolders: [], cacheFolder: cache() });
}

function cache(): string {
  return join(workspace, '.trivet', 'cache', 'datasets');
}

async function write(name: string, content: string | Buffer): Promise<void> {
  await mkdir(workspace, { recursive: true });
  await writeFile(join(workspace, name), content);
}

async function rowsOf(loaded: LoadedDataset | undefined) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`ATTACH '${loaded?.file}' AS d (READ_ONLY)`);
  const rows = (await connection.runAndReadAll('SELECT * FROM d.rows')).getRowObjectsJson();
  connection.closeSync();
  instance.closeSync();
  return rows;
}
