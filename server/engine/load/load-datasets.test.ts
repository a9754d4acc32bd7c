import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Dataset } from '../../model/model.ts';
import { column, dataset, modelOf } from '../../testing/sample-dataset.ts';
import type { LoadedDataset } from '../engine.ts';
import { loadDatasets, type LoadOptions, staleDatasets } from './load-datasets.ts';
import { removeOldVersions } from './remove-old.ts';

const folders: string[] = [];
let workspace: string;

beforeEach(newWorkspace);

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
  const later: Readonly<Record<string, string | null>> = {
    untouched: null,
    touched: source,
    grown: `${source}o2,2024-02-01 09:00:00,5\n`,
    broken: 'order_id,ordered_at,amount\no1,2024-01-05 09:00:00\n',
  };
  const names = Object.keys(later);
  const datasets = names.map((name) => ({ ...orders, name, source: { ...orders.source, path: `${name}.csv` } }));
  const first = new Map<string, LoadedDataset>();
  const second = new Map<string, LoadedDataset>();
  const states: string[] = [];
  let staleBetween: readonly string[];
  let staleAfter: readonly string[];
  let folder: string;

  beforeAll(async () => {
    await newWorkspace();
    folder = cache();
    for (const name of names) await write(`${name}.csv`, source);
    for (const each of await load(datasets)) first.set(each.name, each);
    for (const [name, text] of Object.entries(later)) if (text !== null) await write(`${name}.csv`, text);
    staleBetween = await stale(datasets);
    const onProgress: LoadOptions['onProgress'] = ({ dataset: name, state }) => {
      if (name === 'untouched') states.push(state);
    };
    for (const each of await load(datasets, { onProgress })) second.set(each.name, each);
    staleAfter = await stale(datasets);
  });

  test('what has not changed is not loaded again', () => {
    expect(states).toEqual(['unchanged']);
    expect(second.get('untouched')).toEqual(first.get('untouched'));
  });

  test('a file that was only touched keeps its version', () => {
    expect(staleBetween).toEqual(['touched', 'grown', 'broken']);
    expect(second.get('touched')).toEqual(first.get('touched'));
    expect(staleAfter).toEqual(['broken']);
  });

  test('changed content makes a new file beside the old one, which goes when nobody uses it', async () => {
    expect(second.get('grown')?.facts.rowCount).toBe(2);
    expect(await rowsOf(first.get('grown'))).toHaveLength(1);
    expect(await removeOldVersions(folder, [String(first.get('grown')?.file)])).toEqual([]);
    expect(await removeOldVersions(folder, [])).toHaveLength(1);
    expect(await rowsOf(second.get('grown'))).toHaveLength(2);
  });

  test('a load that fails leaves the last good data in place and says so', () => {
    const broken = second.get('broken');
    expect(broken?.file).toBe(first.get('broken')?.file);
    expect(broken?.facts.quarantined).toBeNull();
    expect(broken?.problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['stale-data', 'warning'],
      ['source-unreadable', 'warning'],
    ]);
  });
});

describe('keys', () => {
  const columns = [column('customer_id', 'string'), column('region', 'string'), column('updated_at', 'timestamp')];
  const twice = 'c1,North,2024-01-01\nc2,North,2024-01-01\nc1,South,2023-06-01\n';
  const cases: Readonly<Record<string, { readonly rows: string; readonly rest?: Partial<Dataset> }>> = {
    twice: { rows: twice },
    latest: { rows: twice, rest: { dedupe: { keep: 'latest', by: 'updated_at' } } },
    earliest: { rows: twice, rest: { dedupe: { keep: 'earliest', by: 'updated_at' } } },
    keyless: { rows: 'c1,North,2024-01-01\n,South,2024-01-01\n' },
    deleted: { rows: 'c1,North,\nc2,North,2024-01-01\n', rest: { deletedColumn: 'updated_at' } },
  };
  const loaded = new Map<string, LoadedDataset>();

  beforeAll(async () => {
    await newWorkspace();
    const datasets = Object.entries(cases).map(([name, { rest }]) => ({
      ...dataset(name, { key: ['customer_id'], columns }),
      ...rest,
    }));
    for (const [name, { rows }] of Object.entries(cases))
      await write(`${name}.csv`, `customer_id,region,updated_at\n${rows}`);
    for (const each of await load(datasets)) loaded.set(each.name, each);
  });

  test('a key that stands twice quarantines the dataset with an example', () => {
    expect(loaded.get('twice')?.problems).toMatchObject([
      { code: 'duplicate-key', message: 'twice.customer_id: c1 ×2', severity: 'error' },
    ]);
    expect(loaded.get('twice')?.facts.quarantined).toBe('twice.customer_id: c1 ×2');
  });

  test.each([
    ['latest', 'North'],
    ['earliest', 'South'],
  ] as const)('dedupe keeps the %s row and counts the other', async (keep, region) => {
    const kept = loaded.get(keep);
    expect(kept?.problems).toEqual([]);
    expect(kept?.facts).toMatchObject({ rowsInSource: 3, rowCount: 2, deduplicated: 1 });
    expect((await rowsOf(kept)).map((row) => [row['customer_id'], row['region']])).toEqual([
      ['c1', region],
      ['c2', 'North'],
    ]);
  });

  test('a row without a key is an error of its own', () => {
    expect(loaded.get('keyless')?.problems).toMatchObject([
      { code: 'null-key', message: 'keyless.customer_id: 1 row has no key' },
    ]);
  });

  test('deleted rows are left out and counted', () => {
    expect(loaded.get('deleted')?.facts).toMatchObject({ rowsInSource: 2, deleted: 1, rowCount: 1 });
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

async function newWorkspace(): Promise<void> {
  workspace = await mkdtemp(join(tmpdir(), 'trivet-load-'));
  folders.push(workspace);
}

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
