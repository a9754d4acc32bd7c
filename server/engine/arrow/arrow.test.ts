import { DuckDBInstance } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Value } from '../../lib/table.ts';
import { ArrowWriter } from './arrow.ts';
import { tableOf } from './arrow-table.ts';
import { resultColumns } from '../result-columns.ts';

let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
});

afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

async function throughArrow(text: string) {
  const prepared = await connection.prepare(text);
  const result = await prepared.stream();
  const columns = resultColumns(result.columnNames(), result.columnTypes());
  const writer = new ArrowWriter(
    columns.map((column) => column.name),
    result.columnTypes(),
  );
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    writer.append(chunk, chunk.rowCount);
  }
  const arrow = writer.finish();
  return { arrow, columns, table: tableOf(arrow, columns) };
}

async function valuesOf(expression: string): Promise<readonly [string, ...Value[]]> {
  const { table } = await throughArrow(`SELECT v FROM (${expression}) AS t(v)`);
  const [column] = table.columns;
  return [column?.type ?? '', ...(column?.values ?? [])];
}

const cases: readonly (readonly [what: string, rows: string, ...typeAndValues: Value[]])[] = [
  ['booleans', 'VALUES (true), (NULL), (false)', 'boolean', true, null, false],
  ['tiny whole numbers', 'VALUES ((-128)::TINYINT), (127), (NULL)', 'integer', -128, 127, null],
  ['small whole numbers', 'VALUES ((-32768)::SMALLINT), (32767)', 'integer', -32768, 32767],
  ['whole numbers', 'VALUES ((-2147483648)::INTEGER), (2147483647)', 'integer', -2147483648, 2147483647],
  ['unsigned ones', 'VALUES (4294967295::UINTEGER), (0)', 'integer', 4294967295, 0],
  [
    'BIGINT beyond a double',
    'VALUES (9007199254740993), (-9223372036854775808)',
    'bigint',
    '9007199254740993',
    '-9223372036854775808',
  ],
  ['UBIGINT', 'VALUES (18446744073709551615::UBIGINT)', 'bigint', '18446744073709551615'],
  [
    'HUGEINT of both signs',
    'VALUES (-170141183460469231731687303715884105727::HUGEINT), (170141183460469231731687303715884105727), (-1), (NULL)',
    'bigint',
    '-170141183460469231731687303715884105727',
    '170141183460469231731687303715884105727',
    '-1',
    null,
  ],
  [
    'UHUGEINT',
    'VALUES (340282366920938463463374607431768211455::UHUGEINT)',
    'bigint',
    '340282366920938463463374607431768211455',
  ],
  ['sums of whole numbers', 'SELECT sum(x) FROM (VALUES (1), (2)) AS t(x)', 'bigint', '3'],
  ['DECIMAL in 2 bytes', 'VALUES (-99.99::DECIMAL(4,2)), (0.05), (NULL)', 'decimal', '-99.99', '0.05', null],
  ['DECIMAL in 4 bytes', 'VALUES (-1234567.89::DECIMAL(9,2)), (0.01)', 'decimal', '-1234567.89', '0.01'],
  [
    'DECIMAL in 8 bytes',
    'VALUES (-9999999999999999.99::DECIMAL(18,2)), (4294967296.5)',
    'decimal',
    '-9999999999999999.99',
    '4294967296.50',
  ],
  [
    'DECIMAL in 16 bytes',
    "VALUES ('-99999999999999999999999999999999999.999'::DECIMAL(38,3)), (0.001)",
    'decimal',
    '-99999999999999999999999999999999999.999',
    '0.001',
  ],
  ['DECIMAL without a fraction', 'VALUES (12345678901234567890::DECIMAL(20,0))', 'bigint', '12345678901234567890'],
  ['real numbers', "VALUES (0.1::DOUBLE), (-1e300), ('NaN'), ('-inf'), (NULL)", 'real', 0.1, -1e300, null, null, null],
  ['short real numbers', 'VALUES (0.5::FLOAT)', 'real', 0.5],
  [
    'dates before 1970 and at infinity',
    "VALUES (DATE '1582-10-15'), (DATE '1969-12-31'), ('infinity'), (DATE '2024-02-29'), (NULL)",
    'date',
    '1582-10-15',
    '1969-12-31',
    null,
    '2024-02-29',
    null,
  ],
  ['times', "VALUES (TIME '23:59:59.000001'), (TIME '00:00:00')", 'time', '23:59:59.000001', '00:00:00.000'],
  [
    'timestamps',
    "VALUES (TIMESTAMP '1969-12-31 23:59:59.5'), ('infinity'), (TIMESTAMP '2026-01-31 22:30:00'), (NULL)",
    'timestamp',
    '1969-12-31T23:59:59.500',
    null,
    '2026-01-31T22:30:00.000',
    null,
  ],
  ['timestamps in seconds', "VALUES (TIMESTAMP_S '2026-01-31 22:30:00')", 'timestamp', '2026-01-31T22:30:00.000'],
  [
    'timestamps in milliseconds',
    "VALUES (TIMESTAMP_MS '2026-01-31 22:30:00.125')",
    'timestamp',
    '2026-01-31T22:30:00.125',
  ],
  [
    'timestamps in nanoseconds',
    "VALUES (TIMESTAMP_NS '2026-01-31 22:30:00.000000001')",
    'timestamp',
    '2026-01-31T22:30:00.000000001',
  ],
  [
    'timestamps with a zone, as UTC',
    "VALUES (TIMESTAMPTZ '2026-01-31 22:30:00+02')",
    'timestamp',
    '2026-01-31T20:30:00.000Z',
  ],
  [
    'texts',
    "VALUES ('twelve bytes'), ('thirteen byte'), (NULL), (''), ('Größe 😀 über alles'), ('a' || chr(0) || 'b')",
    'string',
    'twelve bytes',
    'thirteen byte',
    null,
    '',
    'Größe 😀 über alles',
    'a\u0000b',
  ],
  ['members of an ENUM', "VALUES ('shop'::ENUM('web', 'shop')), (NULL), ('web')", 'string', 'shop', null, 'web'],
  ['UUIDs', "VALUES ('8b30a4fe-0000-4000-8000-000000000001'::UUID)", 'string', '8b30a4fe-0000-4000-8000-000000000001'],
  ['intervals', "VALUES (INTERVAL '1 month 2 days')", 'string', '1 month 2 days'],
  ['lists', 'VALUES ([1, NULL, 3]), (NULL), ([])', 'json', '[1,null,3]', null, '[]'],
  ['structs', "VALUES ({a: 1, b: 'x'})", 'json', '{"a":1,"b":"x"}'],
  ['JSON', `VALUES ('{"a": [1, 2]}'::JSON)`, 'json', '{"a": [1, 2]}'],
  ['nothing but NULL', 'SELECT NULL', 'integer', null],
];

test.each(cases)('%s come through as they are', async (_, rows, ...typeAndValues) => {
  expect(await valuesOf(String(rows))).toEqual(typeAndValues);
});

test('a million rows of every kind of column agree with the engine about every value', async () => {
  const source = `
    SELECT
      CASE WHEN i % 7 = 0 THEN NULL ELSE i::INTEGER END AS whole,
      CASE WHEN i % 11 = 0 THEN NULL ELSE (i * 7919 % 2000003 - 1000000)::DECIMAL(12, 2) * 0.25 END AS money,
      CASE WHEN i % 13 = 0 THEN NULL ELSE DATE '1960-01-01' + (i % 40000)::INTEGER END AS day,
      CASE WHEN i % 5 = 0 THEN NULL ELSE repeat('ä', (i % 9)::INTEGER) || i END AS text,
      (['web', 'shop', 'phone'])[1 + i % 3]::ENUM('web', 'shop', 'phone') AS channel,
      i % 3 = 1 AS flag
    FROM range(1000000) AS t(i)`;
  const { table } = await throughArrow(source);
  const [sums] = (
    await connection.runAndReadAll(`
      SELECT count(*)::INTEGER, count(whole)::INTEGER, sum(whole)::VARCHAR, (sum(money::DECIMAL(18, 4)) * 10000)::DECIMAL(38, 0)::VARCHAR,
        max(day)::VARCHAR, sum(strlen(text))::VARCHAR, count(*) FILTER (channel = 'shop')::INTEGER, count(*) FILTER (flag)::INTEGER
      FROM (${source})`)
  ).getRowsJson();
  const column = (name: string): readonly Value[] => table.columns.find((each) => each.name === name)?.values ?? [];
  const texts = column('text').filter((value) => value !== null);
  expect([
    table.rowCount,
    column('whole').filter((value) => value !== null).length,
    String(column('whole').reduce((sum: number, value) => sum + Number(value ?? 0), 0)),
    String(Math.round(column('money').reduce((sum: number, value) => sum + Number(value ?? 0) * 10_000, 0))),
    column('day').reduce((latest: string, day) => (String(day ?? '') > latest ? String(day) : latest), ''),
    String(texts.reduce((sum: number, value) => sum + Buffer.byteLength(String(value)), 0)),
    column('channel').filter((value) => value === 'shop').length,
    column('flag').filter((value) => value === true).length,
  ]).toEqual(sums);
  expect([0, 1, 6, 1000].map((row) => column('text')[row])).toEqual([null, '\u00e41', 'ää'.repeat(3) + '6', null]);
});

test('any texts with NULLs between them come back, whatever their lengths', async () => {
  const text = fc.option(fc.string({ unit: 'grapheme', maxLength: 30 }).filter((each) => !each.includes('\u0000')));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 60 }), async (texts) => {
      const rows = texts.map((each) => (each === null ? '(NULL)' : `('${each.replaceAll("'", "''")}')`));
      expect(await valuesOf(`VALUES ${rows.join(', ')}, (NULL::VARCHAR)`)).toEqual(['string', ...texts, null]);
    }),
    { numRuns: 50 },
  );
});

test('equal results have equal bytes, also in the places of NULLs', async () => {
  const text =
    'SELECT CASE WHEN i % 2 = 0 THEN i * 31 END AS a, CASE WHEN i % 3 = 0 THEN i::DECIMAL(9,1) END AS b FROM range(5000) AS t(i)';
  const [first, second] = [await throughArrow(text), await throughArrow(text)];
  expect(Buffer.from(first.arrow).equals(Buffer.from(second.arrow))).toBe(true);
});

test('no rows still have columns', async () => {
  const { table } = await throughArrow("SELECT 1 AS a, 'x' AS b, [1] AS c, 'y'::ENUM('y') AS d WHERE false");
  expect(table.columns.map((column) => [column.name, column.type, column.values])).toEqual([
    ['a', 'integer', []],
    ['b', 'string', []],
    ['c', 'json', []],
    ['d', 'string', []],
  ]);
});

test('columns of one name are told apart', async () => {
  const { columns } = await throughArrow('SELECT 1 AS x, 2 AS x, 3 AS "X", 4 AS x_1');
  expect(columns.map((column) => column.name)).toEqual(['x', 'x_2', 'X_3', 'x_1']);
});
