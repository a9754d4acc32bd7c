import { expect, test } from 'vitest';
import { parseExpression } from '../../model/expression/parse.ts';
import type { Dimension, Model } from '../../model/model.ts';
import { column, dataset, modelOf } from '../../testing/sample-dataset.ts';
import { readableDataset } from './readable-dataset.ts';
import { conditionsIn, filteredSource, refuseIdle } from './where.ts';

const customers = dataset('customers', {
  columns: [column('customer_id', 'string'), column('region', 'string')],
  key: ['customer_id'],
});
const tickets = dataset('tickets', {
  columns: [column('ticket_id', 'string'), column('customer_id', 'string'), column('opened_at', 'timestamp')],
  time: { default: 'opened_at', zone: 'UTC', columns: ['opened_at'], coverage: { from: null, through: null } },
  joins: new Map([
    [
      'customer',
      {
        name: 'customer',
        from: 'tickets',
        to: 'customers',
        cardinality: 'many_to_one',
        on: [['customer_id', 'customer_id']],
        via: null,
        weight: null,
        asOf: null,
      },
    ],
  ]),
});

const region: Dimension = {
  name: 'region',
  label: 'Region',
  description: null,
  type: 'string',
  grains: [],
  nulls: 'MERGE',
  homes: [{ dataset: 'customers', expression: parseExpression('region') }],
  reach: new Map([
    ['customers', [{ home: 'customers', joins: [] }]],
    ['tickets', [{ home: 'customers', joins: ['customer'] }]],
  ]),
};
const date: Dimension = { ...region, name: 'date', type: 'calendar', homes: [], reach: new Map() };
const model: Model = {
  ...modelOf([customers, tickets]),
  dimensions: new Map([
    ['region', region],
    ['date', date],
  ]),
};

function filtered(where: unknown, of = tickets): string {
  return filteredSource(conditionsIn(where), readableDataset(of), model).source.print().text;
}

test('a condition looks along the join to the one row that has its dimension', () => {
  expect(filtered({ region: 'North' })).toBe(
    '(SELECT r.* FROM "tickets" AS r WHERE ((SELECT j1."region" FROM "customers" AS j1 WHERE j1."customer_id" = r."customer_id") = $1))',
  );
  expect(filtered({ region: 'North' }, customers)).toBe('(SELECT r.* FROM "customers" AS r WHERE (r."region" = $1))');
});

test('the calendar is each relation’s own time; a relation without one stays whole', () => {
  expect(filtered({ date: { _gte: '2026-01-01' } })).toBe(
    '(SELECT r.* FROM "tickets" AS r WHERE (CAST(r."opened_at" AS DATE) >= $1))',
  );
  expect(filtered({ date: { _gte: '2026-01-01' } }, customers)).toBe('"customers"');
});

test('columns can be asked about too, and nothing at all leaves the name', () => {
  expect(filtered({ ticket_id: ['t1', 't2'] })).toContain('r."ticket_id" IN ($1, $2)');
  expect(filtered(undefined)).toBe('"tickets"');
});

test('values of another type, unknown operators and conditions on entities are refused', () => {
  expect(() => filtered({ region: 3 })).toThrow('3 is not a string.');
  expect(() => filtered({ region: { _above: 'a' } })).toThrow('_above');
  expect(() => filtered({ customers: { _none: 'tickets' } })).toThrow('Conditions on entities are for metric queries.');
});

test('a condition that acts nowhere is refused by name', () => {
  const conditions = conditionsIn({ regoin: 'North' });
  const { applied } = filteredSource(conditions, readableDataset(tickets), model);
  expect(() => refuseIdle(conditions, new Set(applied), ['region', 'date'])).toThrow(
    'None of the data that are bound here has regoin.',
  );
});

test('data about employees are not filtered: two filters could tell of a few persons', () => {
  const pulse = dataset('pulse', { columns: [column('employee', 'string')], population: 'employees', k: 10 });
  expect(() => filtered({ employee: 'e1' }, pulse)).toThrow('pulse is about employees');
  expect(filtered(undefined, pulse)).toBe('"pulse"');
});
