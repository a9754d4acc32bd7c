import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../../testing/case-workspace.ts';
import { rowsIn, totalsIn } from '../../testing/matchers.ts';
import { duckdb } from '../../sql/dialects/duckdb.ts';
import { prepareMetricQuery } from '../answer/answer.ts';
import { parseMetricQuery } from '../language/parse-query.ts';
import { openPolicy } from '../policy/policy.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

function statementOf(query: object): string {
  const parsed = parseMetricQuery(query, { purpose: 'service_improvement', zone: 'UTC', weekStart: 'MONDAY' });
  return prepareMetricQuery(parsed, openPolicy(cases.model), cases.database.facts, duckdb).statement.text;
}

const byMonth = { dimension: 'date', grain: 'MONTH' };
const byDay = /FROM \(SELECT t0\."ordered_at(__day)?" .* GROUP BY "ordered_at(__day)?"\) AS t0/;
const byCustomer = 'AS s3 GROUP BY "customer_id") AS t0';

test('rows are added up by day before periods are made of the days', async () => {
  const query = { metrics: ['revenue', 'orders'], groupBy: [byMonth], totals: ['GRAND'] };
  expect(statementOf(query)).toMatch(byDay);
  const result = await cases.ask(query);
  expect(rowsIn(result, ['date', 'revenue', 'orders'])).toEqual([
    ['2024-01-01', 220, 3],
    ['2024-02-01', 700, 2],
    ['2024-04-01', 30, 1],
  ]);
  expect(totalsIn(result, ['revenue', 'orders'])).toEqual([[950, 6]]);
});

test('a count of no rows is none, and a sum of none is what no rows mean', async () => {
  const time = { range: ['2024-03-01', '2024-04-01'] };
  const whole = await cases.ask({ metrics: ['revenue', 'orders'], time });
  const query = { metrics: ['revenue', 'orders'], time, groupBy: [byMonth], totals: ['GRAND'] };
  expect(statementOf(query)).toMatch(byDay);
  expect(totalsIn(await cases.ask(query), ['revenue', 'orders'])).toEqual(rowsIn(whole, ['revenue', 'orders']));
  expect(totalsIn(await cases.ask(query), ['orders'])).toEqual([[0]]);
});

test('where an entity is looked up with its rollup, its rows are added up first', () => {
  expect(statementOf({ metrics: ['revenue'], groupBy: ['nps_class'] })).toContain(byCustomer);
  expect(statementOf({ metrics: ['revenue'], groupBy: ['region'] })).not.toContain(byCustomer);
});

test('what does not add up, or looks at more than the day or the key, is aggregated once', () => {
  const asItWas = { metrics: ['revenue'], groupBy: [{ dimension: 'nps_class', asOf: 'FACT' }] };
  expect(statementOf(asItWas)).not.toContain(byCustomer);
  expect(statementOf({ metrics: ['revenue'], groupBy: ['nps_class', byMonth] })).not.toContain(byCustomer);
  const filtered = { metrics: ['revenue'], groupBy: [byMonth], where: { region: 'North' } };
  expect(statementOf(filtered)).not.toMatch(byDay);
});

test('who is counted by what is known of them stands once before it is looked up', () => {
  expect(statementOf({ metrics: ['reach'], groupBy: ['region'] })).toContain('SELECT DISTINCT t0."customer_id"');
  expect(statementOf({ metrics: ['reach'], groupBy: ['region', byMonth] })).not.toContain('SELECT DISTINCT t0.');
});
