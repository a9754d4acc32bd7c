import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AsOf, Join, Model } from '../model/model.ts';
import { asOfByNeighbours } from '../sql/dialects/as-of-join.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { askIn, type TestAsk } from '../testing/ask.ts';
import { caseModel, caseFolder } from '../testing/case-workspace.ts';
import { openDatabase, type TestDatabase } from '../testing/database.ts';
import { withDimensions, withJoins } from '../testing/hand-made.ts';
import { columnIn, rowsIn, warningsIn } from '../testing/matchers.ts';

const backward: AsOf = {
  at: 'answered_at',
  match: 'ordered_at',
  direction: 'backward',
  inclusive: true,
  within: null,
  tieBreak: ['order_id desc'],
};

function asOf(from: string, to: string, rule: AsOf): Join {
  return {
    name: 'nearest',
    from,
    to,
    cardinality: 'as_of',
    on: [['customer_id', 'customer_id']],
    via: null,
    weight: null,
    asOf: rule,
  };
}

const size = "case when nearest.amount >= 150 then 'big' when nearest.amount is null then 'none' else 'small' end";

function lastOrder(rule: Partial<AsOf> = {}): Model {
  const joined = withJoins(caseModel(), 'responses', [asOf('responses', 'orders', { ...backward, ...rule })]);
  return withDimensions(joined, {
    response: { home: 'responses', expr: 'response_id' },
    last_order: { home: 'responses', expr: 'nearest.order_id' },
    order_region: { home: 'responses', expr: 'nearest.customer.region' },
    size: { home: 'responses', expr: size },
    amount: { home: 'responses', expr: 'nearest.amount', type: 'number' },
  });
}

function firstResponse(rule: Partial<AsOf> = {}): Model {
  const forward: AsOf = {
    ...backward,
    at: 'opened_at',
    match: 'answered_at',
    direction: 'forward',
    tieBreak: ['response_id'],
    ...rule,
  };
  return withDimensions(withJoins(caseModel(), 'tickets', [asOf('tickets', 'responses', forward)]), {
    ticket: { home: 'tickets', expr: 'ticket_id' },
    first_response: { home: 'tickets', expr: 'nearest.response_id' },
  });
}

let database: TestDatabase;
let withTie: TestDatabase;
beforeAll(async () => {
  database = await openDatabase({ model: caseModel(), folder: caseFolder });
  const extraLines = { orders: ['o7,c1,2024-02-01 09:00:00,2024-02-03 09:00:00,25,1'] };
  withTie = await openDatabase({ model: caseModel(), folder: caseFolder, extraLines });
});
afterAll(() => {
  database.close();
  withTie.close();
});

const dialects = [
  { name: 'an as-of join', dialect: duckdb },
  { name: 'the neighbours', dialect: { ...duckdb, asOfJoin: asOfByNeighbours } },
];

describe.each(dialects)('by $name', ({ dialect }) => {
  const askOf = (model: Model, on: TestDatabase = database): TestAsk =>
    askIn({ model, database: on, facts: on.facts, dialect });
  const orderOfResponse = async (rule: Partial<AsOf>, on: TestDatabase = database) => {
    const result = await askOf(lastOrder(rule), on)({ metrics: ['responses'], groupBy: ['response', 'last_order'] });
    return rowsIn(result, ['response', 'last_order']);
  };

  test('W17: each response has the order that was the latest when it was given', async () => {
    expect(await orderOfResponse({})).toEqual([
      ['r1', 'o1'],
      ['r2', 'o2'],
      ['r3', null],
      ['r4', 'o4'],
      ['r5', null],
      ['r6', null],
    ]);
  });

  test('W17: an order too long ago counts as none, and no earlier one takes its place', async () => {
    const within = await orderOfResponse({ within: 'P14D' });
    expect(within.map(([, order]) => order)).toEqual(['o1', null, null, 'o4', null, null]);
    const month = await orderOfResponse({ within: 'P1M' });
    expect(month.map(([, order]) => order)).toEqual(['o1', 'o2', null, 'o4', null, null]);
  });

  test('W17: the score by the size of the latest order, and what found none', async () => {
    const result = await askOf(lastOrder())({ metrics: ['nps', 'responses'], groupBy: ['size'] });
    expect(rowsIn(result, ['size', 'responses', 'nps'])).toEqual([
      ['big', 1, -100],
      ['none', 3, 66.6667],
      ['small', 2, 0],
    ]);
    expect(warningsIn(result)).toContain('ASOF_UNMATCHED(3)');
    const [account] = result.accounting;
    expect(account).toMatchObject({ rowsInSource: 6, rowsUsed: 6, asOfUnmatched: 3, nullKeyRows: 0, orphanRows: 0 });
    expect(account?.paths).toMatchObject([
      { path: 'nearest', asOf: { matched: 3, unmatched: 3, reused: 0, ties: 0, share: 0.5 } },
    ]);
  });

  test('an as-of match is filtered by like any other dimension', async () => {
    const ask = askOf(lastOrder());
    expect(rowsIn(await ask({ metrics: ['responses'], where: { size: 'small' } }), ['responses'])).toEqual([[2]]);
    const metrics = ['responses', { name: 'responses', alias: 'late', filter: { amount: { _gte: 100 } } }];
    expect(rowsIn(await ask({ metrics }), ['responses', 'late'])).toEqual([[6, 2]]);
  });

  test('what lies behind an as-of match is reached through it, within the tolerance alone', async () => {
    const query = { metrics: ['responses'], groupBy: ['order_region'] };
    const regions = ['order_region', 'responses'];
    expect(rowsIn(await askOf(lastOrder())(query), regions)).toEqual([
      ['North', 2],
      ['South', 1],
      [null, 3],
    ]);
    expect(rowsIn(await askOf(lastOrder({ within: 'P14D' }))(query), regions)).toEqual([
      ['North', 1],
      ['South', 1],
      [null, 4],
    ]);
  });

  test('W17b: of two orders of one moment the declared one is taken', async () => {
    expect((await orderOfResponse({}, withTie)).map(([, order]) => order)).toEqual([
      'o1', 'o7', null, 'o4', null, null,
    ]); // prettier-ignore
    const ascending = await orderOfResponse({ tieBreak: ['order_id asc'] }, withTie);
    expect(ascending[1]).toEqual(['r2', 'o2']);
    const result = await askOf(lastOrder(), withTie)({ metrics: ['responses'], groupBy: ['size'] });
    expect(warningsIn(result)).toContain('ASOF_TIES(1)');
  });

  test('W25: the first response at or after each ticket, where one response answers for two', async () => {
    const result = await askOf(firstResponse())({ metrics: ['tickets'], groupBy: ['ticket', 'first_response'] });
    expect(rowsIn(result, ['ticket', 'first_response'])).toEqual([
      ['t1', 'r1'],
      ['t2', 'r2'],
      ['t3', 'r2'],
      ['t4', 'r4'],
    ]);
    expect(warningsIn(result)).toEqual(['ASOF_REUSED(1)']);
  });

  test('a forward match within a tolerance, and one that may not be of the same moment', async () => {
    const near = await askOf(firstResponse({ within: 'P7D' }))({ metrics: ['tickets'], groupBy: ['first_response'] });
    expect(rowsIn(near, ['first_response', 'tickets'])).toEqual([
      ['r1', 1],
      ['r4', 1],
      [null, 2],
    ]);
    const strictly = { at: 'ordered_at', match: 'ordered_at', tieBreak: ['order_id'] };
    const orders = (inclusive: boolean) =>
      withDimensions(
        withJoins(caseModel(), 'orders', [asOf('orders', 'orders', { ...backward, ...strictly, inclusive })]),
        { order: { home: 'orders', expr: 'order_id' }, before: { home: 'orders', expr: 'nearest.order_id' } },
      );
    const query = { metrics: ['orders'], groupBy: ['order', 'before'] };
    expect(rowsIn(await askOf(orders(false))(query), ['order', 'before'])).toEqual([
      ['o1', null],
      ['o2', 'o1'],
      ['o3', null],
      ['o4', null],
      ['o5', 'o4'],
      ['o6', null],
    ]);
    expect(columnIn(await askOf(orders(true))(query), 'before').values).toEqual(['o1', 'o2', 'o3', 'o4', 'o5', 'o6']);
  });
});

test('the reason of a missing match says whether the key or the match is missing', async () => {
  const ask = askIn({ model: lastOrder(), database, facts: database.facts });
  const result = await ask({
    metrics: ['responses'],
    groupBy: [{ dimension: 'orders.size', path: ['nearest'], nulls: 'SPLIT' }],
  });
  expect(rowsIn(result, ['orders__size', 'orders__size_reason', 'responses'])).toEqual([
    ['big', null, 1],
    ['small', null, 2],
    [null, 'NO_MATCH', 2],
    [null, 'NO_KEY', 1],
  ]);
});

test('explain names the kind of each join', async () => {
  const ask = askIn({ model: lastOrder(), database, facts: database.facts });
  const { explain } = await ask({ metrics: ['responses'], groupBy: ['order_region'] });
  expect(explain.legs[0]?.joins).toEqual(['nearest → orders, as of', 'nearest.customer → customers']);
});

test('W17b: ten thousand rows with four of each moment have one same sum on every run', async () => {
  const large = await openDatabase({ model: caseModel(), folder: caseFolder });
  await large.execute(`
    CREATE OR REPLACE TABLE data.orders AS SELECT 'o' || lpad(i::VARCHAR, 6, '0') AS order_id, 'c' || (i % 50) AS customer_id,
      TIMESTAMP '2024-01-01' + INTERVAL 1 HOUR * ((i // 200) % 50) AS ordered_at, NULL::TIMESTAMP AS shipped_at,
      i::DECIMAL(18,2) AS amount, 0::DECIMAL(18,2) AS ship_fee FROM range(10000) s(i) ORDER BY hash(i);
    CREATE OR REPLACE TABLE data.responses AS SELECT 'r' || i AS response_id, 'c' || (i % 50) AS customer_id,
      TIMESTAMP '2024-01-01' + INTERVAL 1 HOUR * ((i * 7) % 50) AS answered_at, 9::BIGINT AS score, 'web' AS channel,
      'service_improvement' AS consent_scope FROM range(1000) s(i)`);
  const model = lastOrder();
  const ask = askIn({ model, database: large, facts: large.facts });
  const sums = new Set<number>();
  for (let run = 0; run < 5; run++) {
    const result = await ask({ metrics: ['responses'], groupBy: ['amount'], limit: 10_000 });
    sums.add(rowsIn(result, ['amount', 'responses']).reduce((sum, [amount, n]) => sum + Number(amount) * Number(n), 0));
  }
  large.close();
  // Customer k always asks at hour 7k mod 50 and gets the last of its four: 20 · Σ (200 · (7k mod 50) + 150 + k).
  expect([...sums]).toEqual([5_074_500]);
});
