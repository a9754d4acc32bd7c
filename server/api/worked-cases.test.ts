import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';

let trivet: TestApp;

beforeAll(async () => {
  trivet = await startTestApp();
});

afterAll(() => trivet.close());

interface Answer {
  readonly table: readonly (readonly unknown[])[];
  readonly columns: readonly { readonly name: string; readonly role: string; readonly overlapping: boolean }[];
  readonly totals: readonly { readonly cells: readonly { readonly n: number | null }[] }[];
  readonly warnings: readonly { readonly code: string }[];
}

async function ask(input: object): Promise<Answer> {
  const { data, errors } = await trivet.graphql(
    `query Ask($input: MetricQueryInput!) { metricQuery(input: $input) { table(layout: ARRAYS)
      columns { name role overlapping } totals { cells { n } } warnings { code } } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  const { metricQuery } = data as { metricQuery: Answer };
  return { ...metricQuery, table: metricQuery.table.map((row) => row.map(rounded)) };
}

/** Numbers with two digits, money among them. */
function rounded(value: unknown): unknown {
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' ? Math.round(number * 100) / 100 : value;
}

async function refused(input: object): Promise<Record<string, unknown> | undefined> {
  const query = 'query Ask($input: MetricQueryInput!) { metricQuery(input: $input) { rowCount } }';
  return (await trivet.graphql(query, { input })).errors?.[0]?.extensions;
}

const plain = (...names: string[]): object[] => names.map((name) => ({ name, interval: false }));
const month = { dimension: 'date', grain: 'MONTH' };

test('W4: revenue by survey channel is refused with the way out, and the way out is not added up', async () => {
  const byChannel = { groupBy: [{ dimension: 'responses__channel' }] };
  expect(await refused({ metrics: plain('revenue'), ...byChannel })).toMatchObject({
    code: 'DIMENSION_NOT_CONFORMED',
    hint: expect.stringContaining('SEMI_JOIN'),
  });
  const answer = await ask({
    metrics: [{ name: 'revenue', interval: false, scope: 'SEMI_JOIN' }],
    ...byChannel,
    totals: ['GRAND'],
  });
  expect(answer.table).toEqual([
    ['email', 350],
    ['web', 400],
  ]);
  expect(answer.columns).toContainEqual({ name: 'revenue', role: 'METRIC', overlapping: true });
  expect(answer.totals[0]?.cells[1]?.n).toBe(450);
});

test('W4: a filter that a dataset lacks is refused, skipped with a warning or carried over the entity', async () => {
  const web = { metrics: plain('revenue', 'responses'), where: { responses__channel: { _eq: 'web' } } };
  expect(await refused(web)).toMatchObject({ code: 'FILTER_NOT_CONFORMED' });
  const perFact = await ask({ ...web, filterScope: 'PER_FACT' });
  expect(perFact.table).toEqual([[950, 3]]);
  expect(perFact.warnings.map(({ code }) => code)).toContain('FILTER_NOT_APPLIED');
  expect((await ask({ ...web, filterScope: 'SEMI_JOIN' })).table).toEqual([[400, 3]]);
});

test('W10: revenue by month and region has twelve rows, March among them', async () => {
  const time = { range: ['2024-01-01', '2024-05-01'], spine: 'DENSE' };
  const { table } = await ask({ metrics: plain('revenue'), groupBy: [month, { dimension: 'region' }], time });
  expect(table).toEqual([
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

test('W11: each month stands beside the month before, January beside nothing known', async () => {
  const { table, columns, warnings } = await ask({
    metrics: [{ name: 'revenue', interval: false, compare: { offset: 'P1M', as: ['VALUE', 'PCT'] } }],
    groupBy: [month],
    time: { range: ['2024-01-01', '2024-05-01'], spine: 'DENSE' },
  });
  expect(table).toEqual([
    ['2024-01-01', 220, null, null],
    ['2024-02-01', 700, 220, 218.18],
    ['2024-03-01', 0, 700, -100],
    ['2024-04-01', 30, 0, null],
  ]);
  expect(columns.map(({ role }) => role)).toEqual(['DIMENSION', 'METRIC', 'COMPARE', 'COMPARE']);
  expect(warnings.map(({ code }) => code)).toContain('PARTIAL_PERIOD');
});

test('W13: groups are left out by what their metrics come to', async () => {
  const having = { revenue: { _gt: 100 }, tickets: { _gte: 1 } };
  expect(
    (await ask({ metrics: plain('revenue', 'tickets'), groupBy: [{ dimension: 'region' }], having })).table,
  ).toEqual([['North', 350, 3]]);
});

test('W14 and W15: customers are chosen by a metric of theirs, or by what they lack', async () => {
  const rich = await ask({ metrics: [{ name: 'nps' }], where: { customers: { _metric: { revenue: { _gte: 100 } } } } });
  expect([rich.table[0]?.[0], rich.table[0]?.[3]]).toEqual([-33.33, 3]);
  const quiet = await ask({ metrics: plain('responses'), where: { customers: { _none: 'tickets' } } });
  expect(quiet.table).toEqual([[3]]);
  const early = { _metric: { revenue: { _gte: 100 } }, time: { range: ['2024-01-01', '2024-02-01'] } };
  expect((await ask({ metrics: plain('responses'), where: { customers: early } })).table).toEqual([[2]]);
});
