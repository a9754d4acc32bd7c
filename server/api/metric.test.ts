import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';

let trivet: TestApp;

beforeAll(async () => {
  trivet = await startTestApp();
});

afterAll(() => trivet.close());

const saved = `query Saved($slug: String!, $parameters: JSON) { savedQuery(slug: $slug, parameters: $parameters) { table(layout: ARRAYS) } }`;

test('a saved query is asked by its name', async () => {
  const { data, errors } = await trivet.graphql(saved, { slug: 'nps_by_region' });
  expect(errors).toBeUndefined();
  const { table } = (data as { savedQuery: { table: unknown[][] } }).savedQuery;
  expect(table.map(([region, , , , n]) => [region, n])).toEqual([
    ['North', 3],
    ['South', 1],
    [null, 2],
  ]);
});

test('a saved query that is not there, or a parameter that it does not have, is refused by name', async () => {
  const refusal = async (variables: object): Promise<unknown> =>
    (await trivet.graphql(saved, variables)).errors?.[0]?.extensions;
  expect(await refusal({ slug: 'nps_by_regoin' })).toMatchObject({
    code: 'UNKNOWN_QUERY',
    hint: 'Did you mean nps_by_region?',
  });
  expect(await refusal({ slug: 'nps_by_region', parameters: { regoin: 'South' } })).toMatchObject({
    code: 'UNKNOWN_PARAMETER',
  });
  expect(await refusal({ slug: 'nps_by_region', parameters: ['South'] })).toMatchObject({ code: 'INVALID_PARAMETER' });
});

test('an answer links to its files, which need no more than the link', async () => {
  const { data } = await trivet.graphql(
    '{ metricQuery(input: { metrics: [{ name: revenue, interval: false }] }) { links { json csv parquet arrow columns } } }',
  );
  const { links } = (data as { metricQuery: { links: Record<string, string> } }).metricQuery;
  expect(await (await fetch(trivet.address + links['csv'])).text()).toBe('revenue\r\n950.00\r\n');
  for (const path of Object.values(links)) expect((await fetch(trivet.address + path)).status).toBe(200);
  const forged = await fetch(`${trivet.address}${links['json']}x`);
  expect(forged.status).toBe(401);
});

test('cells say why a grouped value is missing, and that nothing is hidden', async () => {
  const { data } = await trivet.graphql(`{ metricQuery(input: { metrics: [{ name: responses, interval: false }],
    groupBy: [{ dimension: region, nulls: SPLIT }], orderBy: [{ by: "region" }] }) {
    rows { edges { node { cells { s n isNull suppressed nullReason } isTotal } } } } }`);
  const { rows } = (data as { metricQuery: { rows: { edges: { node: { cells: object[] } }[] } } }).metricQuery;
  const groups = rows.edges.map(({ node }) => node.cells[0]);
  expect(groups).toContainEqual({ s: 'North', n: null, isNull: false, suppressed: false, nullReason: null });
  expect(groups).toContainEqual({ s: null, n: null, isNull: true, suppressed: false, nullReason: 'NO_KEY' });
  expect(groups).toContainEqual({ s: null, n: null, isNull: true, suppressed: false, nullReason: 'EMPTY' });
});

test('an answer says how it was computed, and what came from memory', async () => {
  const explained = async (): Promise<Record<string, unknown>> => {
    const { data, errors } =
      await trivet.graphql(`{ metricQuery(input: { metrics: [{ name: ticket_cost }, { name: nps }],
      groupBy: [{ dimension: region }], where: { region: { _isNull: false } } }) {
      explain { sql executedSql dialect legs joinPaths cached cacheHits engineMs planMs }
      accounting { dataset withheldByConsent withheldByPolicy } } }`);
    expect(errors).toBeUndefined();
    const { metricQuery } = data as { metricQuery: { explain: Record<string, unknown>; accounting: object[] } };
    expect(metricQuery.accounting).toContainEqual({
      dataset: 'tickets',
      withheldByConsent: '0',
      withheldByPolicy: '0',
    });
    return metricQuery.explain;
  };
  expect(await explained()).toMatchObject({
    dialect: 'duckdb',
    cached: false,
    cacheHits: 0,
    joinPaths: { tickets: ['customer → customers'], responses: ['customer → customers'] },
    executedSql: expect.stringContaining('consent_scope'),
  });
  expect(await explained()).toMatchObject({ cached: true, cacheHits: 3, engineMs: 0 });
});
