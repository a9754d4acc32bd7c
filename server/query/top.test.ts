import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { codesOf, columnIn, refusalsOf, rowsIn, totalsIn } from '../testing/matchers.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

const ask: CaseWorkspace['ask'] = (query) => cases.ask(query);

test('W23: the score of one customer and of all others, from their answers', async () => {
  const topN = { dimension: 'customer', by: 'responses', n: 1 };
  const result = await ask({ metrics: ['nps'], groupBy: ['customer'], topN });
  expect(rowsIn(result, ['customer', 'customer_is_others', 'nps', 'nps_n'])).toEqual([
    ['c1', false, 0, 2],
    [null, true, 25, 4],
  ]);
});

test('W23b: the group without a region may be the first, and is not the others', async () => {
  const topN = { dimension: 'region', by: 'revenue', n: 1 };
  const result = await ask({ metrics: ['nps'], groupBy: ['region'], topN, totals: true });
  const columns = ['region', 'region_is_others', 'nps', 'nps_n'];
  expect(rowsIn(result, columns)).toEqual([
    [null, false, 50, 2],
    [null, true, 0, 4],
  ]);
  expect(totalsIn(result, columns)).toEqual([[null, false, 16.6667, 6]]);
  expect(columnIn(result, 'region_is_others')).toMatchObject({ role: 'REASON', type: 'boolean' });
});

describe('all others', () => {
  const query = { groupBy: ['region'], topN: { dimension: 'region', by: 'revenue', n: 1 } };

  test('are computed from their rows, whatever the aggregate', async () => {
    const metrics = ['buyers', 'median_order', 'average_order', 'revenue_per_response', 'tickets'];
    expect(rowsIn(await ask({ ...query, metrics }), ['region_is_others', ...metrics])).toEqual([
      [false, 1, 500, 500, 250, 0],
      [true, 3, 70, 90, 112.5, 4],
    ]);
  });

  test('may be left out, and totals stay whole', async () => {
    const topN = { ...query.topN, others: false };
    const result = await ask({ ...query, topN, metrics: ['revenue'], totals: true });
    expect(rowsIn(result, ['region', 'revenue'])).toEqual([[null, 500]]);
    expect(totalsIn(result, ['revenue'])).toEqual([[950]]);
    expect(result.columns.map(({ name }) => name)).toEqual(['region', 'revenue']);
    expect(result.totalCount).toBe(1);
  });

  test('come last, after the first ones in their rank', async () => {
    const topN = { dimension: 'region', by: 'revenue', n: 2 };
    const result = await ask({ metrics: ['revenue'], groupBy: ['region'], topN });
    expect(rowsIn(result, ['region', 'region_is_others', 'revenue'])).toEqual([
      [null, false, 500],
      ['North', false, 350],
      [null, true, 100],
    ]);
    const sorted = await ask({ metrics: ['revenue'], groupBy: ['region'], topN, orderBy: ['revenue'] });
    expect(rowsIn(sorted, ['revenue'])).toEqual([[100], [350], [500]]);
  });

  test('are one group a period, in every period', async () => {
    const time = { range: ['2024-01-01', '2024-05-01'], spine: 'DENSE' };
    const groupBy = [{ dimension: 'date', grain: 'MONTH' }, 'region'];
    const metrics = [{ name: 'revenue', compare: { offset: 'P1M', as: ['VALUE'] } }];
    const result = await ask({ metrics, groupBy, time, topN: query.topN, totals: [{ by: ['region'] }] });
    expect(rowsIn(result, ['date', 'region_is_others', 'revenue', 'revenue_previous'])).toEqual([
      ['2024-01-01', false, 0, null],
      ['2024-01-01', true, 220, null],
      ['2024-02-01', false, 500, 0],
      ['2024-02-01', true, 200, 220],
      ['2024-03-01', false, 0, 500],
      ['2024-03-01', true, 0, 200],
      ['2024-04-01', false, 0, 0],
      ['2024-04-01', true, 30, 0],
    ]);
    expect(totalsIn(result, ['region_is_others', 'revenue'])).toEqual([
      [false, 500],
      [true, 450],
    ]);
  });

  test('keep the reasons of missing values apart among the first', async () => {
    const groupBy = [{ dimension: 'region', nulls: 'SPLIT' }];
    const topN = { dimension: 'region', by: 'revenue', n: 2 };
    const result = await ask({ metrics: ['revenue', 'responses'], groupBy, topN });
    expect(rowsIn(result, ['region', 'region_reason', 'region_is_others', 'revenue', 'responses'])).toEqual([
      [null, 'NO_MATCH', false, 500, 0],
      ['North', null, false, 350, 3],
      [null, null, true, 100, 3],
    ]);
  });
});

test('ties are settled by the values, and values without the metric come last', async () => {
  const by = async (metric: string, n: number) => {
    const topN = { dimension: 'customer', by: metric, n, others: false };
    return rowsIn(await ask({ metrics: ['responses', 'orders'], groupBy: ['customer'], topN }), ['customer']).flat();
  };
  expect(await by('orders', 2)).toEqual(['c1', 'c3']);
  expect(await by('responses', 3)).toEqual(['c1', 'c2', 'c3']);
});

test('a metric of the query ranks with its own condition', async () => {
  const metrics = [{ name: 'responses', alias: 'web', filter: { responses__channel: 'web' } }, 'responses'];
  const result = await ask({ metrics, groupBy: ['region'], topN: { dimension: 'region', by: 'web', n: 2 } });
  expect(rowsIn(result, ['region', 'web', 'responses'])).toEqual([
    ['North', 1, 3],
    ['South', 1, 1],
    [null, 1, 2],
  ]);
});

test.each<[string, object, string]>([
  [
    'a dimension that is not grouped by',
    { groupBy: ['region'], topN: { dimension: 'customer', by: 'nps', n: 1 } },
    'invalid-query',
  ],
  [
    'a metric that nobody knows',
    { groupBy: ['region'], topN: { dimension: 'region', by: 'npss', n: 1 } },
    'unknown-metric',
  ],
  [
    'a metric that does not have the dimension',
    { groupBy: ['responses.channel'], topN: { dimension: 'responses.channel', by: 'revenue', n: 1 } },
    'dimension-not-conformed',
  ],
  [
    'periods',
    { groupBy: [{ dimension: 'date', grain: 'MONTH' }], topN: { dimension: 'date', by: 'nps', n: 1 } },
    'invalid-query',
  ],
])('refused: the first of %s', async (_, part, code) => {
  expect(await codesOf(() => ask({ metrics: ['nps'], ...part }))).toEqual([code]);
});

test('states at dates and counts across datasets know the others, too', async () => {
  const metrics = [
    'mrr',
    'reach',
    { name: 'mrr', alias: 'all_mrr', excludeFromGrain: ['region'] },
    { name: 'reach', alias: 'all', excludeFromGrain: ['region'] },
  ];
  const topN = { dimension: 'region', by: 'reach', n: 1 };
  const result = await ask({ metrics, groupBy: ['region'], topN });
  expect(rowsIn(result, ['region', 'region_is_others', 'mrr', 'reach', 'all_mrr', 'all'])).toEqual([
    ['North', false, 12, 2, 19, 5],
    [null, true, 7, 3, 19, 5],
  ]);
});

describe('values of which a row may have several', () => {
  const query = { groupBy: ['themes.theme'], topN: { dimension: 'themes.theme', by: 'responses', n: 1 } };

  test('have no others that count each row once', async () => {
    const [refusal] = await refusalsOf(() => ask({ ...query, metrics: ['responses'] }));
    expect(refusal).toMatchObject({ code: 'unsupported', message: expect.stringContaining('several values') });
  });

  test('have first ones, and the total stays that of the rows', async () => {
    const topN = { ...query.topN, n: 2, others: false };
    const result = await ask({ ...query, topN, metrics: ['responses'], totals: true });
    expect(rowsIn(result, ['themes__theme', 'responses'])).toEqual([
      ['delivery', 3],
      ['price', 3],
    ]);
    expect(totalsIn(result, ['responses'])).toEqual([[6]]);
  });
});

describe('a share of a whole', () => {
  const whole = (name: string, ...excludeFromGrain: string[]) => ({ name, alias: 'whole', excludeFromGrain });
  const month = { dimension: 'date', grain: 'MONTH' };

  test('has the value of all groups together beside each', async () => {
    const metrics = ['revenue', whole('revenue', 'region'), { ...whole('nps', 'region'), alias: 'all_nps' }];
    const result = await ask({ metrics, groupBy: ['region'], totals: true });
    const columns = ['region', 'revenue', 'whole', 'all_nps'];
    expect(rowsIn(result, columns)).toEqual([
      ['North', 350, 950, 16.6667],
      ['South', 100, 950, 16.6667],
      [null, 500, 950, 16.6667],
    ]);
    expect(totalsIn(result, columns)).toEqual([[null, 950, 950, 16.6667]]);
  });

  test('keeps to the other groups, empty ones and periods included', async () => {
    const time = { range: ['2024-01-01', '2024-05-01'], spine: 'DENSE' };
    const metrics = ['revenue', whole('revenue', 'region')];
    const result = await ask({
      metrics,
      groupBy: [month, 'region'],
      time,
      totals: [{ by: ['date'] }, { by: ['region'] }],
    });
    expect(rowsIn(result, ['region', 'revenue', 'whole'])).toEqual([
      ['North', 150, 220],
      ['South', 70, 220],
      [null, 0, 220],
      ['North', 200, 700],
      ['South', 0, 700],
      [null, 500, 700],
      ['North', 0, 0],
      ['South', 0, 0],
      [null, 0, 0],
      ['North', 0, 30],
      ['South', 30, 30],
      [null, 0, 30],
    ]);
    expect(totalsIn(result, ['date', 'region', 'revenue', 'whole'])).toEqual([
      ['2024-01-01', null, 220, 220],
      ['2024-02-01', null, 700, 700],
      ['2024-03-01', null, 0, 0],
      ['2024-04-01', null, 30, 30],
      [null, 'North', 350, 950],
      [null, 'South', 100, 950],
      [null, null, 500, 950],
    ]);
  });

  test('may leave out time itself, and differ from metric to metric', async () => {
    const metrics = [
      'revenue',
      { name: 'revenue', alias: 'of_region', excludeFromGrain: ['date'] },
      { name: 'revenue', alias: 'of_month', excludeFromGrain: ['region'] },
      { name: 'buyers', alias: 'all_buyers', excludeFromGrain: ['region', 'date'] },
    ];
    const result = await ask({ metrics, groupBy: ['region', month] });
    expect(rowsIn(result, ['region', 'date', 'revenue', 'of_region', 'of_month', 'all_buyers'])).toEqual([
      ['North', '2024-01-01', 150, 350, 220, 4],
      ['North', '2024-02-01', 200, 350, 700, 4],
      ['South', '2024-01-01', 70, 100, 220, 4],
      ['South', '2024-04-01', 30, 100, 30, 4],
      [null, '2024-02-01', 500, 500, 700, 4],
    ]);
  });

  test('is compared with the earlier whole, and knows others', async () => {
    const metrics = ['revenue', { ...whole('revenue', 'region'), compare: { offset: 'P1M', as: ['VALUE'] } }];
    const time = { range: ['2024-02-01', '2024-03-01'] };
    const result = await ask({
      metrics,
      groupBy: ['region'],
      time,
      topN: { dimension: 'region', by: 'revenue', n: 1 },
    });
    expect(rowsIn(result, ['region_is_others', 'revenue', 'whole', 'whole_previous'])).toEqual([
      [false, 500, 700, 220],
      [true, 200, 700, 220],
    ]);
  });

  test('is refused where nothing is split', async () => {
    expect(await codesOf(() => ask({ metrics: [whole('revenue', 'region')], groupBy: ['region'] }))).toEqual([
      'invalid-query',
    ]);
    const [refusal] = await refusalsOf(() =>
      ask({ metrics: ['nps', whole('revenue', 'regoin')], groupBy: ['region'] }),
    );
    expect(refusal).toMatchObject({ code: 'invalid-query', hint: 'Did you mean region?' });
  });
});
