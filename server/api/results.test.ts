import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import { request } from 'node:http';
import { tableFromIPC } from '@uwdata/flechette';
import { DuckDBInstance, type DuckDBConnection, type Json } from '@duckdb/node-api';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';

let trivet: TestApp;
let folder = '';
let connection: DuckDBConnection;

beforeAll(async () => {
  trivet = await startTestApp();
  folder = await mkdtemp(join(tmpdir(), 'trivet-files-'));
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

afterAll(async () => {
  connection.closeSync();
  await trivet.close();
  await rm(folder, { recursive: true, force: true });
});

const byRegion = {
  metrics: ['revenue', 'responses', 'nps', 'ticket_cost'].map((name) => ({ name, interval: false })),
  groupBy: ['region'],
  orderBy: [{ by: 'region' }],
};

async function answer(query: object = byRegion): Promise<string> {
  const response = await post(query);
  expect(response.status).toBe(201);
  return new URL(response.headers.get('location') ?? '', response.url).href.replace(/\.json$/, '');
}

function post(query: unknown, contentType = 'application/json'): Promise<Response> {
  return fetch(`${trivet.address}/results`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: typeof query === 'string' ? query : JSON.stringify(query),
  });
}

async function rowsIn(sql: string): Promise<Record<string, Json>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
}

async function saved(url: string, name: string): Promise<string> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  const path = join(folder, name);
  await writeFile(path, Buffer.from(await response.arrayBuffer()));
  return path;
}

test('a query that is posted can be read in every format by its id', async () => {
  const response = await post(byRegion);
  expect(response.status).toBe(201);
  const body = (await response.json()) as { id: string; rowCount: number; links: Record<string, string> };
  expect(body.id).toMatch(/^[0-9a-f]{64}$/);
  expect(body.rowCount).toBe(3);
  expect(response.headers.get('location')).toBe(`results/${body.id}.json`);
  for (const format of ['json', 'csv', 'parquet', 'arrow']) {
    const file = await fetch(`${trivet.address}/${body.links[format] ?? ''}`);
    expect(file.status).toBe(200);
    expect(file.headers.get('etag')).toBe(`"${body.id}"`);
    expect(file.headers.get('cache-control')).toBe('private, no-cache');
    const link = file.headers.get('link') ?? '';
    expect(link).toContain('rel="describedby"');
    const described = new URL(/<([^>]*)>/.exec(link)?.[1] ?? '', file.url).href;
    expect(described).toBe(`${trivet.address}/results/${body.id}/columns.json`);
    await file.arrayBuffer();
  }
});

test('JSON has columns and rows as lists, or rows as objects, or lists by column', async () => {
  const url = await answer();
  const arrays = (await (await fetch(`${url}.json`)).json()) as { columns: { name: string }[]; rows: unknown[] };
  expect(arrays.columns).toEqual([
    { name: 'region', label: 'Region', role: 'DIMENSION', type: 'string', unit: null },
    { name: 'revenue', label: 'Revenue', role: 'METRIC', type: 'decimal', unit: 'EUR' },
    { name: 'responses', label: 'Responses', role: 'METRIC', type: 'integer', unit: null },
    { name: 'nps', label: 'Nps', role: 'METRIC', type: 'real', unit: 'points' },
    { name: 'ticket_cost', label: 'Ticket cost', role: 'METRIC', type: 'integer', unit: 'EUR' },
  ]);
  expect(arrays.rows).toEqual([
    ['North', '350.00', 3, expect.closeTo(33.3333, 3), 35],
    ['South', '100.00', 1, -100, 40],
    [null, '500.00', 2, 50, null],
  ]);
  expect(await (await fetch(`${url}.json?shape=objects&decimals=numbers`)).json()).toEqual([
    { region: 'North', revenue: 350, responses: 3, nps: expect.closeTo(33.3333, 3), ticket_cost: 35 },
    { region: 'South', revenue: 100, responses: 1, nps: -100, ticket_cost: 40 },
    { region: null, revenue: 500, responses: 2, nps: 50, ticket_cost: null },
  ]);
  expect(await (await fetch(`${url}.json?shape=columns`)).json()).toMatchObject({
    region: ['North', 'South', null],
    revenue: ['350.00', '100.00', '500.00'],
    responses: [3, 1, 2],
  });
});

test('DuckDB reads the CSV to the same rows and types', async () => {
  const path = await saved(`${await answer()}.csv`, 'rows.csv');
  const rows = await rowsIn(`SELECT * REPLACE (round(nps, 2) AS nps) FROM read_csv('${path}') ORDER BY revenue`);
  expect(rows).toEqual([
    { region: 'South', revenue: 100, responses: '1', nps: -100, ticket_cost: '40' },
    { region: 'North', revenue: 350, responses: '3', nps: 33.33, ticket_cost: '35' },
    { region: null, revenue: 500, responses: '2', nps: 50, ticket_cost: null },
  ]);
});

test('DuckDB reads the Parquet to the same rows and exact types', async () => {
  const path = await saved(`${await answer()}.parquet`, 'rows.parquet');
  expect(await rowsIn(`SELECT * FROM '${path}' ORDER BY revenue`)).toEqual([
    { region: 'South', revenue: '100.00', responses: '1', nps: -100, ticket_cost: '40' },
    { region: 'North', revenue: '350.00', responses: '3', nps: expect.closeTo(33.3333, 3), ticket_cost: '35' },
    { region: null, revenue: '500.00', responses: '2', nps: 50, ticket_cost: null },
  ]);
  const types = await rowsIn(`SELECT column_name, column_type FROM (DESCRIBE FROM '${path}')`);
  expect(types.map(({ column_name: name, column_type: type }) => [name, type])).toEqual([
    ['region', 'VARCHAR'],
    ['revenue', 'DECIMAL(38,2)'],
    ['responses', 'BIGINT'],
    ['nps', 'DOUBLE'],
    ['ticket_cost', 'BIGINT'],
  ]);
});

test('Arrow holds the same values in the same types', async () => {
  const bytes = new Uint8Array(await (await fetch(`${await answer()}.arrow`)).arrayBuffer());
  const table = tableFromIPC(bytes, { useDecimalInt: true });
  expect(table.schema.fields.map(({ name }) => name)).toEqual(['region', 'revenue', 'responses', 'nps', 'ticket_cost']);
  expect(table.children.map((column) => [...column])).toEqual([
    ['North', 'South', null],
    [35000n, 10000n, 50000n],
    [3, 1, 2],
    [expect.closeTo(33.3333, 3), -100, 50],
    [35, 40, null],
  ]);
});

test('a period is a day in every format', async () => {
  const query = { metrics: [{ name: 'revenue', interval: false }], groupBy: [{ dimension: 'date', grain: 'MONTH' }] };
  const url = await answer(query);
  expect(await (await fetch(`${url}.csv`)).text()).toBe(
    'date,revenue\r\n2024-01-01,220.00\r\n2024-02-01,700.00\r\n2024-04-01,30.00\r\n',
  );
  const path = await saved(`${url}.parquet`, 'months.parquet');
  expect(await rowsIn(`SELECT typeof(date) AS t, date FROM '${path}' LIMIT 1`)).toEqual([
    { t: 'DATE', date: '2024-01-01' },
  ]);
  const arrow = tableFromIPC(new Uint8Array(await (await fetch(`${url}.arrow`)).arrayBuffer()), { useDate: true });
  expect([...(arrow.getChild('date') ?? [])][1]).toEqual(new Date('2024-02-01'));
});

test('totals come on request, marked, and never among the rows', async () => {
  const url = await answer({ ...byRegion, totals: ['GRAND'] });
  expect(await (await fetch(`${url}.csv`)).text()).not.toContain('is_total');
  const lines = (await (await fetch(`${url}.csv?totals=true`)).text()).trim().split('\r\n');
  expect(lines[0]).toBe('region,revenue,responses,nps,ticket_cost,is_total');
  expect(lines.at(-1)).toMatch(/^,950\.00,6,16\.66\d*,75,true$/);
  expect(lines.filter((line) => line.endsWith(',false'))).toHaveLength(3);
  const without = await fetch(`${await answer()}.csv?totals=true`);
  expect(without.status).toBe(400);
  expect(await without.json()).toMatchObject({ code: 'INVALID_QUERY', hint: expect.stringContaining('totals') });
});

test('the description has columns, account, warnings and freshness', async () => {
  const response = await fetch(`${await answer()}/columns.json`);
  const body = (await response.json()) as { columns: unknown[]; accounting: unknown[]; warnings: unknown[] };
  expect(body).toMatchObject({ rowCount: 3, purpose: 'service_improvement', totals: false });
  expect(body.columns).toContainEqual(
    expect.objectContaining({ name: 'nps', role: 'METRIC', definition: expect.stringContaining('promoters') }),
  );
  expect(JSON.stringify(body.columns)).not.toContain('values');
  expect(body.accounting).toContainEqual(
    expect.objectContaining({ dataset: 'orders', rowsInSource: '6', orphanRows: '1' }),
  );
  expect(body.warnings).toContainEqual(expect.objectContaining({ code: 'ORPHANS', count: '1' }));
});

test('warnings stand in a header too, for who reads nothing but the file', async () => {
  const response = await fetch(`${await answer()}.csv`);
  expect(response.headers.get('trivet-warnings')).toContain('ORPHANS(1)');
});

test.each([
  ['the entity tag', (id: string) => `"${id}"`, 304],
  ['a weak one', (id: string) => `W/"${id}"`, 304],
  ['one of several', (id: string) => `"x", W/"${id}"`, 304],
  ['any', () => '*', 304],
  ['another', () => '"x"', 200],
])('a client that knows %s is told so', async (_, tag, status) => {
  const url = await answer();
  const id = url.slice(url.lastIndexOf('/') + 1);
  for (const end of ['.json', '.csv', '.arrow', '.parquet', '/columns.json']) {
    const response = await fetch(`${url}${end}`, { headers: { 'if-none-match': tag(id) } });
    expect(response.status).toBe(status);
    if (status === 304) expect(await response.text()).toBe('');
    expect(response.headers.get('etag')).toBe(`"${id}"`);
  }
});

test('HEAD has the headers and nothing else', async () => {
  const response = await fetch(`${await answer()}.csv`, { method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/csv');
  expect(response.headers.get('etag')).not.toBeNull();
  expect(await response.text()).toBe('');
});

const wide = {
  metrics: Array.from({ length: 30 }, (_, index) => ({ name: 'revenue', alias: `revenue_again_${index}` })),
  groupBy: ['customer', { dimension: 'date', grain: 'DAY' }],
};

test('CSV and JSON are compressed, Arrow and Parquet are not compressed again', async () => {
  const url = await answer(wide);
  const plain = await raw(`${url}.csv`, 'identity');
  expect(plain.encoding).toBeUndefined();
  const gzip = await raw(`${url}.csv`, 'gzip');
  expect(gzip.encoding).toBe('gzip');
  expect(gunzipSync(gzip.body).toString()).toBe(plain.body.toString());
  const brotli = await raw(`${url}.json`, 'br, gzip');
  expect(brotli.encoding).toBe('br');
  expect(JSON.parse(brotliDecompressSync(brotli.body).toString())).toHaveProperty('rows');
  for (const format of ['arrow', 'parquet']) {
    const file = await raw(`${url}.${format}`, 'br, gzip');
    expect(file.encoding).toBeUndefined();
    expect(file.body.length).toBeGreaterThan(1024);
  }
});

function raw(url: string, encoding: string): Promise<{ readonly encoding: string | undefined; readonly body: Buffer }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { 'accept-encoding': encoding } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(parts) }));
    });
    asked.on('error', reject).end();
  });
}

test.each([
  ['an answer that never was', '/results/abc.json', 404, 'RESULT_EXPIRED'],
  ['another format', '/results/abc.xlsx', 404, 'UNKNOWN_FORMAT'],
  ['no format', '/results/abc', 404, 'UNKNOWN_FORMAT'],
  ['an option that is none', '/results/abc.json?shap=objects', 400, 'UNKNOWN_PARAMETER'],
])('%s is a problem with code and hint', async (_, path, status, code) => {
  const response = await fetch(trivet.address + path);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(await response.json()).toMatchObject({ type: 'about:blank', status, code, hint: expect.any(String) });
  expect(response.headers.get('etag')).toBeNull();
});

test('a value that an option does not have is refused with its choices', async () => {
  const response = await fetch(`${await answer()}.json?shape=round`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    code: 'INVALID_PARAMETER',
    choices: ['arrays', 'objects', 'columns'],
  });
});

test('all refusals of a posted query come at once', async () => {
  const response = await post({ metrics: ['npss'], groupBy: ['regoin'] });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    code: 'UNKNOWN_METRIC',
    hint: expect.stringContaining('nps'),
    refusals: [{ code: 'UNKNOWN_DIMENSION', hint: expect.stringContaining('region') }],
  });
});

test.each([
  ['text that is not JSON', '{', 'application/json', 400],
  ['nothing', '', 'application/json', 400],
  ['a list', '[]', 'application/json', 400],
  ['plain text, which a form could send', '{}', 'text/plain', 415],
  ['more than the limit', JSON.stringify({ metrics: 'x'.repeat(300_000) }), 'application/json', 413],
])('a body of %s is refused as a problem', async (_, body, contentType, status) => {
  const response = await post(body, contentType);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
});
