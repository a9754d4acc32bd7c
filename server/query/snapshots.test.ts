import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { codesOf, rowsIn, totalsIn } from '../testing/matchers.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases({
    append: {
      'mrr.yml': `
  briefly: { agg: sum, of: mrr, semi_additive: { over: snap, take: carry, per: customer_id, carry: P20D } }
  any_day: { agg: sum, of: mrr }
`,
      'metrics.yml': `
  brief_mrr: { kind: sum, of: mrr.briefly }
  any_mrr: { kind: sum, of: mrr.any_day }
`,
    },
  });
});
afterAll(() => cases.database.close());

const ask: CaseWorkspace['ask'] = (query) => cases.ask(query);
const policies = ['mrr', 'mrr_last_per', 'mrr_carried'];
const byMonth = { dimension: 'date', grain: 'MONTH' };

test('W9: each policy by month, and over the quarter the state at its end, not a sum', async () => {
  const result = await ask({ metrics: policies, groupBy: [byMonth], totals: true });
  expect(rowsIn(result, ['date', ...policies])).toEqual([
    ['2024-01-01', 35, 35, 35],
    ['2024-02-01', 32, 38, 38],
    ['2024-03-01', 19, 19, 39],
  ]);
  expect(totalsIn(result, policies)).toEqual([[19, 39, 39]]);
  expect(rowsIn(await ask({ metrics: policies }), policies)).toEqual([[19, 39, 39]]);
  const quarter = await ask({ metrics: policies, groupBy: [{ dimension: 'date', grain: 'QUARTER' }] });
  expect(rowsIn(quarter, ['date', ...policies])).toEqual([['2024-01-01', 19, 39, 39]]);
});

test('by customer and month, with the totals of each', async () => {
  const totals = [{ by: ['date'] }, { by: ['customer'] }];
  const result = await ask({ metrics: policies, groupBy: ['customer', byMonth], totals });
  expect(rowsIn(result, ['customer', 'date', ...policies])).toEqual([
    ['c1', '2024-01-01', 10, 10, 10],
    ['c1', '2024-02-01', 12, 12, 12],
    ['c1', '2024-03-01', 12, 12, 12],
    ['c2', '2024-01-01', 20, 20, 20],
    ['c2', '2024-02-01', 20, 20, 20],
    ['c2', '2024-03-01', null, null, 20],
    ['c3', '2024-01-01', 5, 5, 5],
    ['c3', '2024-02-01', null, 6, 6],
    ['c3', '2024-03-01', 7, 7, 7],
  ]);
  const found = new Map(
    result.totals.map(({ totalOf, values }) => [`${totalOf.join()} ${values.slice(0, 2).join(' ').trim()}`, values]),
  );
  expect(found.get('date 2024-02-01')?.slice(2, 5).map(Number)).toEqual([32, 38, 38]);
  expect(found.get('customer c2')?.slice(2, 5)).toEqual([null, 20, 20]);
  expect(found.get('customer c3')?.slice(2, 5).map(Number)).toEqual([7, 7, 7]);
});

test('a filter does not move the last date: parts add up to the whole', async () => {
  const where = { region: 'South' };
  expect(rowsIn(await ask({ metrics: policies, groupBy: [byMonth], where }), ['date', ...policies])).toEqual([
    ['2024-01-01', 5, 5, 5],
    ['2024-02-01', null, 6, 6],
    ['2024-03-01', 7, 7, 7],
  ]);
});

test('a range cuts the periods, and what is carried may be older', async () => {
  const time = { range: ['2024-02-01', '2024-02-20'] };
  expect(rowsIn(await ask({ metrics: policies, time }), policies)).toEqual([[6, 6, 36]]);
});

test('a state is carried no longer than is said', async () => {
  const columns = ['mrr_carried', 'brief_mrr'];
  const result = await ask({ metrics: columns, groupBy: [byMonth], totals: true });
  expect(rowsIn(result, ['date', ...columns])).toEqual([
    ['2024-01-01', 35, 35],
    ['2024-02-01', 38, 38],
    ['2024-03-01', 39, 19],
  ]);
  expect(totalsIn(result, columns)).toEqual([[39, 19]]);
});

test('a state stands beside facts, and beside the month before', async () => {
  const metrics = ['revenue', { name: 'mrr_carried', compare: 'P1M' }, { name: 'mrr', compare: 'P1M' }];
  const result = await ask({ metrics, groupBy: [byMonth], time: { range: ['2024-01-01', '2024-04-01'] } });
  expect(rowsIn(result, ['date', 'revenue', 'mrr_carried', 'mrr_carried_previous', 'mrr', 'mrr_previous'])).toEqual([
    ['2024-01-01', 220, 35, null, 35, null],
    ['2024-02-01', 700, 38, 35, 32, 35],
    ['2024-03-01', 0, 39, 38, 19, 32],
  ]);
});

test('every row of the states is accounted for', async () => {
  const { accounting } = await ask({ metrics: policies, time: { range: ['2024-02-01', '2024-04-01'] } });
  expect(
    accounting.map(({ rowsInSource, rowsUsed, outsideFilter }) => [rowsInSource, rowsUsed, outsideFilter]),
  ).toEqual([
    [8, 5, 3],
    [8, 5, 3],
    [8, 8, 0],
  ]);
});

test('W9: without a policy a state is not added up over time, not even in a total', async () => {
  const byDay = { dimension: 'date', grain: 'DAY' };
  const refused = ['semi-additive-needs-time'];
  expect(await codesOf(() => ask({ metrics: ['any_mrr'] }))).toEqual(refused);
  expect(await codesOf(() => ask({ metrics: ['any_mrr'], groupBy: [byMonth] }))).toEqual(refused);
  expect(await codesOf(() => ask({ metrics: ['any_mrr'], groupBy: [byDay], totals: true }))).toEqual(refused);
  expect(rowsIn(await ask({ metrics: ['any_mrr'], groupBy: [byDay] }), ['date', 'any_mrr'])).toEqual([
    ['2024-01-31', 35],
    ['2024-02-15', 6],
    ['2024-02-29', 32],
    ['2024-03-31', 19],
  ]);
});
