import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';

let trivet: TestApp;

beforeAll(async () => {
  trivet = await startTestApp();
});

afterAll(() => trivet.close());

interface Seen {
  readonly dataset: string;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly unit: string | null }[];
  readonly table: Readonly<Record<string, readonly unknown[]>>;
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** The id of an answer and its first column. */
async function asked(input: object): Promise<{ readonly id: string; readonly groups: readonly unknown[] }> {
  const { data, errors } = await trivet.graphql(
    'query Ask($input: MetricQueryInput!) { metricQuery(input: $input) { id table(layout: ARRAYS) } }',
    { input },
  );
  expect(errors).toBeUndefined();
  const { metricQuery } = data as { metricQuery: { id: string; table: unknown[][] } };
  return { id: metricQuery.id, groups: metricQuery.table.map(([group]) => group) };
}

const evidence = `query Evidence($result: ID!, $row: Int!, $metric: MetricName!, $alias: String, $dataset: DatasetName, $first: Int = 100, $after: String) {
  evidence(result: $result, row: $row, metric: $metric, alias: $alias, dataset: $dataset, first: $first, after: $after) {
    dataset columns { name type unit } table totalCount pageInfo { hasNextPage endCursor } } }`;

async function behind(cell: object): Promise<Seen> {
  const { data, errors } = await trivet.graphql(evidence, cell);
  expect(errors).toBeUndefined();
  return (data as { evidence: Seen }).evidence;
}

async function refused(cell: object): Promise<unknown> {
  return (await trivet.graphql(evidence, cell)).errors?.[0]?.extensions;
}

test('the rows behind a cell are those of its group, the missing one included', async () => {
  const { id, groups } = await asked({
    metrics: [{ name: 'revenue' }],
    groupBy: [{ dimension: 'region' }],
    orderBy: [{ by: 'region' }],
  });
  expect(groups).toEqual(['North', 'South', null]);
  const north = await behind({ result: id, row: 0, metric: 'revenue' });
  expect(north).toMatchObject({
    dataset: 'orders',
    totalCount: 3,
    table: { order_id: ['o1', 'o2', 'o3'], amount: ['100.00', '200.00', '50.00'] },
  });
  expect(north.columns).toContainEqual({ name: 'amount', type: 'decimal', unit: 'EUR' });
  expect((await behind({ result: id, row: 2, metric: 'revenue' })).table['order_id']).toEqual(['o6']);
});

test('the filters of the query, of the metric and of its definition hold', async () => {
  const { id } = await asked({
    metrics: [
      { name: 'tickets', alias: 'all' },
      { name: 'tickets', alias: 'of_c1', filter: { customer: { _eq: 'c1' } } },
      { name: 'web_responses' },
    ],
    where: { date: { _gte: '2024-02-01' } },
  });
  const idsOf = async (cell: object, column: string): Promise<unknown> =>
    (await behind({ result: id, row: 0, ...cell })).table[column];
  expect(await idsOf({ metric: 'tickets', alias: 'all' }, 'ticket_id')).toEqual(['t2', 't3', 't4']);
  expect(await idsOf({ metric: 'tickets', alias: 'of_c1' }, 'ticket_id')).toEqual(['t2', 't3']);
  expect(await idsOf({ metric: 'web_responses' }, 'response_id')).toEqual(['r2', 'r4', 'r5']);
  expect(await refused({ result: id, row: 0, metric: 'tickets' })).toMatchObject({
    code: 'UNKNOWN_METRIC',
    choices: ['all', 'of_c1'],
  });
});

test('periods and reasons of missing values are groups like others', async () => {
  const months = await asked({ metrics: [{ name: 'revenue' }], groupBy: [{ dimension: 'date', grain: 'MONTH' }] });
  expect(months.groups[1]).toBe('2024-02-01');
  expect((await behind({ result: months.id, row: 1, metric: 'revenue' })).table['order_id']).toEqual(['o2', 'o6']);
  const split = await asked({ metrics: [{ name: 'responses' }], groupBy: [{ dimension: 'region', nulls: 'SPLIT' }] });
  const missing = split.groups.flatMap((group, row) => (group === null ? [row] : []));
  const ids = await Promise.all(
    missing.map(async (row) => (await behind({ result: split.id, row, metric: 'responses' })).table['response_id']),
  );
  expect(ids.flat().sort()).toEqual(['r5', 'r6']);
  expect(ids).toHaveLength(2);
});

test('a metric of several datasets shows the rows of the one that is named', async () => {
  const { id } = await asked({
    metrics: [{ name: 'revenue_per_response' }],
    groupBy: [{ dimension: 'region' }],
    orderBy: [{ by: 'region' }],
  });
  const cell = { result: id, row: 1, metric: 'revenue_per_response' };
  expect(await refused(cell)).toMatchObject({ code: 'INVALID_QUERY', choices: ['orders', 'responses'] });
  expect((await behind({ ...cell, dataset: 'orders' })).table['order_id']).toEqual(['o4', 'o5']);
  expect((await behind({ ...cell, dataset: 'responses' })).table['response_id']).toEqual(['r4']);
});

test('consent for the purpose of the answer holds', async () => {
  const { id } = await asked({ metrics: [{ name: 'nps' }], purpose: 'research' });
  expect((await behind({ result: id, row: 0, metric: 'nps' })).table['response_id']).toEqual(['r1', 'r3', 'r4', 'r5']);
});

test('rows come in pages', async () => {
  const { id } = await asked({ metrics: [{ name: 'orders' }] });
  const cell = { result: id, row: 0, metric: 'orders', first: 4 };
  const first = await behind(cell);
  expect(first).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: true } });
  const second = await behind({ ...cell, after: first.pageInfo.endCursor });
  expect(second).toMatchObject({ table: { order_id: ['o5', 'o6'] }, pageInfo: { hasNextPage: false } });
  const other = await asked({ metrics: [{ name: 'revenue' }] });
  expect(
    await refused({ ...cell, result: other.id, metric: 'revenue', after: first.pageInfo.endCursor }),
  ).toMatchObject({
    code: 'INVALID_QUERY',
  });
});

test('a cell that is not there is refused, and so is an answer with other data behind it by now', async () => {
  const { id } = await asked({ metrics: [{ name: 'tickets' }] });
  expect(await refused({ result: id, row: 1, metric: 'tickets' })).toMatchObject({ code: 'INVALID_QUERY' });
  expect(await refused({ result: id, row: 0, metric: 'nps' })).toMatchObject({ code: 'UNKNOWN_METRIC' });
  expect(await refused({ result: '00', row: 0, metric: 'nps' })).toMatchObject({ code: 'RESULT_EXPIRED' });
  await appendFile(join(trivet.folder, 'data', 'tickets.csv'), 't9,c2,2024-02-02 10:00:00,1.00\n');
  await trivet.app.workspace.reload();
  expect(await refused({ result: id, row: 0, metric: 'tickets' })).toMatchObject({ code: 'RESULT_EXPIRED' });
});

test('a state at dates has no list of rows that adds up to it', async () => {
  const { id } = await asked({ metrics: [{ name: 'mrr' }], groupBy: [{ dimension: 'date', grain: 'MONTH' }] });
  expect(await refused({ result: id, row: 0, metric: 'mrr' })).toMatchObject({ code: 'UNSUPPORTED' });
});
