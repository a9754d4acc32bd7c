import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, LIST, listValue, VARCHAR } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { json } from './json.ts';
import { parquet } from './parquet.ts';

let folder: string;
let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-json-'));
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
});

afterAll(async () => {
  connection.closeSync();
  instance.closeSync();
  await rm(folder, { recursive: true, force: true });
});

test('a list of objects is read, nothing is guessed, and what is nested stays JSON', async () => {
  const objects = [
    { id: '007', day: '2024-01-31', yes: true, none: null },
    { id: 8, tags: ['a', 'b'], day: '' },
  ];
  expect(await read(JSON.stringify(objects))).toEqual([
    { id: '007', day: '2024-01-31', yes: 'true', none: null, tags: null },
    { id: '8', day: '', yes: null, none: null, tags: '["a","b"]' },
  ]);
});

test('one object on each line is read, also where a member first comes late', async () => {
  const lines = [...Array.from({ length: 30_000 }, (_, index) => `{"n":${index}}`), '{"n":-1,"late":"x"}'];
  const rows = await read(lines.join('\n'));
  expect(rows.length).toBe(30_001);
  expect(rows.at(-1)).toEqual({ n: '-1', late: 'x' });
});

test('numbers keep digits that a double would lose', async () => {
  expect(await read('[{"n": 12345678901234567890123}]')).toEqual([{ n: '12345678901234567890123' }]);
});

test('a byte-order mark and other encodings are no hindrance', async () => {
  expect(await read('\uFEFF[{"name": "Zoë"}]')).toEqual([{ name: 'Zoë' }]);
  expect(await read(Buffer.from('[{"name": "Zo\xeb"}]', 'latin1'))).toEqual([{ name: 'Zoë' }]);
  expect(await read(Buffer.from('\uFEFF[{"name": "Zoë"}]', 'utf16le'))).toEqual([{ name: 'Zoë' }]);
});

test('what is no JSON is refused with its beginning', async () => {
  await expect(read('<html><body>Not found')).rejects.toMatchObject({
    code: 'source-unreadable',
    message: expect.stringContaining('"<html><body>'),
  });
});

test('a Parquet file whose end is missing is called cut off', async () => {
  const path = join(folder, 'cut.parquet');
  await connection.run(`COPY (SELECT range AS n FROM range(1000)) TO '${path}' (FORMAT parquet)`);
  await writeFile(path, (await readFile(path)).subarray(0, 500));
  await expect(parquet.inspect([path], {}, folder)).rejects.toMatchObject({
    message: 'cut.parquet is cut off: its end is missing.',
  });
});

async function read(content: string | Buffer) {
  const path = join(await mkdtemp(join(folder, 'one-')), 'file.json');
  await writeFile(path, content);
  const inspection = await json.inspect([path], {}, await mkdtemp(join(folder, 'scratch-')));
  const { text, parameters } = json.relation([path], {}, inspection).print();
  const values = parameters.map(({ value }) => (Array.isArray(value) ? listValue(value) : String(value)));
  const types = parameters.map(({ type }) => (type === 'VARCHAR[]' ? LIST(VARCHAR) : VARCHAR));
  return (await connection.runAndReadAll(text, values, types)).getRowObjectsJson();
}
