import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from '@uwdata/flechette';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './app.ts';
import { type GuideFence, guideFences, guideTables, wordOf } from './guide.ts';

const root = resolve(import.meta.dirname, '../..');
const pages = (await readdir(join(root, 'docs/guide/bi'))).filter((name) => name.endsWith('.md')).sort();
const written = 'http://localhost:4000';
let trivet: TestApp;
let scratch = '';

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'trivet-guides-'));
  const demo = join(scratch, 'demo');
  const isModel = (path: string): boolean => !path.endsWith('generated') && !path.endsWith('.ts');
  await cp(join(root, 'datasets'), join(demo, 'datasets'), { recursive: true, filter: isModel });
  await cp(join(root, 'notebooks'), join(demo, 'notebooks'), { recursive: true });
  await cp(join(root, 'trivet.yml'), join(demo, 'trivet.yml'));
  const generator = [
    join(root, 'datasets', 'generate.ts'),
    '--scale',
    '0.05',
    '--out',
    join(demo, 'datasets/generated'),
  ];
  await promisify(execFile)(process.execPath, ['--import', 'tsx', ...generator], { cwd: root });
  trivet = await startTestApp(demo, { clock: () => new Date('2026-07-01T00:00:00Z') });
}, 120_000);

afterAll(async () => {
  await trivet.close();
  await rm(scratch, { recursive: true, force: true });
});

function fencesOf(page: string): readonly GuideFence[] {
  return guideFences(join('bi', page));
}

function here(url: string): string {
  return url.replace(written, trivet.address);
}

async function read(url: string): Promise<Response> {
  const response = await fetch(here(url));
  expect(response.status, url).toBe(200);
  return response;
}

async function columnsOf(url: string): Promise<readonly string[]> {
  const [head = ''] = (await (await read(url)).text()).replace('\uFEFF', '').split('\r\n');
  return head.split(',');
}

const types: ReadonlyMap<string, string> = new Map([
  ['csv', 'text/csv; charset=utf-8; header=present'],
  ['json', 'application/json; charset=utf-8'],
  ['parquet', 'application/vnd.apache.parquet'],
  ['arrow', 'application/vnd.apache.arrow.stream'],
]);

/** Addresses of files in code, with the page they stand on. */
const addresses = pages.flatMap((page) =>
  fencesOf(page).flatMap(({ text }) =>
    [...text.matchAll(/http:\/\/localhost:4000\/(?:queries|notebooks)\/[^\s"']+/g)].map(
      ([url]) => [page, url] as const,
    ),
  ),
);

test('there is a page for each tool, and the index names each', () => {
  const named = guideTables(join('bi', 'README.md'))[0]?.rows.map(([tool = '']) => /\(([^)]*)\)/.exec(tool)?.[1]);
  expect(named?.toSorted()).toEqual(pages.filter((name) => name !== 'README.md'));
  expect(addresses.length).toBeGreaterThan(15);
});

test.each(addresses)('%s: %s is a table', async (_, url) => {
  const response = await read(url);
  const ending = /\.([a-z]+)(?:\?|$)/.exec(url)?.[1] ?? '';
  expect(response.headers.get('content-type')).toBe(types.get(ending));
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect(bytes.length).toBeGreaterThan(50);
  if (ending === 'arrow') expect(tableFromIPC(bytes).numRows).toBeGreaterThan(0);
});

describe('Power Query', () => {
  const queries = pages.flatMap((page) =>
    fencesOf(page)
      .filter(({ language }) => language === 'powerquery')
      .map(({ text }) => [page, text] as const),
  );

  test.each(queries)('%s: a literal base, a relative path, and the columns that are typed', async (_, text) => {
    const base = /Web\.Contents\("([^"]+)"/.exec(text)?.[1] ?? '';
    const path = /RelativePath = "([^"]+)"/.exec(text)?.[1] ?? '';
    const options = [...(/Query = \[([^\]]*)\]/.exec(text)?.[1] ?? '').matchAll(/(\w+) = "([^"]*)"/g)];
    const query = new URLSearchParams(options.map(([, name = '', value = '']): [string, string] => [name, value]));
    const found = await columnsOf(`${base}/${path}?${query.toString()}`);
    const typed = [...text.matchAll(/\{"(\w+)", [\w.]+(?: \w+)?\}/g)].map(([, name = '']) => name);
    expect(typed.length).toBeGreaterThan(2);
    expect(found).toEqual(expect.arrayContaining(typed));
  });

  test('there are several', () => expect(queries.length).toBeGreaterThanOrEqual(3));
});

describe('Grafana', () => {
  const fences = fencesOf('grafana.md');
  const selectors = (fence: GuideFence | undefined): readonly string[] =>
    fence?.table?.rows.map(([selector = '']) => selector.replaceAll('`', '')) ?? [];

  test('finds its columns in the rows of the address', async () => {
    const fence = fences.find(({ language }) => language === 'url');
    const rows = (await (await read(fence?.text.trim() ?? '')).json()) as Record<string, unknown>[];
    expect(rows.length).toBeGreaterThan(3);
    for (const name of selectors(fence)) expect(Object.keys(rows[0] ?? {})).toContain(name);
    expect(rows[0]?.['date']).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(rows.map((row) => typeof row['revenue'])).not.toContain('string');
  });

  test('finds them under the root selector data.metricQuery.table', async () => {
    const fence = fences.find(({ language }) => language === 'graphql');
    const answer = await post('/graphql', { query: fence?.text });
    const { data } = answer.body as { data: { metricQuery: { table: Record<string, unknown>[] } } };
    const [first = {}] = data.metricQuery.table;
    expect(selectors(fence).length).toBe(4);
    for (const name of selectors(fence)) expect(Object.keys(first)).toContain(name);
  });
});

test('Retool: the query runs with its variables', async () => {
  const [query, variables] = fencesOf('retool.md');
  const { body } = await post('/graphql', {
    query: query?.text,
    variables: JSON.parse(variables?.text ?? '') as object,
  });
  const { data, errors } = body as { data: { metricQuery: { table: object[] } }; errors?: unknown };
  expect(errors).toBeUndefined();
  expect(Object.keys(data.metricQuery.table[0] ?? {})).toEqual([
    'region',
    'revenue',
    'nps',
    'nps_low',
    'nps_high',
    'nps_n',
  ]);
});

test('Looker Studio: the connector makes a schema and rows that fit each other', async () => {
  const [script] = fencesOf('looker-studio.md');
  const address = /const address = '([^']+)'/.exec(script?.text ?? '')?.[1] ?? '';
  const text = await (await read(address)).text();
  const google = { UrlFetchApp: { fetch: () => ({ getContentText: () => text }) } };
  const context = createContext(google);
  runInContext(script?.text ?? '', context);
  const call = (code: string): unknown => JSON.parse(String(runInContext(`JSON.stringify(${code})`, context)));
  const { schema } = call('getSchema()') as { schema: { name: string; semantics: { semanticType: string } }[] };
  expect(schema.map(({ name, semantics }) => [name, semantics.semanticType]).slice(0, 2)).toEqual([
    ['date', 'YEAR_MONTH_DAY'],
    ['nps', 'NUMBER'],
  ]);
  const data = call(`getData({ fields: [{ name: 'revenue' }, { name: 'date' }] })`) as {
    rows: { values: unknown[] }[];
  };
  expect(data.rows[0]?.values).toEqual([expect.any(Number), expect.stringMatching(/^\d{8}$/)]);
});

const bodies = pages.flatMap((page) =>
  fencesOf(page).flatMap((fence) => {
    const path = wordOf(fence, 'post');
    return path === null ? [] : [[page, path, fence.text] as const];
  }),
);

test.each(bodies)('%s: POST %s is answered', async (_, path, text) => {
  const { status, body } = await post(path, JSON.parse(text) as object);
  expect(status, JSON.stringify(body)).toBe(path === '/results' ? 201 : 200);
  const { results } = body as { results?: { schema: object[]; rows: object[] } };
  if (results !== undefined) expect(results.rows.length).toBeGreaterThan(0);
});

test('the mistakes are as the page says', async () => {
  const problems = fencesOf('curl.md').filter((fence) => wordOf(fence, 'problem') !== null);
  expect(problems).toHaveLength(2);
  for (const fence of problems) {
    const response = await fetch(trivet.address + (wordOf(fence, 'problem') ?? ''));
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject(JSON.parse(fence.text) as object);
  }
});

test('curl: the body in the shell is the one below it', () => {
  const fences = fencesOf('curl.md');
  const inShell = fences.map(({ text }) => /-d '([^']+)'/.exec(text)?.[1]).find((found) => found !== undefined);
  const below = fences.find((fence) => wordOf(fence, 'post') === '/results');
  expect(JSON.parse(inShell ?? '')).toEqual(JSON.parse(below?.text ?? '{}'));
});

test('DuckDB answers the statements of its page over the files', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const [index, { text }] of fencesOf('duckdb.md').entries()) {
    const [url = ''] = /http:\/\/localhost:4000[^']+/.exec(text) ?? [];
    const file = join(scratch, `file-${index}`);
    await writeFile(file, Buffer.from(await (await read(url)).arrayBuffer()));
    const reader = await connection.runAndReadAll(text.replace(url, file));
    expect(reader.currentRowCount).toBeGreaterThan(0);
  }
  connection.closeSync();
});

test('the saved query of the index loads and answers', async () => {
  const [example] = fencesOf('README.md').filter(({ language }) => language === 'yaml');
  await writeFile(join(trivet.folder, 'datasets', 'example.yml'), example?.text ?? '');
  await trivet.app.workspace.reload();
  expect(trivet.app.workspace.current().problems.filter(({ file }) => file === 'datasets/example.yml')).toEqual([]);
  expect(await columnsOf(`${written}/queries/tickets_by_cause.csv?region=North`)).toEqual([
    'cause',
    'tickets',
    'ticket_cost',
  ]);
});

async function post(path: string, body: object): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(trivet.address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}
