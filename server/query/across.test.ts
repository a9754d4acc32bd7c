import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { codesOf, rowsIn, totalsIn } from '../testing/matchers.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

const ask: CaseWorkspace['ask'] = (query) => cases.ask(query);
const byMonth = { dimension: 'date', grain: 'MONTH' };

test('W6b: customers who bought, answered or had a ticket count once, whatever they did', async () => {
  expect(rowsIn(await ask({ metrics: ['reach'] }), ['reach'])).toEqual([[5]]);
  const result = await ask({ metrics: ['reach'], groupBy: ['region'], totals: true });
  expect(rowsIn(result, ['region', 'reach'])).toEqual([
    ['North', 2],
    ['South', 1],
    [null, 2],
  ]);
  expect(totalsIn(result, ['reach'])).toEqual([[5]]);
});

test('beside metrics of one dataset it is the same, and each dataset has its account', async () => {
  const result = await ask({ metrics: ['revenue', 'reach', 'tickets'], groupBy: ['region'] });
  expect(rowsIn(result, ['region', 'revenue', 'reach', 'tickets'])).toEqual([
    ['North', 350, 2, 3],
    ['South', 100, 1, 1],
    [null, 500, 2, 0],
  ]);
  expect(result.accounting.map(({ dataset, rowsInSource, rowsUsed }) => [dataset, rowsInSource, rowsUsed])).toEqual([
    ['orders', 6, 6],
    ['orders', 6, 6],
    ['responses', 6, 6],
    ['tickets', 4, 4],
    ['tickets', 4, 4],
  ]);
  expect(result.explain.legs.map(({ dataset }) => dataset)).toEqual([
    'orders',
    'orders + responses + tickets',
    'tickets',
  ]);
});

test('each dataset is dated by its own time, and months do not add up', async () => {
  const result = await ask({ metrics: ['reach'], groupBy: [byMonth], totals: true });
  expect(rowsIn(result, ['date', 'reach'])).toEqual([
    ['2024-01-01', 3],
    ['2024-02-01', 3],
    ['2024-04-01', 2],
  ]);
  expect(totalsIn(result, ['reach'])).toEqual([[5]]);
  expect(result.warnings).toContainEqual(
    expect.objectContaining({ code: 'PARTIAL_PERIOD', dataset: 'tickets', count: 1 }),
  );
  const time = { range: ['2024-02-01', '2024-03-01'] };
  expect(rowsIn(await ask({ metrics: ['reach'], time }), ['reach'])).toEqual([[3]]);
});

test('filters act on every dataset, those of the metric alone as well', async () => {
  const metrics = ['reach', { name: 'reach', alias: 'reach_south', filter: { region: 'South' } }];
  const result = await ask({ metrics, where: { region: { _in: ['North', 'South'] } } });
  expect(rowsIn(result, ['reach', 'reach_south'])).toEqual([[3, 1]]);
  expect(
    result.accounting.map(({ rowsInSource, rowsUsed, outsideFilter }) => [rowsInSource, rowsUsed + outsideFilter]),
  ).toEqual([6, 6, 4, 6, 6, 4].map((rows) => [rows, rows]));
});

test('it is split by rollups, and by nothing that one of its datasets lacks', async () => {
  expect(rowsIn(await ask({ metrics: ['reach'], groupBy: ['ticket_band'] }), ['ticket_band', 'reach'])).toEqual([
    ['0', 2],
    ['1', 1],
    ['2+', 1],
    [null, 1],
  ]);
  expect(await codesOf(() => ask({ metrics: ['reach'], groupBy: ['responses.channel'] }))).toEqual([
    'dimension-not-conformed',
  ]);
});
