import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { codesOf, rowsIn, totalsIn, warningsIn } from '../testing/matchers.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

const ask: CaseWorkspace['ask'] = (query) => cases.ask(query);
const month = { dimension: 'date', grain: 'MONTH' };
const dense = { range: ['2024-01-01', '2024-05-01'], spine: 'DENSE' };

describe('W10: periods without rows stand in the answer', () => {
  test('with every group that has rows in any of them', async () => {
    const result = await ask({ metrics: ['revenue'], groupBy: [month, 'region'], time: dense });
    expect(rowsIn(result, ['date', 'region', 'revenue'])).toEqual([
      ['2024-01-01', 'North', 150],
      ['2024-01-01', 'South', 70],
      ['2024-01-01', null, 0],
      ['2024-02-01', 'North', 200],
      ['2024-02-01', 'South', 0],
      ['2024-02-01', null, 500],
      ['2024-03-01', 'North', 0],
      ['2024-03-01', 'South', 0],
      ['2024-03-01', null, 0],
      ['2024-04-01', 'North', 0],
      ['2024-04-01', 'South', 30],
      ['2024-04-01', null, 0],
    ]);
  });

  test('and a score without answers is not known', async () => {
    const result = await ask({ metrics: ['responses', 'nps'], groupBy: [month], time: dense });
    expect(rowsIn(result, ['date', 'responses', 'nps', 'nps_n'])).toEqual([
      ['2024-01-01', 2, 100, 2],
      ['2024-02-01', 3, -66.6667, 3],
      ['2024-03-01', 0, null, 0],
      ['2024-04-01', 1, 100, 1],
    ]);
  });

  test('but what lies after the data is not known rather than nothing', async () => {
    const time = { range: ['2024-01-01', '2024-07-01'], spine: 'DENSE' };
    const result = await ask({ metrics: ['revenue', 'orders'], groupBy: [month], time });
    expect(rowsIn(result, ['date', 'revenue', 'orders'])).toEqual([
      ['2024-01-01', 220, 3],
      ['2024-02-01', 700, 2],
      ['2024-03-01', 0, 0],
      ['2024-04-01', 30, 1],
      ['2024-05-01', null, null],
      ['2024-06-01', null, null],
    ]);
    expect(warningsIn(result)).toEqual(['PARTIAL_PERIOD']);
  });
});

test('groups of several datasets are observed together', async () => {
  const result = await ask({ metrics: ['tickets', 'responses'], groupBy: ['region', month], time: dense });
  expect(result.rowCount).toBe(12);
  expect(rowsIn(result, ['region', 'date', 'tickets', 'responses']).slice(8)).toEqual([
    [null, '2024-01-01', 0, 0],
    [null, '2024-02-01', 0, 1],
    [null, '2024-03-01', null, 0],
    [null, '2024-04-01', null, 1],
  ]);
});

test('without a range the periods are those that the data reach', async () => {
  const result = await ask({ metrics: ['revenue', 'tickets'], groupBy: [month], time: { spine: 'DENSE' } });
  expect(rowsIn(result, ['date', 'revenue', 'tickets'])).toEqual([
    ['2024-01-01', 220, 1],
    ['2024-02-01', 700, 3],
    ['2024-03-01', 0, null],
    ['2024-04-01', 30, null],
  ]);
});

test('W16: two time roles share the periods, and what has no date keeps its row', async () => {
  const result = await ask({
    metrics: ['revenue', 'shipped_revenue'],
    groupBy: [month],
    time: { spine: 'DENSE' },
  });
  expect(rowsIn(result, ['date', 'revenue', 'shipped_revenue'])).toEqual([
    ['2024-01-01', 220, 100],
    ['2024-02-01', 700, 820],
    ['2024-03-01', 0, null],
    ['2024-04-01', 30, null],
    [null, null, 30],
  ]);
});

test('subtotals by period are dense too, and totals are as they were', async () => {
  const result = await ask({
    metrics: ['revenue'],
    groupBy: ['region', month],
    time: dense,
    totals: ['GRAND', { by: ['date'] }, { by: ['region'] }],
  });
  expect(totalsIn(result, ['region', 'date', 'revenue'])).toEqual([
    [null, null, 950],
    [null, '2024-01-01', 220],
    [null, '2024-02-01', 700],
    [null, '2024-03-01', 0],
    [null, '2024-04-01', 30],
    ['North', null, 350],
    ['South', null, 100],
    [null, null, 500],
  ]);
});

test('reasons of missing values are kept in every period', async () => {
  const groupBy = [{ dimension: 'region', nulls: 'SPLIT' }, month];
  const time = { range: ['2024-02-01', '2024-04-01'], spine: 'DENSE' };
  const result = await ask({ metrics: ['responses', 'revenue'], groupBy, time });
  expect(rowsIn(result, ['region', 'region_reason', 'date', 'responses', 'revenue'])).toEqual([
    ['North', null, '2024-02-01', 1, 200],
    ['North', null, '2024-03-01', 0, 0],
    ['South', null, '2024-02-01', 1, 0],
    ['South', null, '2024-03-01', 0, 0],
    [null, 'NO_MATCH', '2024-02-01', 0, 500],
    [null, 'NO_MATCH', '2024-03-01', 0, 0],
    [null, 'NO_KEY', '2024-02-01', 1, 0],
    [null, 'NO_KEY', '2024-03-01', 0, 0],
  ]);
});

test.each([
  ['WEEK', 'MONDAY', ['2024-01-29', '2024-02-05', '2024-02-12'], [1, 2, null]],
  ['WEEK', 'SUNDAY', ['2024-01-28', '2024-02-04', '2024-02-11'], [0, 2, 1]],
  ['QUARTER', 'MONDAY', ['2024-01-01'], [3]],
] as const)(
  '%s from %s: a period that the range cuts is shown from its first day',
  async (...[grain, weekStart, days, counts]) => {
    const time = { range: ['2024-02-02', '2024-02-15'], spine: 'DENSE', weekStart };
    const result = await ask({ metrics: ['tickets'], groupBy: [{ dimension: 'date', grain }], time });
    expect(rowsIn(result, ['date', 'tickets'])).toEqual(days.map((day, index) => [day, counts[index]]));
  },
);

test('fiscal quarters and years begin where the workspace says', async () => {
  const fiscal = await openCases({ settings: { fiscalYearStart: 2 } });
  const groupBy = [
    { dimension: 'date', grain: 'FISCAL_YEAR' },
    { dimension: 'date', grain: 'FISCAL_QUARTER' },
  ];
  const result = await fiscal.ask({ metrics: ['revenue'], groupBy, time: { spine: 'DENSE' } });
  expect(rowsIn(result, ['date_fiscal_year', 'date_fiscal_quarter', 'revenue'])).toEqual([
    ['2023-02-01', '2023-11-01', 220],
    ['2024-02-01', '2024-02-01', 730],
  ]);
  expect(result.columns.map(({ grain }) => grain).slice(0, 2)).toEqual(['FISCAL_YEAR', 'FISCAL_QUARTER']);
  const [warning] = result.warnings;
  expect(warning?.message).toBe('The fiscal year from 2024-02-01 is incomplete: orders goes to 2024-04-10.');
  fiscal.database.close();
});

test('more periods than an answer may have are refused before anything runs', async () => {
  const time = { range: ['1800-01-01', '2024-01-01'], spine: 'DENSE' };
  const query = { metrics: ['revenue'], groupBy: [{ dimension: 'date', grain: 'DAY' }], time };
  expect(await codesOf(() => ask(query))).toEqual(['too-many-groups']);
});
