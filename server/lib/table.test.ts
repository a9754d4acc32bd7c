import { expect, test } from 'vitest';
import { columnOf, isNumeric, plainValue, rowsOf, type Table } from './table.ts';

const table: Table = {
  columns: [
    { name: 'region', type: 'string', values: ['North', null] },
    { name: 'revenue', type: 'decimal', values: ['350.50', null] },
    { name: 'responses', type: 'bigint', values: ['3', '0'] },
    { name: '__proto__', type: 'boolean', values: [true, false] },
  ],
  rowCount: 2,
};

test('rows have exact digits as numbers and keep nulls', () => {
  const [first, second] = rowsOf(table).map((row) => Object.entries(row));
  expect(first).toEqual([
    ['region', 'North'],
    ['revenue', 350.5],
    ['responses', 3],
    ['__proto__', true],
  ]);
  expect(second).toEqual([
    ['region', null],
    ['revenue', null],
    ['responses', 0],
    ['__proto__', false],
  ]);
});

test('a column is found by its exact name', () => {
  expect(columnOf(table, 'revenue')?.type).toBe('decimal');
  expect(columnOf(table, 'Revenue')).toBeUndefined();
});

test('a row that is not there has no value', () => {
  expect(plainValue({ name: 'n', type: 'integer', values: [] }, 0)).toBeNull();
});

test('a table without columns still has its rows', () => {
  expect(rowsOf({ columns: [], rowCount: 2 })).toEqual([{}, {}]);
});

test('numbers are numeric whether exact or not, texts and dates are not', () => {
  expect((['integer', 'bigint', 'decimal', 'real'] as const).every(isNumeric)).toBe(true);
  expect((['string', 'boolean', 'date', 'timestamp', 'time', 'json'] as const).some(isNumeric)).toBe(false);
});
