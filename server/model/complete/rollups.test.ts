import { expect, test } from 'vitest';
import { formatExpression } from '../expression/format.ts';
import { caseModel } from '../../testing/case-workspace.ts';

const model = caseModel({
  append: {
    'customers.yml': `
  shipped: { from: orders, value: 'sum(amount)', where: 'shipped_at is not null', empty: 0, as_of: fact }
  channels: { from: responses, value: 'count(distinct channel)' }
  mean_score: { from: responses, value: 'avg(score)', bands: { low: '< 7', high: '>= 7' } }
  late_line: { from: lines, take: first, of: line_amount, order_by: [order_id desc, line_no] }
  unhappy_buyer: { from: orders, value: 'count(*)', where: "customer.nps_class = 'detractor'" }
`,
  },
});
const rollups = model.datasets.get('customers')?.rollups;

test('a rollup knows its way to the entity, what it takes and what nothing means', () => {
  const band = rollups?.get('ticket_band');
  expect(band).toMatchObject({
    entity: 'customers',
    from: 'tickets',
    path: ['customer'],
    value: { is: 'aggregate', aggregate: 'count', of: null, type: { name: 'bigint', precision: null } },
    where: null,
    empty: 0,
    type: 'string',
    time: 'opened_at',
    asOf: 'END',
  });
  expect(band?.bands?.map(({ label, condition }) => [label, formatExpression(condition)])).toEqual([
    ['0', 'value = 0'],
    ['1', 'value = 1'],
    ['2+', 'value >= 2'],
  ]);
});

test('the last answer is taken in an order that leaves no tie', () => {
  const { value, where, bands, empty, type } = rollups?.get('nps_class') ?? {};
  expect(value).toEqual({
    is: 'take',
    take: 'last',
    of: { op: 'column', path: ['score'] },
    orderBy: [
      { column: 'answered_at', direction: 'ASC' },
      { column: 'response_id', direction: 'ASC' },
    ],
  });
  expect([where === null || where === undefined ? null : formatExpression(where), empty, type]).toEqual([
    'score is not null',
    'never answered',
    'string',
  ]);
  expect(bands?.map(({ label }) => label)).toEqual(['promoter', 'passive', 'detractor']);
});

test.each([
  ['first_ticket', 'timestamp', null, 'opened_at', 'END'],
  ['last_order', 'timestamp', null, 'ordered_at', 'END'],
  ['shipped', 'number', 0, 'ordered_at', 'FACT'],
  ['channels', 'number', 0, 'answered_at', 'END'],
  ['mean_score', 'string', null, 'answered_at', 'END'],
  ['late_line', 'number', null, null, 'END'],
])('%s is a %s, %s where there is nothing, known by %s as of %s', (name, ...expected) => {
  const { type, empty, time, asOf } = rollups?.get(name) ?? {};
  expect([type, empty, time, asOf]).toEqual(expected);
});

test('the way to the entity may have several steps', () => {
  expect(rollups?.get('late_line')?.path).toEqual(['order', 'customer']);
});

test('a rollup is a dimension under its plain name, wherever its entity is reached', () => {
  const band = model.dimensions.get('ticket_band');
  expect(band).toMatchObject({ label: 'Ticket band', type: 'string', grains: [] });
  expect([...(band?.reach ?? [])].map(([dataset, ways]) => [dataset, ways[0]?.joins.join('.')])).toEqual([
    ['customers', ''],
    ['lines', 'order.customer'],
    ['mrr', 'customer'],
    ['orders', 'customer'],
    ['responses', 'customer'],
    ['themes', 'response.customer'],
    ['tickets', 'customer'],
  ]);
  expect(model.dimensions.get('first_ticket')).toMatchObject({
    type: 'timestamp',
    grains: ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR'],
  });
});

test('a row of nobody is in no phase of anybody', () => {
  const [home] = model.dimensions.get('phase')?.homes ?? [];
  expect(home === undefined ? null : formatExpression(home.expression)).toBe(
    'case when customer.customer_id is null then null else ' +
      "case when customer.first_ticket is null then 'never' when answered_at < customer.first_ticket then 'before' else 'after' end end",
  );
});

test('dimensions are reached by as-of joins too, and a shorter way by key is preferred', () => {
  const joinsTo = (dimension: string, dataset: string) =>
    model.dimensions
      .get(dimension)
      ?.reach.get(dataset)
      ?.map(({ joins }) => joins.join('.'));
  expect(joinsTo('orders.size', 'responses')).toEqual(['last_order']);
  expect(joinsTo('orders.size', 'tickets')).toEqual(['first_response.last_order']);
  expect(joinsTo('region', 'responses')).toEqual(['customer']);
});
