import { expect, test } from 'vitest';
import { TrivetError } from '../../lib/errors.ts';
import type { QueryParameter, SavedQuery } from '../../model/model.ts';
import { queryParameters } from './query-parameters.ts';

const declared: readonly QueryParameter[] = [
  { name: 'region', type: 'string', default: null },
  { name: 'least', type: 'number', default: 10 },
  { name: 'open', type: 'boolean', default: false },
  { name: 'constructor', type: 'date', default: '2024-01-01' },
];
const saved: SavedQuery = {
  name: 'q',
  label: 'Q',
  description: null,
  file: 'datasets/queries.yml',
  line: 1,
  query: {},
  parameters: new Map(declared.map((parameter) => [parameter.name, parameter])),
};

function values(given: Readonly<Record<string, string | string[]>>): object {
  return Object.fromEntries(queryParameters(saved, given));
}

function refusals(given: Readonly<Record<string, string | string[]>>): readonly string[] {
  try {
    values(given);
  } catch (thrown) {
    if (thrown instanceof TrivetError) return [thrown.message, ...thrown.refusals.map(({ message }) => message)];
  }
  return [];
}

test('what an address leaves out has its default', () => {
  expect(values({})).toEqual({ region: null, least: 10, open: false, constructor: '2024-01-01' });
});

test('texts become values of the declared type; an empty one is nothing', () => {
  expect(values({ region: '007', least: '-1.5e2', open: 'true', constructor: '2024-02-29' })).toEqual({
    region: '007',
    least: -150,
    open: true,
    constructor: '2024-02-29',
  });
  expect(values({ region: '', least: '', open: '', constructor: '' })).toEqual({
    region: null,
    least: null,
    open: null,
    constructor: null,
  });
});

test.each([
  ['least', 'NaN'],
  ['least', 'Infinity'],
  ['least', '1e999'],
  ['least', '0x10'],
  ['least', '1 '],
  ['open', 'yes'],
  ['constructor', '2024-02-30'],
  ['constructor', '24-1-1'],
  ['constructor', 'today'],
])('%s is not %s', (name, text) => {
  expect(refusals({ [name]: text })).toEqual([expect.stringContaining(name)]);
});

test('all that is wrong is said at once', () => {
  expect(refusals({ least: 'x', open: 'y', region: ['a', 'b'] })).toEqual([
    'region is given 2 times.',
    'least is a number such as 12.5, not x.',
    'open is true or false, not y.',
  ]);
});
