import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { codesOf, columnIn, refusalsOf, rowsIn, totalsIn } from '../testing/matchers.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases({
    append: { 'customers.yml': '  first_answer: { from: responses, value: min(answered_at), type: timestamp }\n' },
  });
});
afterAll(() => cases.database.close());

const ask: CaseWorkspace['ask'] = (query) => cases.ask(query);
const cohort = { rollup: 'first_order', grain: 'MONTH', period: 'MONTH' };
const shown = ['cohort', 'cohort_size', 'age', 'buyers', 'buyers_share', 'revenue'];
const w12 = [
  ['2024-01-01', 3, 0, 3, 1, 220],
  ['2024-01-01', 3, 1, 1, 0.3333, 200],
  ['2024-01-01', 3, 3, 1, 0.3333, 30],
  ['2024-02-01', 1, 0, 1, 1, 500],
];

test('W12: buyers and revenue by the month of the first order and the months since', async () => {
  const result = await ask({ metrics: ['buyers', 'revenue'], cohort });
  expect(rowsIn(result, shown)).toEqual(w12);
  expect(result.columns.map(({ name }) => name)).toEqual([
    'cohort', 'age', 'cohort_size', 'buyers', 'buyers_share', 'revenue', 'revenue_share',
  ]); // prettier-ignore
  expect(columnIn(result, 'buyers_share').definition).toBe('buyers / cohort_size');
});

test('W12: a filter takes rows out of a cohort, and never moves or shrinks it', async () => {
  const filtered = await ask({
    metrics: [{ name: 'buyers', filter: { 'orders.size': 'big' } }, 'revenue'],
    cohort,
    where: { 'orders.size': 'big' },
  });
  expect(rowsIn(filtered, shown)).toEqual([
    ['2024-01-01', 3, 1, 1, 0.3333, 200],
    ['2024-02-01', 1, 0, 1, 1, 500],
  ]);
});

test('other datasets follow the same cohorts, by their own time', async () => {
  const result = await ask({ metrics: ['responses', 'tickets'], cohort });
  expect(rowsIn(result, ['cohort', 'cohort_size', 'age', 'responses', 'tickets'])).toEqual([
    ['2024-01-01', 3, 0, 2, 1],
    ['2024-01-01', 3, 1, 2, 3],
    [null, null, null, 2, 0],
  ]);
});

test('periods of another length, before the beginning too', async () => {
  const result = await ask({
    metrics: ['buyers'],
    cohort: { rollup: 'first_answer', grain: 'QUARTER', period: 'MONTH' },
  });
  expect(rowsIn(result, ['cohort', 'cohort_size', 'age', 'buyers'])).toEqual([
    ['2024-01-01', 3, -1, 1],
    ['2024-01-01', 3, 0, 2],
    ['2024-01-01', 3, 1, 1],
    ['2024-01-01', 3, 2, 1],
    [null, null, null, 1],
  ]);
});

test('totals take the size of what they are totals of', async () => {
  const result = await ask({ metrics: ['buyers'], cohort, totals: ['GRAND', { by: ['cohort'] }] });
  expect(totalsIn(result, ['cohort', 'age', 'cohort_size', 'buyers', 'buyers_share'])).toEqual([
    [null, null, 4, 4, 1],
    ['2024-01-01', null, 3, 3, 1],
    ['2024-02-01', null, 1, 1, 1],
  ]);
});

test('cohorts are split further, and ordered by their columns', async () => {
  const result = await ask({ metrics: ['buyers'], groupBy: ['region'], cohort, orderBy: ['-age', 'region'] });
  expect(rowsIn(result, ['region', 'cohort', 'age', 'cohort_size', 'buyers'])).toEqual([
    ['South', '2024-01-01', 3, 3, 1],
    ['North', '2024-01-01', 1, 3, 1],
    ['North', '2024-01-01', 0, 3, 2],
    ['South', '2024-01-01', 0, 3, 1],
    [null, '2024-02-01', 0, 1, 1],
  ]);
});

test('weeks and fiscal quarters are ages too', async () => {
  const ages = async (period: string) =>
    rowsIn(await ask({ metrics: ['orders'], cohort: { ...cohort, period } }), ['cohort', 'age', 'orders']);
  expect(await ages('WEEK')).toEqual([
    ['2024-01-01', 0, 3],
    ['2024-01-01', 4, 1],
    ['2024-01-01', 10, 1],
    ['2024-02-01', 0, 1],
  ]);
  expect(await ages('FISCAL_QUARTER')).toEqual([
    ['2024-01-01', 0, 4],
    ['2024-01-01', 1, 1],
    ['2024-02-01', 0, 1],
  ]);
});

test('a cohort by what is no time, or of rows without one, is refused by name', async () => {
  const [refusal] = await refusalsOf(() => ask({ metrics: ['revenue'], cohort: { ...cohort, rollup: 'ticket_band' } }));
  expect(refusal).toMatchObject({
    code: 'invalid-query',
    message: expect.stringContaining('ticket_band'),
    hint: expect.stringContaining('first_order'),
  });
  expect(await codesOf(() => ask({ metrics: ['revenue'], cohort: { ...cohort, rollup: 'frist_order' } }))).toEqual([
    'invalid-query',
  ]);
  const topN = { dimension: 'age', by: 'revenue', n: 1 };
  expect(await codesOf(() => ask({ metrics: ['revenue'], cohort, topN }))).toContain('invalid-query');
  expect(await codesOf(() => ask({ metrics: ['customers'], cohort }))).toEqual(['dimension-not-conformed']);
  expect(await codesOf(() => ask({ metrics: ['cost'], cohort }))).toEqual([
    'dimension-not-conformed',
    'dimension-not-conformed',
  ]);
});
