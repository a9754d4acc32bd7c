import { expect, test } from 'vitest';
import type { Filter } from '../language/metric-query.ts';
import { everywhere, mayContain, type Region, whereHolds, whereIs, within } from './region.ts';

const naming = { isCalendar: (name: string) => name === 'date', isPersonal: (name: string) => name === 'customer' };
const is = (on: string, ...values: readonly string[]): Region => whereIs(everywhere, on, values, naming);
const condition = (on: string, operator: '_gte' | '_lt' | '_like' | '_neq', value: string | number): Filter => ({
  is: 'condition',
  on,
  operator,
  values: [value],
  keepNulls: false,
});
const where = (on: string, operator: '_gte' | '_lt' | '_like' | '_neq', value: string | number): Region =>
  whereHolds(everywhere, condition(on, operator, value), naming);

test.each<readonly [string, Region, Region, boolean]>([
  ['everything and a part', everywhere, is('region', 'North'), true],
  ['two values and one', is('region', 'North', 'South'), is('region', 'North'), true],
  ['other values', is('region', 'North'), is('region', 'South'), false],
  ['another dimension', is('region', 'North'), is('channel', 'web'), false],
  ['persons, who have a region', is('region', 'North'), is('customer', 'c1', 'c2'), true],
  [
    'a month and days in it',
    within(everywhere, ['2024-02-01', '2024-03-01']),
    within(everywhere, ['2024-02-01', '2024-02-07']),
    true,
  ],
  [
    'a month and days beyond',
    within(everywhere, ['2024-02-01', '2024-03-01']),
    within(everywhere, ['2024-02-01', '2024-03-02']),
    false,
  ],
  ['days by a condition', where('date', '_gte', '2024-01-01'), within(everywhere, ['2024-02-01', '2024-03-01']), true],
  [
    'days that end earlier',
    where('date', '_lt', '2024-02-15'),
    within(everywhere, ['2024-02-01', '2024-03-01']),
    false,
  ],
  ['bounds of one figure', where('size', '_gte', 5), where('size', '_gte', 6), true],
  ['bounds of two figures', where('size', '_gte', 5), where('cost', '_gte', 6), false],
  ['a pattern and a value', where('region', '_like', 'N%'), is('region', 'North'), true],
  ['a value and an exception', is('region', 'North'), where('region', '_neq', 'South'), true],
])('%s', (_, outer, inner, expected) => {
  expect(mayContain(outer, inner)).toBe(expected);
});
