import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askIn } from '../testing/ask.ts';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { columnIn, refusalsOf, rowsIn, totalsIn, warningsIn } from '../testing/matchers.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

const ask: CaseWorkspace['ask'] = (query) => cases.ask(query);
const by = (grain: string) => ({ dimension: 'date', grain });
const month = by('MONTH');
const time = { range: ['2024-01-01', '2024-05-01'] };
const over = (name: string, window: object) => ({ name, window });
const months = ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01'];

async function monthly(metric: object & { readonly name: string }): Promise<unknown[]> {
  const result = await ask({ metrics: [metric], groupBy: [month], time: { ...time, spine: 'DENSE' } });
  expect(rowsIn(result, ['date']).flat()).toEqual(months);
  return rowsIn(result, [metric.name]).flat();
}

describe('by hand', () => {
  test.each([
    ['revenue', { rolling: 'P3M' }, [220, 920, 920, 730]],
    ['revenue', { rolling: 'P1M' }, [220, 700, 0, 30]],
    ['revenue', { rolling: 'P30D' }, [220, 770, 0, 30]],
    ['revenue', { cumulative: 'YEAR' }, [220, 920, 920, 950]],
    ['revenue', { cumulative: 'QUARTER' }, [220, 920, 920, 30]],
    ['revenue', { cumulative: 'MONTH' }, [220, 700, 0, 30]],
    ['orders', { rolling: 'P2M' }, [3, 5, 2, 1]],
    ['average_order', { rolling: 'P2M' }, [73.3333, 184, 350, 30]],
    ['nps', { rolling: 'P2M' }, [100, 0, -66.6667, 100]],
    ['revenue_per_response', { rolling: 'P2M' }, [110, 184, 233.3333, 30]],
    ['buyers', { rolling: 'P2M' }, [3, 4, 2, 1]],
    ['buyers', { cumulative: 'YEAR' }, [3, 4, 4, 4]],
    ['median_order', { rolling: 'P2M' }, [70, 100, 350, 30]],
  ])('%s over %o', async (name, window, expected) => {
    expect(await monthly(over(name, window))).toEqual(expected);
  });
});

test('a window looks back beyond the range, and only the range is shown', async () => {
  const result = await ask({
    metrics: [over('revenue', { rolling: 'P3M' }), { name: 'revenue', alias: 'alone' }],
    groupBy: [month],
    time: { range: ['2024-03-01', '2024-05-01'] },
  });
  expect(rowsIn(result, ['date', 'revenue', 'alone'])).toEqual([
    ['2024-03-01', 920, 0],
    ['2024-04-01', 730, 30],
  ]);
});

test('after the data nothing is known, whatever the window holds', async () => {
  const dense = { range: ['2024-03-01', '2024-07-01'], spine: 'DENSE' };
  const result = await ask({ metrics: [over('revenue', { rolling: 'P3M' })], groupBy: [month], time: dense });
  expect(rowsIn(result, ['date', 'revenue'])).toEqual([
    ['2024-03-01', 920],
    ['2024-04-01', 730],
    ['2024-05-01', null],
    ['2024-06-01', null],
  ]);
});

test('each group has windows of its own', async () => {
  const metrics = [over('revenue', { rolling: 'P3M' }), 'orders'];
  const result = await ask({ metrics, groupBy: ['region', month], time, totals: [{ by: ['date'] }, 'GRAND'] });
  expect(rowsIn(result, ['region', 'date', 'revenue'])).toEqual([
    ['North', '2024-01-01', 150],
    ['North', '2024-02-01', 350],
    ['North', '2024-03-01', 350],
    ['North', '2024-04-01', 200],
    ['South', '2024-01-01', 70],
    ['South', '2024-02-01', 70],
    ['South', '2024-03-01', 70],
    ['South', '2024-04-01', 30],
    [null, '2024-02-01', 500],
    [null, '2024-03-01', 500],
    [null, '2024-04-01', 500],
  ]);
  expect(totalsIn(result, ['date', 'revenue', 'orders'])).toEqual([
    [months[0], 220, 3],
    [months[1], 920, 2],
    [months[2], 920, 0],
    [months[3], 730, 1],
    [null, null, 6],
  ]);
});

test('days and weeks', async () => {
  const days = { range: ['2024-02-09', '2024-02-13'], spine: 'DENSE' };
  const daily = await ask({ metrics: [over('tickets', { rolling: 'P7D' })], groupBy: [by('DAY')], time: days });
  expect(rowsIn(daily, ['date', 'tickets'])).toEqual([
    ['2024-02-09', 1],
    ['2024-02-10', 2],
    ['2024-02-11', 2],
    ['2024-02-12', null],
  ]);
  const weeks = { range: ['2024-01-29', '2024-02-12'] };
  const weekly = await ask({ metrics: [over('tickets', { rolling: 'P2W' })], groupBy: [by('WEEK')], time: weeks });
  expect(rowsIn(weekly, ['date', 'tickets'])).toEqual([
    ['2024-01-29', 1],
    ['2024-02-05', 3],
  ]);
  const day = { range: ['2024-02-20', '2024-02-21'] };
  const month = await ask({ metrics: [over('revenue', { rolling: 'P1M' })], groupBy: [by('DAY')], time: day });
  expect(rowsIn(month, ['date', 'revenue'])).toEqual([['2024-02-20', 770]]);
});

test('a fiscal year is added up since it began', async () => {
  const fiscal = await openCases({ settings: { fiscalYearStart: 2 } });
  const metrics = [over('revenue', { cumulative: 'FISCAL_YEAR' })];
  const result = await fiscal.ask({ metrics, groupBy: [month], time });
  expect(rowsIn(result, ['revenue']).flat()).toEqual([220, 700, 700, 730]);
  fiscal.database.close();
});

test('a window is compared with the window a month earlier', async () => {
  const metrics = [
    { ...over('revenue', { rolling: 'P3M' }), compare: { offset: 'P1M', as: ['VALUE'] } },
    { ...over('buyers', { rolling: 'P2M' }), compare: { offset: 'P1M', as: ['VALUE'] } },
  ];
  const result = await ask({ metrics, groupBy: [month], time });
  expect(rowsIn(result, ['revenue', 'revenue_previous', 'buyers', 'buyers_previous'])).toEqual([
    [220, null, 3, null],
    [920, 220, 4, 3],
    [920, 920, 2, 4],
    [730, 920, 1, 2],
  ]);
});

test('the first values of a dimension keep their windows, and so do the others', async () => {
  const result = await ask({
    metrics: [over('buyers', { rolling: 'P2M' })],
    groupBy: [month, 'region'],
    time,
    topN: { dimension: 'region', by: 'revenue', n: 1 },
  });
  expect(rowsIn(result, ['date', 'region_is_others', 'buyers'])).toEqual([
    ['2024-01-01', true, 3],
    ['2024-02-01', false, 1],
    ['2024-02-01', true, 3],
    ['2024-03-01', false, 1],
    ['2024-03-01', true, 1],
    ['2024-04-01', true, 1],
  ]);
});

test('who is in any of several datasets is counted once a window, where all of them are known', async () => {
  const result = await ask({
    metrics: [over('reach', { rolling: 'P2M' })],
    groupBy: [month],
    time: { ...time, spine: 'DENSE' },
  });
  expect(rowsIn(result, ['reach']).flat()).toEqual([3, 4, null, null]);
});

test('the column says that it must not be added up, and how sure a score of several periods is', async () => {
  const result = await ask({ metrics: [over('nps', { rolling: 'P2M' })], groupBy: [month], time });
  expect(columnIn(result, 'nps')).toMatchObject({
    label: 'Nps, rolling 2 months',
    overlapping: true,
    additivity: 'algebraic',
  });
  expect(rowsIn(result, ['nps_n']).flat()).toEqual([2, 5, 3, 1]);
  expect(warningsIn(result)).toEqual(['PARTIAL_PERIOD', 'PARTIAL_PERIOD', 'SMALL_N(4)']);
  expect(result.warnings.map(({ message }) => message)).toContain(
    'The first windows are incomplete: they look back to 2023-12-01, and responses begins on 2024-01-10.',
  );
});

test('rows are chosen and sorted by what the windows hold', async () => {
  const metrics = [over('revenue', { rolling: 'P3M' })];
  const query = { metrics, groupBy: [month], time, having: { revenue: { _lt: 900 } }, orderBy: ['-revenue'] };
  expect(rowsIn(await ask(query), ['date', 'revenue'])).toEqual([
    ['2024-04-01', 730],
    ['2024-01-01', 220],
  ]);
});

test.each<[string, object, RegExp, RegExp]>([
  ['no calendar', { groupBy: ['region'] }, /not grouped by any/, /grain: MONTH/],
  ['two calendars', { groupBy: [month, by('YEAR')] }, /one calendar/, /^$/],
  [
    'a condition on days',
    { groupBy: [month], where: { date: { _gte: '2024-02-01' } } },
    /cut the windows off/,
    /time\.range/,
  ],
  ['a window shorter than a period', { groupBy: [by('QUARTER')] }, /P2M is shorter/, /those before it/],
])('refused: %s', async (_, part, message, hint) => {
  const [refusal] = await refusalsOf(() => ask({ metrics: [over('revenue', { rolling: 'P2M' })], ...part }));
  expect(refusal?.code).toBe('invalid-query');
  expect(refusal?.message).toMatch(message);
  expect(refusal?.hint ?? '').toMatch(hint);
});

test('weeks do not make up a year', async () => {
  const query = { metrics: [over('revenue', { cumulative: 'YEAR' })], groupBy: [by('WEEK')], time };
  const [refusal] = await refusalsOf(() => ask(query));
  expect(refusal).toMatchObject({
    code: 'invalid-query',
    hint: 'Group by DAY or MONTH to add up since each YEAR began.',
  });
});

test('a state at dates has no window', async () => {
  const [refusal] = await refusalsOf(() => ask({ metrics: [over('mrr', { rolling: 'P2M' })], groupBy: [month], time }));
  expect(refusal?.code).toBe('window-not-additive');
});

test('what cannot be added up is refused where it would look at too many rows, with estimate and limit', async () => {
  const { model, database } = cases;
  const orders = database.facts.datasets.get('orders');
  if (orders === undefined) throw new Error('There are no orders.');
  const datasets = new Map([...database.facts.datasets, ['orders', { ...orders, rowCount: 20_000_000 }]]);
  const large = askIn({ model, database, facts: { ...database.facts, datasets } });
  const query = (name: string) => ({ metrics: [over(name, { rolling: 'P1Y' })], groupBy: [month], time });
  const [refusal, ...others] = await refusalsOf(() => large(query('buyers')));
  expect(others).toEqual([]);
  expect(refusal).toMatchObject({
    code: 'window-not-additive',
    message: 'buyers would look at about 240000000 rows, over the limit of 50000000.',
  });
  expect(rowsIn(await large(query('revenue')), ['revenue']).flat()).toEqual([220, 920, 920, 950]);
});
