import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';

let trivet: TestApp;
beforeAll(async () => {
  trivet = await startTestApp('cases', {
    before: (folder) =>
      writeFile(
        join(folder, 'datasets', 'hostile.yml'),
        `version: 1
views:
  everything: { metrics: [nps, revenue], dimensions: [region, date] }
queries:
  chosen: { metrics: [revenue], where: { region: $r }, parameters: { r: { dimension: region, default: North } } }
`,
      ),
  });
});
afterAll(() => trivet.close());

const texts = [
  "'",
  '"',
  '\\',
  '\n',
  '%',
  '_',
  'é',
  '顧客',
  '--',
  "'; DROP TABLE data.orders; --",
  '${x}',
  '../../x',
  '__proto__',
];
const numbers = ['NaN', 'Infinity', '1e999', '-1', '99999999999999999999', '1.5', '"x"', '{}'];
const days = ['0000-01-01', '9999-12-31', '275760-09-13', '2024-02-30', '-0001-01-01', 'today', ''];
const document =
  'query Ask($input: MetricQueryInput!) { metricQuery(input: $input) { rowCount table links { json } } }';
const metrics = [{ name: 'nps' }];
const groupBy = [{ dimension: 'region' }];

/** Every position of a query in which somebody else's text can stand. */
function asked(text: string): readonly object[] {
  return [
    { metrics: [{ name: text }] },
    { metrics: [{ name: 'nps', alias: text }], groupBy },
    { metrics, groupBy: [{ dimension: text }] },
    { metrics, groupBy: [{ dimension: 'region', path: [text] }] },
    ...['_eq', '_contains', '_like', '_startsWith', '_nope'].map((operator) => ({
      metrics,
      where: { region: { [operator]: text } },
    })),
    { metrics, where: { region: { _in: [text] } } },
    { metrics, where: { [text]: { _eq: 'a' } } },
    { metrics, having: { [text]: { _gt: 1 } } },
    { metrics, having: text },
    { metrics, orderBy: [{ by: text }] },
    { metrics, groupBy, topN: { dimension: text, by: text, n: 1 } },
    { metrics, groupBy, totals: [text] },
    { metrics, purpose: text },
    { metrics, asOf: text },
    { metrics, time: { range: ['2024-01-01', '2024-02-01'], zone: text } },
    { metrics: [{ name: 'nps', compare: { offset: text } }], time: { range: ['2024-01-01', '2024-02-01'] } },
    { metrics: [{ name: 'revenue', window: { rolling: text } }], groupBy: [{ dimension: 'date', grain: 'MONTH' }] },
    { metrics: [{ name: 'nps', allocate: text, excludeFromGrain: [text] }] },
    { metrics, cohort: { rollup: text, grain: 'MONTH', period: 'MONTH' } },
    { metrics, where: { customers: { _metric: { [text]: { _gte: 1 } } } } },
  ];
}

interface Request {
  readonly path: string;
  readonly body?: string;
}

/** What is wrong with an answer: a server's own error, something of the inside, a refusal without code or way out. */
async function faultsOf({ path, body }: Request): Promise<readonly string[]> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const init = body === undefined ? { headers } : { method: 'POST', headers, body };
  const response = await fetch(`${trivet.address}${path}`, init);
  const text = await response.text();
  const inside = /INTERNAL|\.ts:\d|node_modules|Binder Error|Catalog Error|Conversion Error|Parser Error/.exec(text);
  const refusals = response.ok || path === '/graphql' ? refusalsIn(text) : [JSON.parse(text) as Refusal];
  const unhelpful = refusals.filter(({ code = '', hint }) => !isProtocol(code) && (code === '' || !hint));
  return [
    ...(response.status >= 500 ? [`${response.status}`] : []),
    ...(inside === null ? [] : [inside[0]]),
    ...unhelpful.map(({ code }) => `no way out of ${code ?? 'a refusal without code'}`),
  ].map((fault) => `${path} ${body ?? ''}: ${fault}`);
}

interface Refusal {
  readonly code?: string;
  readonly hint?: string | null;
}

function refusalsIn(text: string): readonly Refusal[] {
  const { errors = [] } = JSON.parse(text) as { readonly errors?: readonly { readonly extensions?: Refusal }[] };
  return errors.map(({ extensions = {} }) => extensions);
}

/** Of GraphQL's own checks, whose messages say what was expected. */
function isProtocol(code: string): boolean {
  return code.startsWith('GRAPHQL_') || code === 'BAD_USER_INPUT';
}

function everywhere(input: object): readonly Request[] {
  return [
    { path: '/graphql', body: JSON.stringify({ query: document, variables: { input } }) },
    { path: '/results', body: JSON.stringify(input) },
  ];
}

async function expectNoFaults(requests: readonly Request[]): Promise<void> {
  const found: string[] = [];
  for (const request of requests) found.push(...(await faultsOf(request)));
  expect(found).toEqual([]);
}

test.each(texts)('the text %j is refused or answered wherever it stands', { timeout: 60_000 }, async (text) => {
  const written = encodeURIComponent(text);
  const semantic = [
    { metrics: [text] },
    { metrics: ['nps'], dimensions: [text] },
    { metrics: ['nps'], filters: [{ type: 'WHERE', column: text, operator: '=', value: 'a' }] },
    { metrics: ['nps'], filters: [{ type: 'WHERE', column: 'region', operator: 'contains', value: text }] },
  ].map((query) => ({ path: '/semantic/views/everything/query', body: JSON.stringify({ query }) }));
  await expectNoFaults([
    ...asked(text).flatMap(everywhere),
    ...semantic,
    ...[`/queries/chosen.json?r=${written}`, `/queries/chosen.json?${written}=1`, `/queries/${written}.json`].map(
      (path) => ({ path }),
    ),
  ]);
});

test('numbers that are none, and numbers out of range', { timeout: 60_000 }, async () => {
  const bodies = numbers.flatMap((number) =>
    [`"limit": ${number}`, `"offset": ${number}`, `"having": { "nps": { "_gt": ${number} } }`].map(
      (part) => `{ "metrics": [{ "name": "nps" }], ${part} }`,
    ),
  );
  const requests = bodies.flatMap((body) => [
    { path: '/results', body },
    { path: '/graphql', body: `{ "query": ${JSON.stringify(document)}, "variables": { "input": ${body} } }` },
  ]);
  await expectNoFaults(requests);
});

test('days that no calendar has, and days beyond every calendar', { timeout: 60_000 }, async () => {
  const month = [{ dimension: 'date', grain: 'MONTH' }];
  const inputs = days.flatMap((day) => [
    { metrics, time: { range: [day, '2024-02-01'] } },
    { metrics, groupBy: month, time: { range: ['2024-01-01', day], spine: 'DENSE' } },
    { metrics, where: { date: { _gte: day } } },
    { metrics, asOf: `${day}T00:00:00Z` },
  ]);
  await expectNoFaults(inputs.flatMap(everywhere));
});

test('ten thousand values are a list, and one more is refused', { timeout: 60_000 }, async () => {
  const values = (count: number): object => ({
    metrics,
    where: { region: { _in: Array.from({ length: count }, (_, index) => `r${index}`) } },
  });
  await expectNoFaults([...everywhere(values(10_000)), ...everywhere(values(10_001))]);
});
