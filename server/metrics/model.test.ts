import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadModel } from '../model/load.ts';
import { metricKinds } from './index.ts';

const folder = join(import.meta.dirname, '../testing/cases/datasets');
const model = loadModel({
  files: readdirSync(folder).map((name) => ({
    file: `datasets/${name}`,
    text: readFileSync(join(folder, name), 'utf8'),
  })),
  settings: {
    name: 'cases',
    zone: 'Europe/Berlin',
    weekStart: 'MONDAY',
    fiscalYearStart: 1,
    purpose: null,
    trusted: false,
  },
  metricKinds,
  connectors: ['csv'],
});

const types = (metric: string) =>
  Object.fromEntries([...(model.metrics.get(metric)?.components ?? [])].map(([name, { type }]) => [name, type]));

const bigint = { name: 'bigint', precision: null };
const real = { name: 'real', precision: null };
const money = { name: 'decimal', precision: [38, 2] };

test('components get their types from the columns they measure', () => {
  expect(types('nps')).toEqual({ promoters: bigint, detractors: bigint, scored: bigint });
  expect(types('average_order')).toEqual({ sum: money, sum_of_squares: real, n: bigint });
  expect(types('revenue')).toEqual({ sum: money });
  expect(types('ticket_cost')).toEqual({ sum: bigint });
  expect(types('median_order')).toEqual({ median: real, n: bigint });
});

test.each([
  ['nps', '100 · (promoters − detractors) / scored answers, of responses'],
  ['shipped_revenue', 'sum of orders.amount, of orders by shipped_at'],
  ['web_responses', "number of rows, of responses where channel = 'web'"],
  ['costly_tickets', 'rows where cost >= 20 / rows where that is known, of tickets'],
])('%s says what it is', (metric, definition) => {
  expect(model.metrics.get(metric)?.definition).toBe(definition);
});

test('a ratio of money and cases is money, and no booking means 0 above it', () => {
  const ratio = model.metrics.get('revenue_per_response');
  expect([ratio?.unit, ratio?.format, ratio?.datasets]).toEqual(['EUR', 'currency', ['orders', 'responses']]);
  expect([...(ratio?.components ?? [])].map(([name, { empty }]) => [name, empty])).toEqual([
    ['numerator', 0],
    ['denominator', 0],
  ]);
});
