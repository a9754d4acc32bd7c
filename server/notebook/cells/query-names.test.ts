import { expect, test } from 'vitest';
import { aliasesOf, dimensionsOf, entitiesOf, metricsOf } from './query-names.ts';

const query = {
  metrics: ['nps', { name: 'revenue', alias: 'web', filter: { channel: 'web' } }],
  groupBy: ['region', { dimension: 'date', grain: 'MONTH' }],
  where: {
    _and: [
      { 'tickets.kind': { _in: ['late'] } },
      { customers: { _metric: { ticket_cost: { _gte: 100 } }, _none: ['orders'] } },
    ],
  },
  topN: { dimension: 'region', by: 'responses', n: 2 },
  cohort: { rollup: 'first_order', grain: 'MONTH' },
};

test('every metric counts that decides an answer, also one that ranks or filters entities', () => {
  expect(metricsOf(query)).toEqual(['nps', 'revenue', 'responses', 'ticket_cost']);
  expect(metricsOf({ metrics: 'nps', topN: { by: 'nps' } })).toEqual(['nps']);
  expect(metricsOf({ metrics: [query.metrics[1] ?? ''], topN: { by: 'web' } })).toEqual(['revenue']);
});

test('dimensions are what is grouped by, filtered on, and made cohorts of', () => {
  expect(dimensionsOf(query)).toEqual(['region', 'date', 'first_order', 'tickets.kind', 'channel']);
});

test('entities of filters are datasets, and so are those that they must have none of', () => {
  expect(entitiesOf(query)).toEqual(['customers', 'orders']);
  expect(entitiesOf({ metrics: ['nps'], where: { region: 'North' } })).toEqual([]);
});

test('an alias leads to its metric', () => {
  expect([...aliasesOf(query)]).toEqual([
    ['nps', 'nps'],
    ['web', 'revenue'],
  ]);
});
