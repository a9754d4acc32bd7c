import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ColumnTypeName, ModelColumn } from '../../model/model.ts';
import { raw, sql } from '../../sql/sql.ts';
import { column } from '../../testing/sample-dataset.ts';
import { columnSql } from './column-sql.ts';
import { databaseOf, literal } from './database.ts';

let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
  await connection.run("SET TimeZone = 'Europe/Berlin'");
});

afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

/** What a text of the source becomes: the value as text, `missing`, or `refused`. */
async function fromText(
  written: string | null,
  type: ColumnTypeName,
  more: Partial<ModelColumn> = {},
): Promise<string> {
  return become(
    written === null ? raw('CAST(NULL AS VARCHAR)') : sql`CAST(${literal(written)} AS VARCHAR)`,
    'VARCHAR',
    column('c', type, more),
  );
}

async function become(value: ReturnType<typeof raw>, engineType: string, declared: ModelColumn): Promise<string> {
  const made = columnSql(declared, { sql: raw('c0'), engineType });
  const [row] = await databaseOf(connection).rows(
    sql`SELECT CAST(${made.given} AS VARCHAR) AS given, CAST(${made.value} AS VARCHAR) AS value FROM (SELECT ${value} AS c0)`,
  );
  if (row?.['given'] === null) return 'missing';
  return row?.['value'] === null ? 'refused' : String(row?.['value']);
}

test.each<[string | null, ColumnTypeName, string]>([
  ['12', 'integer', '12'],
  [' 12 ', 'integer', '12'],
  ['-3', 'integer', '-3'],
  ['60.000', 'integer', '60'],
  ['1.5', 'integer', 'refused'],
  ['1_000', 'integer', 'refused'],
  ['0x10', 'integer', 'refused'],
  ['FEWER THAN 50', 'integer', 'refused'],
  ['99999999999999999999', 'integer', 'refused'],
  ['12.345', 'decimal', '12.35'],
  ['1e3', 'decimal', '1000.00'],
  ['1,5', 'decimal', 'refused'],
  ['0.22004132231405', 'real', '0.22004132231405'],
  ['NaN', 'real', 'refused'],
  ['inf', 'real', 'refused'],
  ['1e999', 'real', 'refused'],
  ['Yes', 'boolean', 'true'],
  ['N', 'boolean', 'false'],
  ['2', 'boolean', 'refused'],
  ['2024-02-29', 'date', '2024-02-29'],
  ['2023-02-29', 'date', 'refused'],
  ['2018-01-18 14:48:30', 'date', '2018-01-18'],
  ['infinity', 'date', 'refused'],
  ['007', 'string', '007'],
  ['', 'string', 'missing'],
  ['  ', 'integer', 'missing'],
  [null, 'string', 'missing'],
])('%j read as %s is %s', async (written, type, expected) => {
  expect(await fromText(written, type)).toBe(expected);
});

test('a time without an offset is read in the zone of the dataset, one with an offset is taken at its word', async () => {
  expect(await fromText('2024-07-01 12:00:00', 'timestamp')).toBe('2024-07-01 10:00:00');
  expect(await fromText('2024-01-01 12:00:00', 'timestamp')).toBe('2024-01-01 11:00:00');
  expect(await fromText('2024-07-01T12:00:00Z', 'timestamp')).toBe('2024-07-01 12:00:00');
  expect(await fromText('2024-07-01T12:00:00+05:30', 'timestamptz')).toBe('2024-07-01 06:30:00');
  expect(await become(raw("TIMESTAMP '2024-07-01 12:00:00'"), 'TIMESTAMP', column('c', 'timestamp'))).toBe(
    '2024-07-01 10:00:00',
  );
  expect(
    await become(raw("TIMESTAMPTZ '2024-07-01 12:00:00+00'"), 'TIMESTAMP WITH TIME ZONE', column('c', 'timestamptz')),
  ).toBe('2024-07-01 12:00:00');
});

test('dates are read as the format says, and a year of two digits is no year of antiquity', async () => {
  expect(await fromText('1/5/2019', 'date', { format: '%m/%d/%Y' })).toBe('2019-01-05');
  expect(await fromText('5.1.2019', 'date', { format: '%d.%m.%Y' })).toBe('2019-01-05');
  expect(await fromText('1/5/19', 'date', { format: '%m/%d/%Y' })).toBe('refused');
  expect(await fromText('13/5/2019', 'date', { format: '%m/%d/%Y' })).toBe('refused');
  expect(await fromText('05.01.2019 14:30', 'timestamp', { format: '%d.%m.%Y %H:%M' })).toBe('2019-01-05 13:30:00');
});

test.each([
  ['1.234,56', '1.234.567,8', '1234567.80'],
  ['1,234.56', '1,234,567.8', '1234567.80'],
  ['1 234,56', '12 345,5', '12345.50'],
  ['0,00', '3,5', '3.50'],
  ['1,234', '12,345', '12345.00'],
  ['$1,234.00', '$1,500.25', '1500.25'],
  ['12 %', '37 %', '37.00'],
  ["1'234.50", "2'000.75", '2000.75'],
])('a number written like %s: %s is %s', async (format, written, expected) => {
  expect(await fromText(written, 'decimal', { format })).toBe(expected);
});

test('a format that is no sample of a number is refused', async () => {
  await expect(fromText('1', 'decimal', { format: 'money' })).rejects.toMatchObject({ code: 'invalid-model' });
});

test('texts that mean missing are missing, whatever stands around them', async () => {
  expect(await fromText('NA', 'integer', { nulls: ['NA', 'Not Available'] })).toBe('missing');
  expect(await fromText(' Not Available', 'string', { nulls: ['NA', 'Not Available'] })).toBe('missing');
  expect(await fromText('na', 'integer', { nulls: ['NA'] })).toBe('refused');
  expect(await become(raw('-99'), 'INTEGER', column('c', 'integer', { nulls: ['-99'] }))).toBe('missing');
});

test('keys get their leading zeros back, and longer ones lose nothing', async () => {
  const pad = { length: 6, with: '0' };
  expect(await fromText('10001', 'string', { pad })).toBe('010001');
  expect(await fromText('02013F', 'string', { pad })).toBe('02013F');
  expect(await fromText('1234567', 'string', { pad })).toBe('1234567');
  expect(await become(raw('10001'), 'BIGINT', column('c', 'string', { pad }))).toBe('010001');
});

test('typed sources are held to the declared type as well', async () => {
  expect(await become(raw('CAST(1.5 AS DOUBLE)'), 'DOUBLE', column('c', 'integer'))).toBe('refused');
  expect(await become(raw('CAST(3 AS DOUBLE)'), 'DOUBLE', column('c', 'integer'))).toBe('3');
  expect(await become(raw("CAST('NaN' AS DOUBLE)"), 'DOUBLE', column('c', 'real'))).toBe('refused');
  expect(await become(raw('42'), 'INTEGER', column('c', 'string'))).toBe('42');
});
