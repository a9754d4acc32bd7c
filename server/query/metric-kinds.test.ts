import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { rowsIn, totalsIn, warningsIn } from '../testing/matchers.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases({
    append: {
      'metrics.yml': `
  satisfied_share: { kind: csat, score: responses.score, top: 9, weight: "case when customer.region = 'North' then 1 end" }
  quick_share: { kind: rate, of: tickets, hits: 'cost < 10' }
  share_gap: { kind: gap, left: promoter_share, right: quick_share }
  promoter_share: { kind: csat, score: responses.score, top: 9 }
  per_head: { kind: expr, value: 'round(orders.booked / customers, 1)' }
`,
    },
  });
});
afterAll(() => cases.database.close());

test('W24: a weighted score takes its weight from the customer, and still says how many answered', async () => {
  const metrics = [{ name: 'weighted_nps', alias: 'nps', interval: true }];
  const result = await cases.ask({ metrics });
  const [[nps, low, high, n] = []] = rowsIn(result, ['nps', 'nps_low', 'nps_high', 'nps_n']);
  expect([Math.round(Number(nps) * 100) / 100, n]).toEqual([6.67, 6]);
  // 7.5² / 12.75 = 4.41 answers' worth: wider than the 110 points of six plain answers.
  expect(Number(high) - Number(low)).toBeGreaterThan(110.1);
  expect(warningsIn(result)).toContain('SMALL_N(1)');
});

test('a row without a weight counts neither as hit nor as case', async () => {
  const metrics = [{ name: 'satisfied_share', interval: true }];
  const rows = rowsIn(await cases.ask({ metrics, groupBy: ['region'], totals: ['GRAND'] }), [
    'region',
    'satisfied_share',
    'satisfied_share_n',
  ]);
  expect(rows).toEqual([
    ['North', 0.6667, 3],
    ['South', null, 0],
    [null, null, 0],
  ]);
});

test('W7: percentiles are taken of the orders, between two of them or as one of them', async () => {
  const result = await cases.ask({ metrics: ['p90_cont', 'p90_disc'] });
  expect(rowsIn(result, ['p90_cont', 'p90_disc'])).toEqual([[350, 500]]);
});

test('a formula over two datasets is computed after each was summed, for totals too', async () => {
  const result = await cases.ask({ metrics: ['margin', 'per_head'], groupBy: ['region'], totals: ['GRAND'] });
  expect(rowsIn(result, ['region', 'margin', 'per_head'])).toEqual([
    ['North', 315, 175],
    ['South', 60, 50],
    [null, null, 500],
  ]);
  expect(totalsIn(result, ['margin', 'per_head'])).toEqual([[875, 190]]);
});

test('a gap of money is money; a gap of shares over two datasets has the interval of independent samples', async () => {
  const byMonth = await cases.ask({ metrics: ['not_shipped'], groupBy: [{ dimension: 'date', grain: 'MONTH' }] });
  expect(rowsIn(byMonth, ['date', 'not_shipped'])).toEqual([
    ['2024-01-01', 120],
    ['2024-02-01', -120],
    ['2024-04-01', null],
    [null, null],
  ]);
  const result = await cases.ask({ metrics: [{ name: 'share_gap', interval: true }] });
  // 3 of 6 promote, 1 of 4 tickets is quick; Newcombe's bounds by hand.
  expect(rowsIn(result, ['share_gap'])).toEqual([[0.25]]);
  const [[low, high] = []] = rowsIn(result, ['share_gap_low', 'share_gap_high']);
  expect(Number(low)).toBeCloseTo(-0.2973, 4);
  expect(Number(high)).toBeCloseTo(0.6233, 4);
});
