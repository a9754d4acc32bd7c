import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { codesOf, columnIn, refusalsOf, rowsIn, totalsIn, warningsIn } from '../testing/matchers.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

const ask: CaseWorkspace['ask'] = (query) => cases.ask(query);
const by = (grain: string) => ({ dimension: 'date', grain });
const month = by('MONTH');
const range = ['2024-01-01', '2024-05-01'];
const lastMonth = { name: 'revenue', compare: { offset: 'P1M', as: ['VALUE', 'PCT'] } };
const columns = ['date', 'revenue', 'revenue_previous', 'revenue_pct'];

describe('W11: each month beside the month before', () => {
  const right = [
    ['2024-01-01', 220, null, null],
    ['2024-02-01', 700, 220, 218.1818],
    ['2024-03-01', 0, 700, -100],
    ['2024-04-01', 30, 0, null],
  ];

  test('before the data begin nothing is known, and nothing is no base of a percentage', async () => {
    const result = await ask({ metrics: [lastMonth], groupBy: [month], time: { range, spine: 'DENSE' } });
    expect(rowsIn(result, columns)).toEqual(right);
    expect(warningsIn(result)).toEqual(['PARTIAL_PERIOD']);
  });

  test('a month is there for its comparison alone', async () => {
    expect(rowsIn(await ask({ metrics: [lastMonth], groupBy: [month], time: { range } }), columns)).toEqual(right);
    expect(rowsIn(await ask({ metrics: [lastMonth], groupBy: [month] }), columns)).toEqual(right);
  });

  test.each([
    ['a range', { time: { range: ['2024-02-01', '2024-03-01'] } }],
    ['a filter over days', { where: { date: { _gte: '2024-02-01', _lt: '2024-03-01' } } }],
    ['the other days', { where: { date: { _nin: ['2024-01-01'], _lte: '2024-02-29', _gt: '2024-01-31' } } }],
  ])('%s of February leaves the earlier January in', async (_, part) => {
    const result = await ask({ metrics: [lastMonth], groupBy: [month], ...part });
    expect(rowsIn(result, columns)).toEqual([['2024-02-01', 700, 220, 218.1818]]);
  });
});

test('single days of a filter are earlier days too', async () => {
  const result = await ask({ metrics: [lastMonth], groupBy: [month], where: { date: ['2024-02-05', '2024-02-20'] } });
  expect(rowsIn(result, columns)).toEqual([['2024-02-01', 0, 150, -100]]);
});

test('columns say what they are', async () => {
  const metrics = [{ name: 'ticket_cost', compare: { offset: 'P1Y' } }];
  const result = await ask({ metrics, time: { range } });
  const shape = result.columns.map(({ name, label, role, type, unit, good, metric }) => [
    name,
    label,
    role,
    type,
    unit,
    good,
    metric,
  ]);
  expect(shape).toEqual([
    ['ticket_cost', 'Ticket cost', 'METRIC', 'integer', 'EUR', 'down', 'ticket_cost'],
    ['ticket_cost_previous', 'Ticket cost, 1 year earlier', 'COMPARE', 'integer', 'EUR', null, 'ticket_cost'],
    ['ticket_cost_delta', 'Ticket cost, change in 1 year', 'COMPARE', 'integer', 'EUR', 'down', 'ticket_cost'],
    ['ticket_cost_pct', 'Ticket cost, change in 1 year in per cent', 'COMPARE', 'real', '%', 'down', 'ticket_cost'],
  ]);
});

test('totals compare the whole earlier time, and no group is lost in them', async () => {
  const time = { range: ['2024-02-01', '2024-03-01'] };
  const metrics = [
    { name: 'revenue', compare: 'P1M' },
    { name: 'responses', compare: 'P1M' },
  ];
  const result = await ask({ metrics, groupBy: ['region'], time, totals: true });
  const names = ['region', 'revenue', 'revenue_previous', 'revenue_delta', 'responses', 'responses_previous'];
  expect(rowsIn(result, names)).toEqual([
    ['North', 200, 150, 50, 1, 2],
    ['South', 0, 70, -70, 1, 0],
    [null, 500, 0, 500, 1, 0],
  ]);
  expect(totalsIn(result, names)).toEqual([[null, 700, 220, 480, 3, 2]]);
});

test('a day stands beside the day of its number, and a day without one beside nothing', async () => {
  const time = { range: ['2024-02-01', '2024-03-01'], spine: 'DENSE' };
  const result = await ask({ metrics: [lastMonth], groupBy: [by('DAY')], time, totals: true });
  const previous = new Map(rowsIn(result, ['date', 'revenue_previous']).map(([day, value]) => [day, value]));
  expect(result.rowCount).toBe(29);
  expect([...previous].filter(([, value]) => value !== 0)).toEqual([
    ['2024-02-01', null],
    ['2024-02-02', null],
    ['2024-02-03', null],
    ['2024-02-04', null],
    ['2024-02-05', 100],
    ['2024-02-20', 50],
  ]);
  expect(totalsIn(result, ['revenue', 'revenue_previous'])).toEqual([[700, 220]]);
  const march = { range: ['2024-03-28', '2024-04-01'], spine: 'DENSE' };
  expect(rowsIn(await ask({ metrics: [lastMonth], groupBy: [by('DAY')], time: march }), columns)).toEqual([
    ['2024-03-28', 0, 0, null],
    ['2024-03-29', 0, 0, null],
    ['2024-03-30', 0, null, null],
    ['2024-03-31', 0, null, null],
  ]);
});

test('a quarter beside the three months that end one month earlier', async () => {
  const result = await ask({
    metrics: [lastMonth],
    groupBy: [by('QUARTER')],
    time: { range: ['2024-01-01', '2024-07-01'] },
  });
  expect(rowsIn(result, columns)).toEqual([
    ['2024-01-01', 920, 920, 0],
    ['2024-04-01', 30, 30, 0],
  ]);
});

test('weeks are compared with weeks, and not with months', async () => {
  const week = { name: 'tickets', compare: { offset: 'P1W', as: ['VALUE', 'DELTA'] } };
  const time = { range: ['2024-02-05', '2024-02-12'] };
  const result = await ask({ metrics: [week], groupBy: [by('WEEK')], time });
  expect(rowsIn(result, ['date', 'tickets', 'tickets_previous', 'tickets_delta'])).toEqual([['2024-02-05', 2, 1, 1]]);
  const [refusal] = await refusalsOf(() =>
    ask({ metrics: [{ name: 'tickets', compare: 'P1Y' }], groupBy: [by('WEEK')], time }),
  );
  expect(refusal).toMatchObject({ code: 'invalid-query', hint: 'Compare with whole weeks: P52W.' });
});

test('scores and ratios are compared by their components', async () => {
  const metrics = [
    { name: 'nps', compare: { offset: 'P1M' } },
    { name: 'revenue_per_response', alias: 'ratio', compare: { offset: 'P1M', as: ['VALUE'] } },
  ];
  const result = await ask({ metrics, groupBy: [month], time: { range } });
  expect(rowsIn(result, ['date', 'nps', 'nps_previous', 'nps_delta', 'nps_pct', 'ratio', 'ratio_previous'])).toEqual([
    ['2024-01-01', 100, null, null, null, 110, null],
    ['2024-02-01', -66.6667, 100, -166.6667, -166.6667, 233.3333, 110],
    ['2024-03-01', null, -66.6667, null, null, null, 233.3333],
    ['2024-04-01', 100, null, null, null, 30, null],
  ]);
});

test('the change from a negative score has the sign of the change', async () => {
  const time = { range: ['2024-04-01', '2024-05-01'] };
  const result = await ask({ metrics: [{ name: 'nps', compare: 'P2M' }], time });
  expect(rowsIn(result, ['nps', 'nps_previous', 'nps_delta', 'nps_pct'])).toEqual([[100, -66.6667, 166.6667, 250]]);
});

test('several earlier times stand beside each other under names of their own', async () => {
  const metrics = [
    { name: 'revenue', alias: 'month', compare: { offset: 'P1M', as: ['VALUE'] } },
    { name: 'revenue', alias: 'quarter', compare: { offset: 'P3M', as: ['VALUE'] } },
  ];
  const result = await ask({ metrics, groupBy: [month], time: { range: ['2024-04-01', '2024-05-01'] } });
  expect(rowsIn(result, ['month', 'month_previous', 'quarter', 'quarter_previous'])).toEqual([[30, 0, 30, 220]]);
});

test('what ends to date is compared with what ended at the same day', async () => {
  const query = { metrics: [lastMonth], groupBy: [month], totals: true };
  const april = { range: ['2024-04-01', '2024-05-01'] };
  const extra = await openCases({
    extraLines: { orders: ['o7,c1,2024-03-10 09:00:00,,40,1', 'o8,c1,2024-03-11 09:00:00,,60,1'] },
  });
  const whole = await extra.ask({ ...query, time: april });
  expect(rowsIn(whole, columns)).toEqual([['2024-04-01', 30, 100, -70]]);
  const toDate = await extra.ask({ ...query, time: { ...april, toDate: true } });
  expect(rowsIn(toDate, columns)).toEqual([['2024-04-01', 30, 40, -25]]);
  expect(totalsIn(toDate, columns)).toEqual([[null, 30, 40, -25]]);
  extra.database.close();
});

test('a time of which the data know nothing is not known, with or without groups', async () => {
  const metrics = [
    { name: 'responses', compare: 'P1Y' },
    { name: 'revenue', compare: 'P1Y' },
  ];
  const names = ['responses', 'responses_previous', 'responses_delta', 'revenue_previous', 'revenue_pct'];
  expect(rowsIn(await ask({ metrics, time: { range } }), names)).toEqual([[6, null, null, null, null]]);
  const later = await ask({ metrics: ['responses', 'revenue'], time: { range: ['2030-01-01', '2030-02-01'] } });
  expect(rowsIn(later, ['responses', 'revenue'])).toEqual([[null, null]]);
});

test('answers are chosen and sorted by what was before and by the change', async () => {
  const result = await ask({
    metrics: [{ name: 'revenue', compare: 'P1M' }],
    groupBy: [month],
    time: { range, spine: 'DENSE' },
    having: { revenue_previous: { _gte: 0 } },
    orderBy: ['-revenue_delta'],
  });
  expect(rowsIn(result, ['date', 'revenue_delta'])).toEqual([
    ['2024-02-01', 480],
    ['2024-04-01', 30],
    ['2024-03-01', -700],
  ]);
  const query = { metrics: [lastMonth], groupBy: [month], orderBy: ['revenue_delta'] };
  expect(await codesOf(() => ask(query))).toEqual(['invalid-query']);
});

test('fiscal years are compared with fiscal years', async () => {
  const fiscal = await openCases({ settings: { fiscalYearStart: 2 } });
  const metrics = [{ name: 'revenue', compare: { offset: 'P1Y', as: ['VALUE'] } }];
  const time = { range: ['2024-02-01', '2025-02-01'] };
  const result = await fiscal.ask({ metrics, groupBy: [by('FISCAL_YEAR')], time });
  expect(rowsIn(result, ['date', 'revenue', 'revenue_previous'])).toEqual([['2024-02-01', 730, 220]]);
  fiscal.database.close();
});

test('without a range nobody knows what is earlier than everything', async () => {
  const metrics = [{ name: 'revenue', compare: 'P1M' }];
  expect(await codesOf(() => ask({ metrics }))).toEqual(['invalid-query']);
  expect(await codesOf(() => ask({ metrics, groupBy: [month], totals: true }))).toEqual(['invalid-query']);
  const subtotals = await ask({ metrics, groupBy: ['region', month], totals: [{ by: ['date'] }] });
  expect(totalsIn(subtotals, ['date', 'revenue', 'revenue_previous'])).toEqual([
    ['2024-01-01', 220, null],
    ['2024-02-01', 700, 220],
    ['2024-03-01', 0, 700],
    ['2024-04-01', 30, 0],
  ]);
});

test('the earlier rows have an account of their own', async () => {
  const result = await ask({ metrics: [lastMonth], time: { range: ['2024-02-01', '2024-03-01'] } });
  expect(result.accounting.map(({ leg, rowsUsed }) => [leg, rowsUsed])).toEqual([
    ['orders', 2],
    ['orders, 1 month earlier', 3],
  ]);
  expect(columnIn(result, 'revenue_previous').type).toBe('decimal');
});
