import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TrivetError } from '../lib/errors.ts';
import { EngineBroken, scrub, sqlError } from './sql-error.ts';

let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
  await connection.run('SET errors_as_json = true');
  await connection.run('CREATE TABLE orders AS SELECT 1 AS channel, 2 AS score');
});

afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

async function errorOf(text: string): Promise<TrivetError> {
  const thrown = await connection.run(text).then(
    () => new Error('ran'),
    (error: unknown) => sqlError(error, text),
  );
  if (!(thrown instanceof TrivetError)) throw thrown;
  return thrown;
}

test('an unknown column is shown where it stands, with the nearest names, past an umlaut and an emoji', async () => {
  const error = await errorOf("select 'ü😀',\n  chanel from orders");
  expect(error.code).toBe('sql-invalid');
  expect(error.message).toBe('Referenced column "chanel" not found in FROM clause!');
  expect(error.hint).toBe('Did you mean channel?');
  expect(error.position).toEqual({ line: 2, column: 3, offset: 16, length: 6 });
});

test('a syntax error is shown where it stands, past an umlaut and an emoji', async () => {
  const error = await errorOf("select 'ü😀', form orders x");
  expect(error.message).toBe('syntax error at or near "x"');
  expect(error.position).toEqual({ line: 1, column: 27, offset: 26, length: 1 });
});

test('a text that stops too early says so', async () => {
  expect((await errorOf('select 1 +')).hint).toBe(
    'Something is missing at the end: a bracket, a table or an expression.',
  );
});

test('an unknown function and an unknown table have a hint', async () => {
  expect((await errorOf("select lenght('a')")).hint).toBe('Did you mean length?');
  expect((await errorOf('from order_s')).hint).toBe('Did you mean orders?');
});

test('a forgotten GROUP BY has a hint', async () => {
  expect((await errorOf('select channel, sum(score) from orders')).hint).toBe(
    'Add it to GROUP BY, or take any_value() of it.',
  );
});

test('a failed conversion names the value', async () => {
  expect((await errorOf("select 'abc'::integer")).message).toBe("Could not convert string 'abc' to INT32");
});

test('paths of the machine are left out', () => {
  expect(scrub('Cannot access file "/srv/trivet/secret/a.csv" - disabled')).toBe(
    'Cannot access file "a.csv" - disabled',
  );
  expect(scrub("No magic bytes in '../cache/x.duckdb'")).toBe("No magic bytes in 'x.duckdb'");
  expect(scrub('IO Error: /home/someone/data/orders.duckdb: not found')).toBe('IO Error: orders.duckdb: not found');
  expect(scrub('1 / 2 is a quotient, a/b too')).toBe('1 / 2 is a quotient, a/b too');
});

test("a full disk is told as such, not as a mistake of the statement's", () => {
  const thrown = new Error(
    '{"exception_type":"IO","exception_message":"Could not write file \\"00ff.part\\": No space left on device"}',
  );
  expect(sqlError(thrown, 'SELECT 1')).toMatchObject({
    code: 'disk-full',
    message: 'The disk is full: the result could not be kept.',
  });
});

test("a mistake of the engine itself is not the caller's", () => {
  const thrown = new Error(
    '{"exception_type":"FATAL","exception_message":"database has been invalidated: /srv/data/a.duckdb"}',
  );
  const error = sqlError(thrown, 'SELECT 1');
  expect(error).toBeInstanceOf(EngineBroken);
  expect(error.message).toBe('database has been invalidated: a.duckdb');
});

test('memory that runs out below the engine is told as such, and a mistake of ours stays one', () => {
  expect(sqlError(new Error('std::bad_alloc'), '')).toMatchObject({ code: 'out-of-memory' });
  expect(sqlError(new Error('Invalid Input Error: no'), '')).toMatchObject({ code: 'sql-invalid' });
  expect(sqlError(new Error('x is not a function'), '')).not.toBeInstanceOf(TrivetError);
});
