import { expect, test } from 'vitest';
import { TrivetError } from '../../lib/errors.ts';
import type { ColumnType } from '../model.ts';
import { readExpression } from './read.ts';
import type { Scope } from './scope.ts';
import { storageOf } from './storage.ts';

const columns = new Map<string, readonly [ColumnType['name'], string | null]>([
  ['n', ['integer', null]],
  ['eur', ['decimal', 'EUR']],
  ['usd', ['decimal', 'USD']],
  ['x', ['real', null]],
  ['text', ['string', null]],
  ['yes', ['boolean', null]],
  ['day', ['date', null]],
  ['at', ['timestamp', null]],
]);

const scope: Scope = {
  column: ([name = '']) => {
    const [type, unit] = columns.get(name) ?? [];
    if (type === undefined) throw new TrivetError('unknown-column', `no ${name}`);
    return { type: { name: type, precision: type === 'decimal' ? [18, 2] : null }, unit: unit ?? null };
  },
};

test.each([
  ['n + eur', 'number'],
  ["text = 'a'", 'boolean'],
  ['day < at', 'boolean'],
  ['coalesce(day, at)', 'timestamp'],
  ['case when yes then n end', 'number'],
  ["case when yes then 'a' else null end", 'string'],
  ["date_trunc('month', at)", 'date'],
  ['null', 'unknown'],
  ['null + 1', 'number'],
  ['if(yes, text, null)', 'string'],
  ['n is null', 'boolean'],
])('%s is a %s', (text, type) => {
  expect(readExpression(text, scope).type).toBe(type);
});

test.each([
  ['text + 1', 1, 'text is a string, but a number is needed.'],
  ['n and yes', 1, 'n is a number, but a boolean is needed.'],
  ['yes = n', 7, 'yes is a boolean and n a number: they cannot be compared.'],
  ["day > '2024-01-01'", 7, "day is a date and '2024-01-01' a string: they cannot be compared."],
  ["n in (1, 'a')", 10, "n is a number and 'a' a string: they cannot be compared."],
  ['n = null', 1, 'A comparison with null is never true.'],
  ['n in (1, null)', 10, 'A comparison with null is never true.'],
  ["case when yes then 1 else 'a' end", 27, "'a' is a string among numbers."],
  ['day - day', 1, 'day is a date, but a number is needed.'],
  ['lower(n)', 7, 'n is a number, but a string is needed.'],
  ['round()', 7, ') stands where a value is expected.'],
  ['round(n, 1, 2)', 1, 'round is given 3 arguments.'],
  ["date_diff('days', day, at)", 11, "'days' is no unit of date_diff."],
  ['n + missing', 5, 'no missing'],
])('%s is refused at column %i', (text, column, message) => {
  expect(() => readExpression(text, scope)).toThrow(
    expect.objectContaining({ message, position: expect.objectContaining({ column }) }),
  );
});

test.each([
  ['eur', 'EUR'],
  ['eur * 2', 'EUR'],
  ['eur / eur', null],
  ['eur / n', 'EUR'],
  ['coalesce(eur, 0)', 'EUR'],
  ['case when eur > 10 then eur else 0 end', 'EUR'],
  ['eur > 1', null],
])('%s is in %s', (text, unit) => {
  expect(readExpression(text, scope).unit).toBe(unit);
});

test.each(['eur + usd', 'eur > usd', 'yes and eur > usd', 'coalesce(eur, usd)', 'case when yes then eur else usd end'])(
  '%s mixes two currencies',
  (text) => {
    expect(() => readExpression(text, scope)).toThrow(expect.objectContaining({ code: 'unit-mismatch' }));
  },
);

test.each([
  ['n', 'bigint', null],
  ['n * 2', 'bigint', null],
  ['n / 2', 'real', null],
  ['eur + n', 'decimal', [38, 2]],
  ['eur * usd', 'decimal', [38, 4]],
  ['eur * 0.19', 'real', null],
  ['coalesce(eur, 0)', 'decimal', [38, 2]],
  ['case when yes then 1 else x end', 'real', null],
  ['length(text)', 'bigint', null],
  ['round(eur)', 'real', null],
  ['least(day, at)', 'timestamp', null],
])('%s is kept as %s', (text, name, precision) => {
  const storage = storageOf(readExpression(text, scope).expression, scope);
  expect(storage).toEqual({ name, precision });
});
