import { expect, test } from 'vitest';
import { originalPosition } from './original-position.ts';

const stored = `read_parquet('${'a'.repeat(64)}.parquet')`;
const relations = ['scope."orders"', stored];
const place = (text: string, spliced: string, word: string) =>
  originalPosition(text, spliced, relations, spliced.lastIndexOf(word));

test('a place behind a replaced table is found in the text as it was written', () => {
  const text = 'select o.x\nfrom orders as o join big on big.n = o.nn';
  const spliced = `select o.x\nfrom scope."orders" as o join ${stored} AS "big" on big.n = o.nn`;
  expect(place(text, spliced, 'o.nn')).toEqual({ line: 2, column: 38, offset: 48, length: 1 });
});

test('an alias that the author wrote himself is not taken for ours', () => {
  const text = 'select 1 from orders AS "orders" where x';
  expect(place(text, 'select 1 from scope."orders" AS "orders" where x', 'x')).toMatchObject({ column: 40 });
});

test('a place inside of what a relation stands for is nowhere in the text', () => {
  expect(originalPosition('from orders', 'from scope."orders" AS "orders"', relations, 8)).toBeUndefined();
});

test('an umlaut and an emoji before it do not move a place', () => {
  const text = "select 'ä😀' as t, y from orders";
  expect(place(text, 'select \'ä😀\' as t, y from scope."orders" AS "orders"', 'y')).toMatchObject({
    line: 1,
    column: 20,
  });
});
