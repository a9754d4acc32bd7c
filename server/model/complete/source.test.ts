import { expect, test } from 'vitest';
import { completeSource } from './source.ts';

const workspace = { connectors: ['csv', 'parquet'], trusted: false };

test('a source names a connector, a path and the options of that connector', () => {
  expect(completeSource({ csv: 'data/2024-*.csv', delimiter: ';' }, workspace)).toEqual({
    connector: 'csv',
    path: 'data/2024-*.csv',
    options: { delimiter: ';' },
  });
});

test.each([
  '../orders.csv',
  'data/../../orders.csv',
  '/etc/passwd',
  'C:\\orders.csv',
  '..\\orders.csv',
  'https://example.org/a.csv',
])('%s lies outside of the workspace', (path) => {
  expect(() => completeSource({ csv: path }, workspace)).toThrow(
    expect.objectContaining({ code: 'invalid-model', message: `The source ${path} lies outside of the workspace.` }),
  );
});

test('a file whose name only contains dots lies inside', () => {
  expect(completeSource({ csv: 'data/a..b.csv' }, workspace).path).toBe('data/a..b.csv');
});

test.each([
  [{ csw: 'a.csv' }, 'unknown-kind', 'Did you mean csv?'],
  [{}, 'unknown-kind', 'There is: csv, parquet.'],
  [{ csv: 'a.csv', parquet: 'a.parquet' }, 'invalid-model', 'Keep one.'],
  [{ csv: 3 }, 'invalid-model', 'Name a file or a pattern, such as data/*.csv.'],
  [
    { sql: 'select 1' },
    'untrusted-sql',
    'Read a file and derive columns with expr, or set trusted: true in trivet.yml.',
  ],
])('%j is refused', (spec, code, hint) => {
  expect(() => completeSource(spec, workspace)).toThrow(expect.objectContaining({ code, hint }));
});

test('SQL in a trusted workspace is still no source while no connector reads it', () => {
  expect(() => completeSource({ sql: 'select 1' }, { ...workspace, trusted: true })).toThrow(
    'There is no connector sql.',
  );
});
