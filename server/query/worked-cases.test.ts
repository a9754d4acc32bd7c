import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { codesOf, columnIn, refusalsOf, rowsIn, totalsIn, warningsIn } from '../testing/matchers.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

const ask: CaseWorkspace['ask'] = (query) => cases.ask(query);

test('W1: three facts under one parent are not multiplied, and the group without a region stays', async () => {
  const columns = ['region', 'revenue', 'responses', 'nps', 'tickets', 'ticket_cost'];
  const result = await ask({ metrics: columns.slice(1), groupBy: ['region'], totals: 'GRAND' });
  expect(rowsIn(result, columns)).toEqual([
    ['North', 350, 3, 33.3333, 3, 35],
    ['South', 100, 1, -100, 1, 40],
    [null, 500, 2, 50, 0, null],
  ]);
  expect(totalsIn(result, columns)).toEqual([[null, 950, 6, 16.6667, 4, 75]]);
  expect(result.totals[0]?.totalOf).toEqual([]);
  expect(warningsIn(result)).toEqual(['NULL_KEYS(1)', 'ORPHANS(1)', 'SMALL_N(3)']);
});

test('W1: every row of every dataset is accounted for', async () => {
  const { accounting } = await ask({ metrics: ['revenue', 'responses', 'tickets'], groupBy: ['region'] });
  const figures = accounting.map(({ leg, kind, rowsInSource, rowsUsed, outsideFilter, nullKeyRows, orphanRows }) => [
    leg,
    kind,
    rowsInSource,
    rowsUsed,
    outsideFilter,
    nullKeyRows,
    orphanRows,
  ]);
  expect(figures).toEqual([
    ['orders', 'financial', 6, 6, 0, 0, 1],
    ['responses', 'survey', 6, 6, 0, 1, 0],
    ['tickets', 'operational', 4, 4, 0, 0, 0],
  ]);
});

test('W2: a value of the header is not multiplied by its lines', async () => {
  const columns = ['ship_fees', 'orders', 'line_total'];
  expect(rowsIn(await ask({ metrics: columns }), columns)).toEqual([[30, 6, 950]]);
});

test('W2b: a dimension below the grain of a measure is refused', async () => {
  const [refusal, ...others] = await refusalsOf(() => ask({ metrics: ['ship_fees'], groupBy: ['lines.line_no'] }));
  expect(others).toEqual([]);
  expect(refusal).toMatchObject({ code: 'fan-out-refused', message: expect.stringContaining('lines') });
});

test('W4: revenue by survey channel is refused, as group and as filter, with what is shared', async () => {
  const [group] = await refusalsOf(() => ask({ metrics: ['revenue', 'responses'], groupBy: ['responses.channel'] }));
  expect(group).toMatchObject({
    code: 'dimension-not-conformed',
    message: 'orders has no responses.channel, so revenue cannot be grouped by responses.channel.',
    hint: expect.stringMatching(/^What they all have: region, customer, date, /),
  });
  const [filter] = await refusalsOf(() =>
    ask({ metrics: ['revenue', 'responses'], where: { responses__channel: 'web' } }),
  );
  expect(filter).toMatchObject({
    code: 'filter-not-conformed',
    message: expect.stringMatching(/^orders has no responses\.channel/),
  });
});

test('W4: the same filter on the one metric that has it is answered', async () => {
  const metrics = ['revenue', { name: 'responses', alias: 'web', filter: { responses__channel: 'web' } }, 'responses'];
  expect(rowsIn(await ask({ metrics }), ['revenue', 'web', 'responses'])).toEqual([[950, 3, 6]]);
});

test('W5: a score over all is not the mean of the scores of regions', async () => {
  const result = await ask({ metrics: ['nps'] });
  expect(rowsIn(result, ['nps', 'nps_n', 'nps_low', 'nps_high'])).toEqual([[16.6667, 6, -43.9339, 66.1562]]);
});

test('W6: distinct buyers of a quarter are not the sum of those of its months', async () => {
  const time = { range: ['2024-01-01', '2024-04-01'] };
  expect(rowsIn(await ask({ metrics: ['buyers'], time }), ['buyers'])).toEqual([[4]]);
  const byMonth = await ask({
    metrics: ['buyers'],
    groupBy: [{ dimension: 'date', grain: 'MONTH' }],
    time,
    totals: true,
  });
  expect(rowsIn(byMonth, ['date', 'buyers'])).toEqual([
    ['2024-01-01', 3],
    ['2024-02-01', 2],
  ]);
  expect(totalsIn(byMonth, ['buyers'])).toEqual([[4]]);
});

test('W8: a ratio across facts is a ratio of sums', async () => {
  const result = await ask({ metrics: ['revenue_per_response'], groupBy: ['region'], totals: true });
  expect(rowsIn(result, ['region', 'revenue_per_response'])).toEqual([
    ['North', 116.6667],
    ['South', 100],
    [null, 250],
  ]);
  expect(totalsIn(result, ['revenue_per_response'])).toEqual([[158.3333]]);
});

test('W16: two time roles of one dataset stand on one axis, and what has no date keeps its row', async () => {
  const result = await ask({
    metrics: ['revenue', 'shipped_revenue'],
    groupBy: [{ dimension: 'date', grain: 'MONTH' }],
  });
  expect(rowsIn(result, ['date', 'revenue', 'shipped_revenue'])).toEqual([
    ['2024-01-01', 220, 100],
    ['2024-02-01', 700, 820],
    ['2024-04-01', 30, null],
    [null, null, 30],
  ]);
  expect(result.accounting.map(({ leg }) => leg)).toEqual(['orders', 'orders by shipped_at']);
  expect(warningsIn(result)).toEqual(['PARTIAL_PERIOD']);
});

describe('W18: the three kinds of nothing are told apart', () => {
  const groupBy = [{ dimension: 'region', nulls: 'SPLIT' }];

  test('where no rows mean not known', async () => {
    const result = await ask({ metrics: ['responses', 'shipped_revenue'], groupBy });
    expect(rowsIn(result, ['region', 'region_reason', 'responses', 'shipped_revenue'])).toEqual([
      ['North', null, 3, 350],
      ['South', null, 1, 100],
      [null, 'EMPTY', 1, null],
      [null, 'NO_MATCH', 0, 500],
      [null, 'NO_KEY', 1, null],
    ]);
  });

  test('and a sum of no rows is open in a group, 0 in the whole', async () => {
    const result = await ask({ metrics: ['responses', 'revenue'], groupBy, totals: true });
    expect(rowsIn(result, ['region', 'region_reason', 'responses', 'revenue'])).toEqual([
      ['North', null, 3, 350],
      ['South', null, 1, 100],
      [null, 'EMPTY', 1, null],
      [null, 'NO_MATCH', 0, 500],
      [null, 'NO_KEY', 1, null],
    ]);
    const nobody = await ask({ metrics: ['revenue'], where: { region: 'East' } });
    expect(rowsIn(nobody, ['revenue'])).toEqual([[0]]);
    expect(totalsIn(result, ['region', 'region_reason', 'responses', 'revenue'])).toEqual([[null, null, 6, 950]]);
    expect(warningsIn(result)).toEqual(['NULL_KEYS(1)', 'ORPHANS(1)']);
  });
});

describe('W19: a key twice on the one side', () => {
  const extraLines = { customers: ['c1,South,2023-06-01 00:00:00'] };
  const query = { metrics: ['revenue'], groupBy: ['region'], totals: true };

  test('is refused, and what does not need the dataset goes on', async () => {
    const { ask: askTwice, database } = await openCases({ extraLines });
    expect(await codesOf(() => askTwice(query))).toEqual(['dataset-quarantined']);
    expect(rowsIn(await askTwice({ metrics: ['revenue'] }), ['revenue'])).toEqual([[950]]);
    database.close();
  });

  test.each([
    ['latest', 350, 100],
    ['earliest', 50, 400],
  ])('is settled by the %s row where that is declared, and the answer says so', async (keep, north, south) => {
    const append = { 'customers.yml': `dedupe: { keep: ${keep}, by: updated_at }\n` };
    const { ask: askOnce, database } = await openCases({ extraLines, append });
    const result = await askOnce(query);
    expect(rowsIn(result, ['region', 'revenue'])).toEqual([
      ['North', north],
      ['South', south],
      [null, 500],
    ]);
    expect(totalsIn(result, ['revenue'])).toEqual([[950]]);
    expect(warningsIn(result)).toContain('DEDUPLICATED(1)');
    database.close();
  });
});

test('W20: legs are merged on keys where NULL equals NULL', async () => {
  const result = await ask({ metrics: ['revenue', 'responses'], groupBy: ['region'] });
  expect(rowsIn(result, ['region', 'revenue', 'responses'])).toEqual([
    ['North', 350, 3],
    ['South', 100, 1],
    [null, 500, 2],
  ]);
});

test('W26: names that are words of SQL or of JavaScript come through', async () => {
  const columns = ['cost', 'days', 'value', 'month', 'user', 'end', 'select', 'group', 'a_b', 'constructor'];
  const result = await ask({ metrics: columns });
  expect(rowsIn(result, columns)).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]);
  const dimensions = [
    'odd_names.select',
    'odd_names.group',
    'odd_names.end',
    'odd_names.quoted',
    'odd_names.constructor',
  ];
  const grouped = await ask({ metrics: ['cost'], groupBy: dimensions, where: { odd_names__quoted: 9 } });
  const names = dimensions.map((name) => name.replace('.', '__'));
  expect(rowsIn(grouped, [...names, 'cost'])).toEqual([[7, 8, 6, 9, 25, 1]]);
});

test('W27: a quotient over nothing is null, and whole numbers divide truly', async () => {
  const inMarch = await ask({
    metrics: ['cost_per_ticket', 'average_order'],
    time: { range: ['2024-03-01', '2024-04-01'] },
  });
  expect(rowsIn(inMarch, ['cost_per_ticket', 'average_order'])).toEqual([[null, null]]);
  const inFebruary = await ask({ metrics: ['cost_per_ticket'], time: { range: ['2024-02-10', '2024-02-12'] } });
  expect(rowsIn(inFebruary, ['cost_per_ticket'])).toEqual([[12.5]]);
});

test('W27: halves are rounded away from zero', async () => {
  const file = `version: 1
dataset: halves
kind: operational
source: { csv: data/tickets.csv }
key: [ticket_id]
columns: { ticket_id: { type: string }, cost: { type: integer } }
dimensions: { up: { expr: 'round(cost / 4)' }, down: { expr: 'round(-cost / 4)' } }
`;
  const metrics = 'version: 1\nmetrics:\n  halves: { kind: sum, of: halves.cost }\n';
  const rounded = await openCases({ files: { 'halves.yml': file, 'halves_metrics.yml': metrics } });
  const result = await rounded.ask({ metrics: ['halves'], groupBy: ['halves.up', 'halves.down'] });
  expect(rowsIn(result, ['halves', 'halves__up', 'halves__down'])).toEqual([
    [5, 1, -1],
    [10, 3, -3],
    [20, 5, -5],
    [40, 10, -10],
  ]);
  rounded.database.close();
});

test('W28: sums reach the client in the type that was declared', async () => {
  const result = await ask({ metrics: ['ticket_cost', 'revenue', 'average_order'] });
  const types = ['ticket_cost', 'revenue', 'average_order'].map((name) => columnIn(result, name).type);
  expect(types).toEqual(['integer', 'decimal', 'real']);
  expect(columnIn(result, 'revenue').values).toEqual(['950.00']);
});
