import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { randomMacros } from './random.ts';

test('names of things stay apart when there are more than ten million', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(randomMacros(1));
  const reader = await connection.runAndReadAll(
    "SELECT named('R', 7), named('R', 9999999), named('R', 10000001), named('R', 100000010), named('T', NULL)",
  );
  expect(reader.getRowsJson()).toEqual([['R0000007', 'R9999999', 'R10000001', 'R100000010', 'T']]);
  connection.closeSync();
  instance.closeSync();
});
