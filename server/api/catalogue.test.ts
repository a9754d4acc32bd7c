import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';

let trivet: TestApp;
let analyst: string;

beforeAll(async () => {
  trivet = await startTestApp('cases', { settings: 'auth: { tokens: true }' });
  await writeFile(
    join(trivet.folder, 'datasets', 'rules.yml'),
    `access:
  - { dataset: customers, roles: [analyst], rows: "region in (user.regions)" }
  - { dataset: responses, roles: [analyst], columns: { score: deny } }
queries:
  responses_of:
    parameters: { region: { dimension: region, default: North } }
    metrics: [{ name: responses, interval: false }]
    where: { region: $region }
`,
  );
  await trivet.app.workspace.reload();
  expect(trivet.app.workspace.current().problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  admin = await trivet.makeToken({ name: 'root', role: 'admin' });
  analyst = await trivet.makeToken({ name: 'ada', role: 'analyst', attributes: new Map([['regions', ['North']]]) });
});

let admin: string;

afterAll(() => trivet.close());

async function asked<Data>(query: string, secret = admin): Promise<Data> {
  const { data, errors } = await trivet.graphql(query, {}, secret);
  expect(errors).toBeUndefined();
  return (data as { catalogue: Data }).catalogue;
}

test('the card of a metric has formula, denominator, components and what never counts', async () => {
  const { metric } = await asked<{
    metric: object;
  }>(`{ catalogue { metric(name: nps) { kind owner format formula denominator
    exclusions minN datasets kinds components { name dataset aggregate of where time } } } }`);
  expect(metric).toMatchObject({
    kind: 'nps',
    owner: 'cx-lead',
    format: 'points',
    denominator: 'scored',
    minN: 30,
    datasets: ['responses'],
    kinds: ['SURVEY'],
    exclusions: ['Rows of responses without consent for the purpose.'],
  });
  expect((metric as { components: object[] }).components).toContainEqual({
    name: 'promoters',
    dataset: 'responses',
    aggregate: 'count',
    of: null,
    where: 'score >= 9',
    time: 'answered_at',
  });
  const { metric: web } = await asked<{ metric: object }>(
    '{ catalogue { metric(name: web_responses) { denominator exclusions } } }',
  );
  expect(web).toMatchObject({
    denominator: null,
    exclusions: expect.arrayContaining(["Rows for which channel = 'web' does not hold."]),
  });
});

test('a dimension says where it lives, who gets there how, and how it is computed', async () => {
  const { dimension, band } = await asked<Record<string, object>>(`{ catalogue {
    dimension(name: region) { homes { dataset expression } paths { dataset home joins } rollup { name } }
    band: dimension(name: ticket_band) { rollup { entity from value bands empty asOf } } } }`);
  expect(dimension).toMatchObject({ homes: [{ dataset: 'customers', expression: 'region' }], rollup: null });
  expect((dimension as { paths: object[] }).paths).toContainEqual({
    dataset: 'lines',
    home: 'customers',
    joins: ['order', 'customer'],
  });
  expect(band).toEqual({
    rollup: {
      entity: 'customers',
      from: 'tickets',
      value: 'count(*)',
      bands: ['0', '1', '2+'],
      empty: '0',
      asOf: 'END',
    },
  });
});

test('views and saved queries are listed, these with parameters and addresses', async () => {
  const { views, queries } = await asked<{ views: object[]; queries: object[] }>(`{ catalogue {
    views { name label metrics dimensions } queries { name query parameters { name type default } links { csv } } } }`);
  expect(views).toEqual([
    {
      name: 'cx_overview',
      label: 'CX overview',
      metrics: ['nps', 'revenue', 'ticket_cost'],
      dimensions: ['region', 'date'],
    },
  ]);
  expect(queries).toContainEqual(
    expect.objectContaining({
      name: 'responses_of',
      parameters: [{ name: 'region', type: 'string', default: 'North' }],
      links: { csv: '/queries/responses_of.csv' },
    }),
  );
  const saved =
    'query Saved($parameters: JSON) { savedQuery(slug: "responses_of", parameters: $parameters) { table(layout: ARRAYS) } }';
  const of = async (parameters: object | null): Promise<unknown> => {
    const { data, errors } = await trivet.graphql(saved, { parameters }, admin);
    expect(errors).toBeUndefined();
    return (data as { savedQuery: { table: unknown } }).savedQuery.table;
  };
  expect(await of(null)).toEqual([[3]]);
  expect(await of({ region: 'South' })).toEqual([[1]]);
  expect(await of({ region: null })).toEqual([[6]]);
});

test('a search finds what has every word, names first', async () => {
  const { search } = await asked<{ search: { kind: string; name: string }[] }>(
    '{ catalogue { search(text: "Ticket") { kind name } } }',
  );
  expect(search).toContainEqual({ kind: 'METRIC', name: 'ticket_cost' });
  expect(search).toContainEqual({ kind: 'DATASET', name: 'tickets' });
  const none = await asked<{ search: object[] }>('{ catalogue { search(text: "ticket nowhere") { name } } }');
  expect(none.search).toEqual([]);
});

test('the catalogue of an analyst has nothing that is denied, and no number of rows that are not theirs', async () => {
  const everything = `{ catalogue {
    metrics { name definition formula components { name where } dimensions datasets }
    dimensions { name datasets homes { dataset expression } paths { dataset home joins } }
    datasets { name rowCount deduplicated consent columns { name nulls samples } joins { name to } rollups { name } metrics problems { message } }
    views { name metrics dimensions } queries { name query } search(text: "e") { name label description } } }`;
  const seen = await asked<{
    datasets: { name: string; rowCount: string | null; columns: { samples: string[] }[] }[];
    metrics: { name: string }[];
  }>(everything, analyst);
  expect(JSON.stringify(seen)).not.toMatch(/\b(score|promoters|nps|orders|revenue|tickets|ticket_band)\b/i);
  expect(seen.metrics.map(({ name }) => name)).toEqual(['responses', 'customers', 'web_responses']);
  expect(seen.datasets.map(({ name, rowCount }) => [name, rowCount])).toEqual([
    ['customers', null],
    ['responses', null],
  ]);
  expect(seen.datasets.flatMap(({ columns }) => columns.flatMap(({ samples }) => samples))).toEqual([]);
  const { errors } = await trivet.graphql('{ catalogue { dataset(name: "orders") { name } } }', {}, analyst);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNKNOWN_DATASET' });
  const introspected = await trivet.graphql(
    '{ __schema { types { name enumValues { name } inputFields { name } fields { name } } } }',
    {},
    analyst,
  );
  expect(JSON.stringify(introspected.data)).not.toMatch(/"(score|nps|orders|revenue|tickets|OrdersRow|ticket_band)"/);
});

test('an analyst reads the rows of their policy alone', async () => {
  const { data } = await trivet.graphql('{ responses { totalCount nodes { response_id } } }', {}, analyst);
  expect(data).toEqual({
    responses: { totalCount: 3, nodes: [{ response_id: 'r1' }, { response_id: 'r2' }, { response_id: 'r3' }] },
  });
});
