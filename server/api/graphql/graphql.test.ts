import { request } from 'node:http';
import { auditServer } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';

let trivet: TestApp;

beforeAll(async () => {
  trivet = await startTestApp();
});

afterAll(() => trivet.close());

const byRegion = `query ByRegion($input: MetricQueryInput!) {
  metricQuery(input: $input) {
    columns { name role unit }
    rowCount
    table(layout: ARRAYS)
    totals { cells { n s isNull } isTotal totalOf }
    accounting { dataset rowsInSource rowsUsed nullKeyRows orphanRows outsideFilter deduplicated }
    warnings { code count }
    freshness { dataset state }
    explain { sql dialect }
  }
}`;

const metrics = ['revenue', 'responses', 'nps', 'tickets', 'ticket_cost'].map((name) => ({ name, interval: false }));

test('three facts of one parent give the same numbers over GraphQL as alone', async () => {
  const { data, errors } = await trivet.graphql(byRegion, {
    input: { metrics, groupBy: [{ dimension: 'region' }], totals: ['GRAND'], orderBy: [{ by: 'region' }] },
  });
  expect(errors).toBeUndefined();
  const { metricQuery } = data as {
    metricQuery: { table: (string | number | null)[][]; totals: { cells: { n: number | null }[] }[] };
  };
  const numbers = metricQuery.table.map((row) =>
    row.map((value, index) => (index === 0 || value === null ? value : Number(Number(value).toFixed(2)))),
  );
  expect(numbers).toEqual([
    ['North', 350, 3, 33.33, 3, 35],
    ['South', 100, 1, -100, 1, 40],
    [null, 500, 2, 50, 0, null],
  ]);
  const total = metricQuery.totals[0]?.cells.map(({ n }) => (typeof n === 'number' ? Number(n.toFixed(2)) : null));
  expect(total).toEqual([null, 950, 6, 16.67, 4, 75]);
});

test('W11, W23b: comparisons, windows and all others are asked for over GraphQL', async () => {
  const query = `query Periods($input: MetricQueryInput!) {
    metricQuery(input: $input) { columns { name role } table(layout: ARRAYS) rows(first: 3) { edges { node { isOthers } } } }
  }`;
  type Answer = {
    metricQuery: {
      columns: { name: string; role: string }[];
      table: unknown[][];
      rows: { edges: { node: { isOthers: boolean } }[] };
    };
  };
  const range = ['2024-03-01', '2024-05-01'];
  const periods = await trivet.graphql(query, {
    input: {
      metrics: [
        { name: 'orders', compare: { offset: 'P1M', as: ['VALUE'] } },
        { name: 'buyers', window: { rolling: 'P2M' }, interval: false },
      ],
      groupBy: [{ dimension: 'date', grain: 'MONTH' }],
      time: { range, spine: 'DENSE', toDate: false },
    },
  });
  expect(periods.errors).toBeUndefined();
  const { metricQuery: monthly } = periods.data as Answer;
  expect(monthly.columns.map(({ name, role }) => [name, role])).toContainEqual(['orders_previous', 'COMPARE']);
  expect(monthly.table).toEqual([
    ['2024-03-01', 0, 2, 2],
    ['2024-04-01', 1, 0, 1],
  ]);
  const first = await trivet.graphql(query, {
    input: {
      metrics: [
        { name: 'responses', interval: false },
        { name: 'responses', alias: 'all', excludeFromGrain: ['region'] },
      ],
      groupBy: [{ dimension: 'region' }],
      topN: { dimension: 'region', by: 'revenue', n: 1 },
    },
  });
  expect(first.errors).toBeUndefined();
  const { metricQuery: top } = first.data as Answer;
  expect(top.table).toEqual([
    [null, false, 2, 6],
    [null, true, 4, 6],
  ]);
  expect(top.rows.edges.map(({ node }) => node.isOthers)).toEqual([false, true]);
});

test('every answer carries the account of its rows', async () => {
  const { data } = await trivet.graphql(byRegion, { input: { metrics, groupBy: [{ dimension: 'region' }] } });
  const { metricQuery } = data as { metricQuery: { accounting: object[]; warnings: { code: string }[] } };
  expect(metricQuery.accounting).toContainEqual(
    expect.objectContaining({ dataset: 'orders', rowsInSource: '6', rowsUsed: '6', orphanRows: '1', nullKeyRows: '0' }),
  );
  expect(metricQuery.accounting).toContainEqual(
    expect.objectContaining({ dataset: 'responses', rowsUsed: '6', nullKeyRows: '1' }),
  );
  expect(metricQuery.warnings.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['ORPHANS', 'NULL_KEYS', 'SMALL_N']),
  );
});

test('an unknown metric is refused with a code, the name and the nearest one', async () => {
  const { data, errors, status } = await trivet.graphql(byRegion, { input: { metrics: [{ name: 'npss' }] } });
  expect(status).toBe(400);
  expect(data).toBeUndefined();
  expect(errors).toMatchObject([
    {
      message: expect.stringContaining('npss'),
      extensions: { code: 'UNKNOWN_METRIC', hint: expect.stringContaining('nps') },
    },
  ]);
});

test('all refusals of a query come at once', async () => {
  const { errors } = await trivet.graphql(byRegion, {
    input: { metrics: [{ name: 'npss' }, { name: 'revenu' }], groupBy: [{ dimension: 'regoin' }] },
  });
  const refused = (errors ?? []).map(({ extensions }) => extensions as { code: string; refusals: { code: string }[] });
  const codes = refused.flatMap(({ code, refusals }) => [code, ...refusals.map((other) => other.code)]);
  expect(codes.sort()).toEqual(['UNKNOWN_DIMENSION', 'UNKNOWN_METRIC', 'UNKNOWN_METRIC']);
});

test('revenue by survey channel is refused, not multiplied', async () => {
  const { errors } = await trivet.graphql(byRegion, {
    input: { metrics: [{ name: 'revenue' }], groupBy: [{ dimension: 'responses.channel' }] },
  });
  expect(errors?.[0]?.extensions['code']).toBe('DIMENSION_NOT_CONFORMED');
});

test('rows come in pages that a cursor continues', async () => {
  const page = `query Page($after: String) { metricQuery(input: { metrics: [{ name: "revenue" }], groupBy: [{ dimension: "region" }], orderBy: [{ by: "region" }] }) {
    rows(first: 2, after: $after) { edges { cursor node { cells { s n isNull } } } pageInfo { hasNextPage endCursor } totalCount } } }`;
  const first = (await trivet.graphql(page)).data as Page;
  expect(first.metricQuery.rows).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
  const second = (await trivet.graphql(page, { after: first.metricQuery.rows.pageInfo.endCursor })).data as Page;
  expect(second.metricQuery.rows.edges.map(({ node }) => node.cells[0]?.isNull)).toEqual([true]);
  const stale = await trivet.graphql(page, { after: Buffer.from('0000000000000000:1').toString('base64url') });
  expect(stale.errors?.[0]?.extensions['code']).toBe('RESULT_EXPIRED');
});

interface Page {
  readonly metricQuery: {
    readonly rows: {
      readonly edges: readonly { readonly node: { readonly cells: readonly { readonly isNull: boolean }[] } }[];
      readonly pageInfo: { readonly endCursor: string };
    };
  };
}

test('the catalogue says what goes together', async () => {
  const { data, errors } = await trivet.graphql(`{ catalogue {
    compatibleDimensions(metrics: ["revenue", "nps"]) compatibleMetrics(dimensions: ["region"])
    metric(name: "nps") { definition kinds format minN }
    dataset(name: "orders") { kind grain rowCount columns { name type } joins { name to cardinality } freshness { dataThrough } } } }`);
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    catalogue: {
      compatibleDimensions: expect.arrayContaining(['date', 'region']),
      compatibleMetrics: expect.arrayContaining(['nps', 'revenue', 'tickets']),
      metric: { kinds: ['SURVEY'], format: 'points', minN: 30 },
      dataset: { kind: 'FINANCIAL', grain: ['order_id'], rowCount: '6' },
    },
  });
});

test('GraphQL over HTTP behaves as its specification asks', async () => {
  const results = await auditServer({ url: `${trivet.address}/graphql` });
  const counted = { ok: 0, notice: 0, warn: 0, error: 0 };
  for (const { status } of results) counted[status] += 1;
  expect(counted).toEqual({ ok: 58, notice: 3, warn: 0, error: 0 });
});

test('a request from a page of a stranger is refused', async () => {
  const plain = await fetch(`${trivet.address}/graphql?query=%7B__typename%7D`);
  expect(plain.status).toBe(400);
  const form = await fetch(`${trivet.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: '{"query":"{__typename}"}',
  });
  expect(form.status).toBeGreaterThanOrEqual(400);
  expect(await statusWithHost('evil.example')).toBe(421);
  expect(await statusWithHost('localhost')).toBe(200);
});

test('a mutation by GET, a batch and a text that is not JSON are refused', async () => {
  const headers = { 'apollo-require-preflight': 'yes', 'content-type': 'application/json' };
  const byGet = await fetch(`${trivet.address}/graphql?query=mutation%7Breload%7Bname%7D%7D`, { headers });
  expect(byGet.status).toBe(405);
  const post = (body: string): Promise<Response> =>
    fetch(`${trivet.address}/graphql`, { method: 'POST', headers, body });
  expect((await post('[{"query":"{__typename}"}]')).status).toBe(400);
  const broken = await post('{"query": ');
  expect(broken.status).toBe(400);
  expect(await broken.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
});

test('a document that is too deep, too wide or too long is refused', async () => {
  const aliases = Array.from({ length: 20 }, (_, index) => `a${index}: workspace { name }`).join(' ');
  expect((await trivet.graphql(`{ ${aliases} }`)).errors?.[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  const long = `{ workspace { ${'name '.repeat(5000)} } }`;
  expect((await trivet.graphql(long)).errors?.[0]?.extensions['code']).toBe('GRAPHQL_PARSE_FAILED');
  const tooLarge = await fetch(`${trivet.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"query":"${' '.repeat(300_000)}"}`,
  });
  expect(tooLarge.status).toBe(413);
});

test('an address that cannot be read is refused as problem details', async () => {
  const answer = await fetch(`${trivet.address}/p/%ff`);
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(await answer.json()).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
});

test('every answer carries a strict content policy', async () => {
  const answer = await fetch(`${trivet.address}/healthz`);
  expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

test('a description stands on every type and every field', async () => {
  const { data } = await trivet.graphql(`{ __schema { types { name description
    fields { name description } inputFields { name description } } } }`);
  const { types } = (data as { __schema: { types: readonly Described[] } }).__schema;
  const own = types.filter(
    ({ name }) => !name.startsWith('__') && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name),
  );
  const silent = own.flatMap(({ name, description, fields, inputFields }) => [
    ...(description === null ? [name] : []),
    ...[...(fields ?? []), ...(inputFields ?? [])]
      .filter((field) => field.description === null)
      .map((field) => `${name}.${field.name}`),
  ]);
  expect(own.length).toBeGreaterThan(60);
  expect(silent).toEqual([]);
});

interface Described {
  readonly name: string;
  readonly description: string | null;
  readonly fields?: readonly Described[] | null;
  readonly inputFields?: readonly Described[] | null;
}

function statusWithHost(host: string): Promise<number | undefined> {
  return new Promise((done, fail) => {
    const { hostname, port } = new URL(trivet.address);
    request({ hostname, port, path: '/healthz', headers: { host } }, (answer) => {
      answer.resume();
      done(answer.statusCode);
    })
      .on('error', fail)
      .end();
  });
}
