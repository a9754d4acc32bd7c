import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { codesOf, refusalsOf, rowsIn, totalsIn, warningsIn } from '../testing/matchers.ts';
import { prepareMetricQuery } from './answer/answer.ts';
import { parseMetricQuery } from './language/parse-query.ts';
import { openPolicy } from './policy/policy.ts';

let cases: CaseWorkspace;
let more: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
  more = await openCases({
    append: {
      'customers.yml': `
  order_sum: { from: orders, value: sum(amount), empty: 0 }
  order_count: { from: orders, value: count(*), empty: 0, as_of: fact }
  order_days: { from: orders, value: count(distinct ordered_at) }
  highest: { from: responses, value: max(score) }
  mean_score: { from: responses, value: avg(score) }
  middle_score: { from: responses, value: median(score) }
  first_channel: { from: responses, take: first, of: channel, order_by: [answered_at, response_id], empty: none }
  many_orders: { from: orders, value: count(*), where: "customer.ticket_band = '2+'", empty: 0 }
`,
      'metrics.yml': `
  early_revenue: { kind: sum, of: orders.amount, where: "ordered_at < customer.first_ticket" }
`,
    },
  });
});
afterAll(() => {
  cases.database.close();
  more.database.close();
});

const ask: CaseWorkspace['ask'] = (query) => cases.ask(query);
const askMore: CaseWorkspace['ask'] = (query) => more.ask(query);

test('R1: what tickets say about customers splits everything else, and nothing is multiplied', async () => {
  const columns = ['ticket_band', 'customers', 'revenue', 'responses', 'nps'];
  const result = await ask({ metrics: columns.slice(1), groupBy: ['ticket_band'], totals: true });
  expect(rowsIn(result, columns)).toEqual([
    ['0', 3, 50, 2, 100],
    ['1', 1, 100, 1, -100],
    ['2+', 1, 300, 2, 0],
    [null, null, 500, 1, 0],
  ]);
  expect(totalsIn(result, columns)).toEqual([[null, 5, 950, 6, 16.6667]]);
});

describe('R2: the class by the latest answer', () => {
  test('as it is in the end, with the rows that are older than the answer that classed them', async () => {
    const result = await ask({ metrics: ['customers', 'revenue'], groupBy: ['nps_class'] });
    expect(rowsIn(result, ['nps_class', 'customers', 'revenue'])).toEqual([
      ['detractor', 2, 400],
      ['never answered', 1, null],
      ['promoter', 2, 50],
      [null, null, 500],
    ]);
    expect(warningsIn(result)).toEqual(['HINDSIGHT(3)', 'ORPHANS(1)']);
    expect(result.accounting.map(({ dataset, hindsight }) => [dataset, hindsight])).toEqual([
      ['customers', []],
      ['orders', [{ entity: 'customers', rollup: 'nps_class', rows: 3 }]],
    ]);
  });

  test('as it was when each order was placed: hindsight had made detractors of promoters', async () => {
    const result = await ask({ metrics: ['revenue'], groupBy: [{ dimension: 'nps_class', asOf: 'FACT' }] });
    expect(rowsIn(result, ['nps_class', 'revenue'])).toEqual([
      ['detractor', 30],
      ['never answered', 170],
      ['promoter', 250],
      [null, 500],
    ]);
    expect(warningsIn(result)).toEqual(['ORPHANS(1)']);
  });

  test('both stand side by side in one answer', async () => {
    const groupBy = ['nps_class', { dimension: 'nps_class', asOf: 'FACT' }];
    const result = await ask({ metrics: ['revenue'], groupBy });
    expect(rowsIn(result, ['nps_class', 'nps_class_fact', 'revenue'])).toEqual([
      ['detractor', 'detractor', 30],
      ['detractor', 'never answered', 170],
      ['detractor', 'promoter', 200],
      ['promoter', 'promoter', 50],
      [null, null, 500],
    ]);
  });

  test('a filter on the class follows the way it is grouped', async () => {
    const where = { nps_class: 'promoter' };
    expect(rowsIn(await ask({ metrics: ['revenue'], where }), ['revenue'])).toEqual([[50]]);
    const asOf = await ask({ metrics: ['revenue'], groupBy: [{ dimension: 'nps_class', asOf: 'FACT' }], where });
    expect(rowsIn(asOf, ['nps_class', 'revenue'])).toEqual([['promoter', 250]]);
  });

  test('what came after the instant that is asked about does not count', async () => {
    const result = await ask({ metrics: ['customers'], groupBy: ['nps_class'], asOf: '2024-02-01T00:00:00Z' });
    expect(rowsIn(result, ['nps_class', 'customers'])).toEqual([
      ['never answered', 3],
      ['promoter', 2],
    ]);
  });
});

test('R3: before and after the first ticket, where those without a ticket are neither', async () => {
  const result = await ask({ metrics: ['responses', 'nps'], groupBy: ['phase'] });
  expect(rowsIn(result, ['phase', 'responses', 'nps'])).toEqual([
    ['after', 3, -33.3333],
    ['never', 2, 100],
    [null, 1, 0],
  ]);
  expect(rowsIn(await ask({ metrics: ['responses'], where: { phase: 'never' } }), ['responses'])).toEqual([[2]]);
});

test('a time that is rolled up has the periods of a calendar', async () => {
  const result = await ask({
    metrics: ['customers', 'revenue'],
    groupBy: [{ dimension: 'first_order', grain: 'MONTH' }],
  });
  expect(rowsIn(result, ['first_order', 'customers', 'revenue'])).toEqual([
    ['2024-01-01', 3, 450],
    [null, 2, 500],
  ]);
});

test('a measure may look at a rollup', async () => {
  const result = await askMore({ metrics: ['early_revenue', 'revenue'], groupBy: ['region'] });
  expect(rowsIn(result, ['region', 'early_revenue', 'revenue'])).toEqual([
    ['North', 100, 350],
    ['South', 70, 100],
    [null, null, 500],
  ]);
});

test('sums, distinct counts, extremes, means and firsts of each entity', async () => {
  const names = ['order_sum', 'order_days', 'highest', 'mean_score', 'middle_score', 'first_channel', 'many_orders'];
  const result = await askMore({ metrics: ['customers'], groupBy: ['customer', ...names] });
  expect(rowsIn(result, ['customer', ...names])).toEqual([
    ['c1', 300, 2, 10, 8, 8, 'email', 2],
    ['c2', 50, 1, 9, 9, 9, 'email', 0],
    ['c3', 100, 2, 3, 3, 3, 'web', 0],
    ['c4', 0, 0, 10, 10, 10, 'email', 0],
    ['c5', 0, 0, null, null, null, 'none', 0],
  ]);
});

test('as of each order, the orders, sums, extremes and firsts until then', async () => {
  const names = ['order_count', 'order_sum', 'order_days', 'highest', 'mean_score', 'first_channel'];
  const groupBy = [{ dimension: 'date', grain: 'DAY' }, ...names.map((dimension) => ({ dimension, asOf: 'FACT' }))];
  const result = await askMore({ metrics: ['orders'], groupBy });
  expect(rowsIn(result, ['date', ...names])).toEqual([
    ['2024-01-05', 1, 100, 1, null, null, 'none'],
    ['2024-01-20', 1, 50, 1, 9, 9, 'email'],
    ['2024-01-31', 1, 70, 1, null, null, 'none'],
    ['2024-02-01', 2, 300, 2, 10, 10, 'email'],
    ['2024-02-15', null, null, null, null, null, null],
    ['2024-04-10', 2, 100, 2, 3, 3, 'web'],
  ]);
});

test('a rollup that is declared as of the fact is so unless the query says END', async () => {
  const groups = async (asOf?: string) =>
    rowsIn(await askMore({ metrics: ['orders'], groupBy: [{ dimension: 'order_count', asOf }] }), [
      'order_count',
      'orders',
    ]);
  expect(await groups()).toEqual([
    [1, 3],
    [2, 2],
    [null, 1],
  ]);
  expect(await groups('END')).toEqual([
    [1, 1],
    [2, 4],
    [null, 1],
  ]);
});

test('what cannot be told as of each row is refused by name', async () => {
  const asOf = (metrics: string[], dimension: string) => () =>
    askMore({ metrics, groupBy: [{ dimension, asOf: 'FACT' }] });
  const [median] = await refusalsOf(asOf(['orders'], 'middle_score'));
  expect(median).toMatchObject({ code: 'unsupported', message: expect.stringContaining('customers.middle_score') });
  const [untimed] = await refusalsOf(asOf(['customers'], 'highest'));
  expect(untimed).toMatchObject({ code: 'dimension-not-conformed', message: expect.stringContaining('customers') });
  expect(await codesOf(asOf(['orders'], 'region'))).toEqual(['invalid-query']);
});

test('one rollup is computed once for all legs, and the account of each leg computes only its own', async () => {
  const result = await ask({ metrics: ['revenue', 'responses', 'tickets'], groupBy: ['ticket_band'] });
  expect(result.explain.sql.match(/rollup0 AS \(/g)).toHaveLength(1);
  expect(result.explain.sql.match(/JOIN rollup0 AS/g)).toHaveLength(3);
  expect(result.explain.legs[0]?.joins).toEqual([
    'customer → customers',
    'customer.ticket_band@END → tickets, rolled up',
  ]);
});

test('an account looks at a rollup only for the age of rows or for a filter', async () => {
  const { model, database } = cases;
  const accountsOf = (query: object) => {
    const parsed = parseMetricQuery(query, { purpose: 'service_improvement', zone: 'UTC', weekStart: 'MONDAY' });
    const prepared = prepareMetricQuery(parsed, openPolicy(model), database.facts, duckdb);
    return prepared.accounts.map(({ text }) => text.includes('rollup0'));
  };
  const asOf = { dimension: 'nps_class', asOf: 'FACT' };
  expect(accountsOf({ metrics: ['revenue'], groupBy: [asOf] })).toEqual([false]);
  expect(accountsOf({ metrics: ['revenue'], groupBy: [asOf], where: { nps_class: 'promoter' } })).toEqual([true]);
  expect(accountsOf({ metrics: ['revenue', 'customers'], groupBy: ['nps_class'] })).toEqual([true, false]);
});
