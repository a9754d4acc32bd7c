import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { refusalsOf, rowsIn, totalsIn } from '../testing/matchers.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

const ask: CaseWorkspace['ask'] = (query) => cases.ask(query);
const big = { customers: { _metric: { revenue: { _gte: 100 } } } };

async function used(where: object, metric = 'responses'): Promise<unknown> {
  return rowsIn(await ask({ metrics: [metric], where }), [metric])[0]?.[0];
}

test('W14: NPS of the customers with revenue of at least 100', async () => {
  const result = await ask({ metrics: ['nps', 'responses'], where: big });
  expect(rowsIn(result, ['nps', 'nps_n', 'responses'])).toEqual([[-33.3333, 3, 3]]);
  expect(result.accounting[0]).toMatchObject({ rowsInSource: 6, rowsUsed: 3, outsideFilter: 3 });
  expect(result.freshness.map(({ dataset }) => dataset).sort()).toEqual(['orders', 'responses']);
});

test('W15: responses of customers without a ticket, the one without a customer included', async () => {
  expect(await used({ customers: { _none: 'tickets' } })).toBe(3);
});

test.each<[string, object, string, number]>([
  ['less than an amount, which nothing is too', { customers: { _metric: { revenue: { _lt: 100 } } } }, 'responses', 2],
  ['no revenue, of customers who never bought', { customers: { _metric: { revenue: 0 } } }, 'customers', 2],
  ['no value where nothing counts as none', { customers: { _metric: { ticket_cost: null } } }, 'customers', 3],
  ['the entities themselves', big, 'customers', 2],
  [
    'a customer whom no dataset of customers knows',
    { customers: { _metric: { revenue: { _gte: 400 } } } },
    'revenue',
    500,
  ],
  ['a metric of two datasets', { customers: { _metric: { revenue_per_response: { _gte: 100 } } } }, 'responses', 3],
  ['two metrics', { customers: { _metric: { revenue: { _gte: 100 }, tickets: { _gte: 2 } } } }, 'responses', 2],
  ['two bounds', { customers: { _metric: { revenue: { _gte: 50, _lt: 100 } } } }, 'responses', 1],
  ['a score', { customers: { _metric: { nps: 100 } } }, 'revenue', 50],
  [
    'a time of its own',
    { customers: { _metric: { revenue: { _gte: 100 } }, time: { range: ['2024-01-01', '2024-02-01'] } } },
    'responses',
    2,
  ],
  ['not such a customer, which a missing one is not', { _not: big }, 'responses', 3],
  ['or something else', { _or: [big, { region: null }] }, 'responses', 5],
  ['no response', { customers: { _none: 'responses' } }, 'revenue', 500],
  ['neither tickets nor orders', { customers: { _none: ['tickets', 'orders'] } }, 'customers', 2],
  ['with a ticket', { _not: { customers: { _none: 'tickets' } } }, 'responses', 3],
  [
    'a condition and an absence',
    { customers: { _metric: { revenue: { _gte: 1 } }, _none: 'tickets' } },
    'responses',
    1,
  ],
])('%s', async (_, where, metric, expected) => {
  expect(await used(where, metric)).toBe(expected);
});

test('W23: a condition of one metric alone stands beside the others', async () => {
  const ofBig = { name: 'responses', alias: 'of_big', filter: big };
  const none = { name: 'responses', alias: 'without_ticket', filter: { customers: { _none: 'tickets' } } };
  const result = await ask({ metrics: ['responses', ofBig, none], groupBy: ['region'], totals: 'GRAND' });
  const columns = ['region', 'responses', 'of_big', 'without_ticket'];
  expect(rowsIn(result, columns)).toEqual([
    ['North', 3, 2, 1],
    ['South', 1, 1, 0],
    [null, 2, 0, 2],
  ]);
  expect(totalsIn(result, columns)).toEqual([[null, 6, 3, 3]]);
  expect(result.accounting).toHaveLength(1);
});

test('the range of the query does not decide who is selected', async () => {
  const result = await ask({ metrics: ['responses'], where: big, time: { range: ['2024-01-01', '2024-02-01'] } });
  expect(rowsIn(result, ['responses'])).toEqual([[1]]);
});

describe('refused', () => {
  test.each<[string, object, string, readonly [message: RegExp, hint: RegExp]]>([
    [
      'an entity that does not exist',
      { custmers: { _none: 'tickets' } },
      'unknown-dataset',
      [/custmers/, /customers\?/],
    ],
    [
      'rows that are no entity',
      { orders: { _none: 'tickets' } },
      'invalid-query',
      [/orders is no entity/, /customers/],
    ],
    ['an unknown metric', { customers: { _metric: { revnue: 1 } } }, 'unknown-metric', [/revnue/, /revenue/]],
    ['an unknown dataset', { customers: { _none: 'tickts' } }, 'unknown-dataset', [/tickts/, /tickets/]],
    ['a text for a number', { customers: { _metric: { revenue: 'x' } } }, 'invalid-query', [/not a number/, /number/]],
    [
      'a metric of rows without a key',
      { customers: { _metric: { cost: 1 } } },
      'filter-not-conformed',
      [/odd_names/, /join/],
    ],
    ['a dataset without a key', { customers: { _none: 'odd_names' } }, 'filter-not-conformed', [/odd_names/, /join/]],
    ['a misspelt part', { customers: { _metric: { revenue: 1 }, tme: {} } }, 'invalid-query', [/tme/, /time/]],
    [
      'a range backwards',
      { customers: { _metric: { revenue: 1 }, time: ['2024-02-01', '2024-01-01'] } },
      'invalid-query',
      [/time/, /from the first/],
    ],
    [
      'no metric named',
      { customers: { _metric: { _gte: 1 } } },
      'invalid-query',
      [/by the name of a metric/, /revenue/],
    ],
    ['a number for a dataset', { customers: { _none: 5 } }, 'invalid-query', [/name of a dataset/, /tickets/]],
  ])('%s', async (_, where, code, [message, hint]) => {
    const [refusal] = await refusalsOf(() => ask({ metrics: ['responses'], where }));
    expect(refusal?.code).toBe(code);
    expect(refusal?.message).toMatch(message);
    expect(refusal?.hint ?? '').toMatch(hint);
  });

  test('rows that belong to no such entity, unless that is said', async () => {
    const [refusal] = await refusalsOf(() => ask({ metrics: ['cost', 'responses'], where: big }));
    expect(refusal).toMatchObject({ code: 'filter-not-conformed', message: expect.stringContaining('odd_names') });
    const result = await ask({ metrics: ['cost', 'responses'], where: big, filterScope: 'PER_FACT' });
    expect(rowsIn(result, ['responses'])).toEqual([[3]]);
  });

  test.each([{ _none: 'private_notes' }, { _metric: { private_notes: 1 } }])(
    'a dataset that may not be used for the purpose, also where it only selects: %j',
    async (condition) => {
      const notes = `version: 1
dataset: private_notes
kind: operational
source: { csv: data/tickets.csv }
key: [ticket_id]
purposes: [service_improvement]
columns: { ticket_id: { type: string }, customer_id: { type: string } }
joins: { customer: { to: customers, on: { customer_id: customer_id }, cardinality: many_to_one } }
`;
      const more = 'version: 1\nmetrics: { private_notes: { kind: count, of: private_notes } }\n';
      const guarded = await openCases({ files: { 'private_notes.yml': notes, 'more.yml': more } });
      const query = { metrics: ['responses'], where: { customers: condition } };
      const [refusal] = await refusalsOf(() => guarded.ask({ ...query, purpose: 'research' }));
      expect(refusal).toMatchObject({ code: 'purpose-denied', message: expect.stringContaining('private_notes') });
      expect((await guarded.ask(query)).rowCount).toBe(1);
      guarded.database.close();
    },
  );
});
