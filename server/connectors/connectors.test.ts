import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection, LIST, listValue, VARCHAR, BIGINT } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TrivetError } from '../lib/errors.ts';
import type { Sql } from '../sql/sql.ts';
import { connectors } from './index.ts';

let folder: string;
let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-connectors-'));
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
});

afterAll(async () => {
  connection.closeSync();
  instance.closeSync();
  await rm(folder, { recursive: true, force: true });
});

/** The same two rows in every format: `[{ id: '1', name: 'Ada' }, { id: '2', name: null }]`. */
const samples: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  csv: (path) => writeFile(path, 'id,name\n1,Ada\n2,\n'),
  json: (path) => writeFile(path, '[{"id": 1, "name": "Ada"}, {"id": 2}]'),
  parquet: (path) =>
    connection.run(`COPY (SELECT * FROM (VALUES (1, 'Ada'), (2, NULL)) t(id, name)) TO '${path}' (FORMAT parquet)`),
};

describe.each(connectors.names)('the connector %s', (name) => {
  const connector = connectors.get(name);
  if (connector === undefined) throw new Error(`${name} is missing.`);
  const path = () => join(folder, `sample [1].${connector.extensions[0] ?? ''}`);

  test('reads its sample, also from a path with brackets', async () => {
    await samples[name]?.(path());
    const options = connector.options.parse({});
    const inspection = await connector.inspect([path()], options, folder);
    const rows = await rowsOf(connector.relation([path()], options, inspection));
    expect(rows.map((row) => ({ id: String(row['id']), name: row['name'] }))).toEqual([
      { id: '1', name: 'Ada' },
      { id: '2', name: null },
    ]);
  });

  test('refuses an option that it does not know', () => {
    expect(connector.options.safeParse({ colour: 'red' }).success).toBe(false);
  });

  test('refuses an empty file by its name', async () => {
    const empty = join(folder, `empty.${connector.extensions[0] ?? ''}`);
    await writeFile(empty, '');
    const refusal = await connector
      .inspect([empty], connector.options.parse({}), folder)
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TrivetError);
    expect(refusal).toMatchObject({ code: 'source-unreadable', message: expect.stringContaining('is empty') });
  });

  test('refuses binary rubbish', async () => {
    const rubbish = join(folder, `rubbish.${connector.extensions[0] ?? ''}`);
    await writeFile(rubbish, Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 251)));
    await expect(connector.inspect([rubbish], connector.options.parse({}), folder)).rejects.toMatchObject({
      code: 'source-unreadable',
    });
  });
});

async function rowsOf(relation: Sql) {
  const { text, parameters } = relation.print();
  const types = parameters.map(({ type }) =>
    type === 'VARCHAR[]' ? LIST(VARCHAR) : type === 'BIGINT' ? BIGINT : VARCHAR,
  );
  const values = parameters.map(({ type, value }) =>
    type === 'BIGINT' ? BigInt(Number(value)) : Array.isArray(value) ? listValue(value) : String(value),
  );
  return (await connection.runAndReadAll(text, values, types)).getRowObjectsJson();
}
