import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';

let trivet: TestApp;

const views = `
version: 1
dimensions:
  survey_channel: { home: responses.channel, label: Survey channel }
views:
  everything:
    label: Everything
    metrics: [nps, responses, revenue, orders, average_order, ticket_cost, tickets]
    dimensions: [region, date, customer, survey_channel]
`;

beforeAll(async () => {
  trivet = await startTestApp();
  await writeFile(join(trivet.folder, 'datasets', 'views.yml'), views);
  await trivet.app.workspace.reload();
});

afterAll(() => trivet.close());

interface Answer {
  readonly status: number;
  readonly type: string;
  // Each test says what it expects.
  readonly body: never;
}

async function post(path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${trivet.address}/semantic/views/${path}`, {
    method: 'POST',
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: (await response.json()) as never,
  };
}

async function rows(query: object, view = 'everything'): Promise<object[]> {
  const { status, body } = await post(`${view}/query`, { query });
  expect(status).toBe(200);
  return (body as { results: { rows: object[] } }).results.rows;
}

describe('views', () => {
  test('are listed with their features', async () => {
    const { status, body } = await post('', { runtime_configuration: {} });
    expect(status).toBe(200);
    expect(body).toContainEqual({
      name: 'everything',
      display_name: 'Everything',
      uid: 'everything',
      features: ['GROUP_LIMIT', 'GROUP_OTHERS'],
    });
    expect((await post('')).body).toEqual(body);
  });

  test('describe dimensions with Arrow types, and a calendar once for each grain', async () => {
    const { body } = await post('everything', { additional_configuration: {} });
    const { dimensions } = body as { dimensions: { id: string }[] };
    expect(dimensions.map(({ id }) => id).filter((id) => !id.includes('fiscal'))).toEqual([
      'region',
      'date__day',
      'date__week',
      'date__month',
      'date__quarter',
      'date__year',
      'customer',
      'survey_channel',
    ]);
    expect(dimensions).toContainEqual({
      id: 'region',
      name: 'region',
      type: 'utf8',
      metadata: { display_name: 'Region', semantic_type: 'category' },
      definition: null,
      description: null,
      grain: null,
    });
    expect(dimensions).toContainEqual(
      expect.objectContaining({
        id: 'date__month',
        type: 'date',
        grain: 'P1M',
        metadata: { display_name: 'Date (month)', semantic_type: 'time' },
      }),
    );
  });

  test('describe metrics, and say only of sums and counts how they may be added up', async () => {
    const { body } = await post('everything');
    const { metrics } = body as { metrics: { id: string; aggregation: string | null; metadata: object }[] };
    expect(metrics.map(({ id, aggregation }) => [id, aggregation])).toEqual([
      ['nps', null],
      ['responses', 'COUNT'],
      ['revenue', 'SUM'],
      ['orders', 'COUNT'],
      ['average_order', null],
      ['ticket_cost', 'SUM'],
      ['tickets', 'COUNT'],
    ]);
    expect(metrics[2]?.metadata).toEqual({
      display_name: 'Revenue',
      semantic_type: 'sum',
      unit: 'EUR',
      format: 'currency',
    });
    const known = ['display_name', 'semantic_type', 'unit', 'attributes', 'format', 'filter', 'extensions'];
    for (const { metadata } of metrics) expect(known).toEqual(expect.arrayContaining(Object.keys(metadata)));
  });
});

describe('a query', () => {
  test('is answered by the ids it names, dimensions first, in Arrow types', async () => {
    const { body } = await post('everything/query', {
      query: {
        metrics: ['revenue', 'responses', 'nps', 'ticket_cost'],
        dimensions: ['region'],
        order: [{ column: 'region', direction: 'ASC' }],
      },
    });
    const { results, requests } = body as { results: object; requests: { type: string; definition: string }[] };
    expect(results).toEqual({
      schema: [
        { name: 'region', type: 'utf8' },
        { name: 'revenue', type: 'floating' },
        { name: 'responses', type: 'int' },
        { name: 'nps', type: 'floating' },
        { name: 'ticket_cost', type: 'int' },
      ],
      rows: [
        { region: 'North', revenue: 350, responses: 3, nps: expect.closeTo(33.3333, 3), ticket_cost: 35 },
        { region: 'South', revenue: 100, responses: 1, nps: -100, ticket_cost: 40 },
        { region: null, revenue: 500, responses: 2, nps: 50, ticket_cost: null },
      ],
    });
    const [asked, run] = requests;
    expect(asked?.type).toBe('metric_query');
    expect(JSON.parse(asked?.definition ?? '')).toMatchObject({
      metrics: [{ name: 'revenue' }, { name: 'responses' }, { name: 'nps' }, { name: 'ticket_cost' }],
      groupBy: [{ dimension: 'region' }],
      purpose: 'service_improvement',
    });
    expect(run?.type).toBe('sql');
  });

  test('may be grouped by two grains of one calendar', async () => {
    const dimensions = ['date__month', 'date__year'];
    expect(await rows({ metrics: ['revenue'], dimensions, order: [{ column: 'date__month' }] })).toEqual([
      { date__month: '2024-01-01', date__year: '2024-01-01', revenue: 220 },
      { date__month: '2024-02-01', date__year: '2024-01-01', revenue: 700 },
      { date__month: '2024-04-01', date__year: '2024-01-01', revenue: 30 },
    ]);
  });

  test('has order, limit and offset', async () => {
    const query = { metrics: ['revenue'], dimensions: ['region'], order: [{ column: 'revenue', direction: 'DESC' }] };
    expect(await rows({ ...query, limit: 1 })).toEqual([{ region: null, revenue: 500 }]);
    expect(await rows({ ...query, limit: 1, offset: 1 })).toEqual([{ region: 'North', revenue: 350 }]);
  });

  const region = (operator: string, value?: unknown): object => ({
    type: 'WHERE',
    column: 'region',
    operator,
    ...(value === undefined ? {} : { value }),
  });
  test.each([
    [region('=', 'North'), ['North']],
    [region('!=', 'North'), ['South']],
    [region('>', 'North'), ['South']],
    [region('>=', 'North'), ['North', 'South']],
    [region('<', 'South'), ['North']],
    [region('<=', 'South'), ['North', 'South']],
    [region('IN', ['North', 'East']), ['North']],
    [region('NOT IN', ['North', 'East']), ['South']],
    [region('IS NULL'), [null]],
    [region('IS NOT NULL'), ['North', 'South']],
    [region('between', ['A', 'O']), ['North']],
    [region('contains', 'ort'), ['North']],
    [region('starts_with', 'So'), ['South']],
    [region('ends_with', 'th'), ['North', 'South']],
    [region('ends_with', '%'), []],
    [region('=', "x' OR '1'='1"), []],
  ])('filters rows by %j', async (filter, expected) => {
    const query = { metrics: ['orders'], dimensions: ['region'], filters: [filter], order: [{ column: 'region' }] };
    expect(await rows(query)).toEqual(expected.map((name) => expect.objectContaining({ region: name })));
  });

  const month = (operator: string, value: unknown): object => ({
    type: 'WHERE',
    column: 'date__month',
    operator,
    value,
  });
  test.each([
    [month('=', '2024-02-01'), [700]],
    [month('!=', '2024-02-01'), [220, 30]],
    [month('>', '2024-01-01'), [700, 30]],
    [month('>=', '2024-02-01'), [700, 30]],
    [month('<', '2024-02-01'), [220]],
    [month('<=', '2024-02-01'), [220, 700]],
    [month('IN', ['2024-01-01', '2024-04-01']), [220, 30]],
    [month('NOT IN', ['2024-01-01', '2024-04-01']), [700]],
    [month('between', ['2024-02-01', '2024-04-01']), [700, 30]],
  ])('filters whole periods by %j', async (filter, revenues) => {
    const query = {
      metrics: ['revenue'],
      dimensions: ['date__month'],
      filters: [filter],
      order: [{ column: 'date__month' }],
    };
    expect((await rows(query)).map((row) => Object.values(row)[1])).toEqual(revenues);
  });

  test('keeps the largest groups, and all others as one that no value is taken for', async () => {
    const query = { metrics: ['revenue', 'nps'], dimensions: ['region'] };
    const limit = { dimensions: ['region'], metric: 'revenue', top: 1, direction: 'DESC', group_others: true };
    expect(await rows({ ...query, group_limit: limit })).toEqual([
      { region: null, revenue: 500, nps: 50, region_is_others: false },
      { region: null, revenue: 450, nps: 0, region_is_others: true },
    ]);
    expect(await rows({ ...query, group_limit: { ...limit, group_others: false } })).toEqual([
      { region: null, revenue: 500, nps: 50 },
    ]);
  });

  test('filters groups by metrics, after they are computed', async () => {
    const filters = [
      { type: 'HAVING', column: 'revenue', operator: '>', value: 100 },
      { type: 'HAVING', column: 'tickets', operator: '>=', value: 1 },
    ];
    expect(await rows({ metrics: ['revenue', 'tickets'], dimensions: ['region'], filters })).toEqual([
      { region: 'North', revenue: 350, tickets: 3 },
    ]);
  });
});

describe('the number of rows', () => {
  const query = { metrics: ['revenue'], dimensions: ['region'] };
  test.each([
    [{}, 3],
    [{ limit: 2 }, 2],
    [{ offset: 2 }, 1],
    [{ offset: 9 }, 0],
    [{ filters: [{ type: 'HAVING', column: 'revenue', operator: '>', value: 100 }] }, 2],
  ])('of %j is counted without them', async (rest, count) => {
    const { body } = await post('everything/row-count', { query: { ...query, ...rest } });
    expect((body as { results: object }).results).toEqual({
      schema: [{ name: 'COUNT', type: 'int' }],
      rows: [{ COUNT: count }],
    });
  });
});

describe('values', () => {
  test('of a dimension are those of all datasets, each once', async () => {
    const { body } = await post('everything/values', { dimension: 'region', filters: [] });
    expect((body as { results: object }).results).toEqual({
      schema: [{ name: 'region', type: 'utf8' }],
      rows: [{ region: 'North' }, { region: 'South' }, { region: null }],
    });
  });

  test('obey filters, also on what only some datasets have', async () => {
    const filters = [{ type: 'WHERE', column: 'survey_channel', operator: '=', value: 'web' }];
    const { body } = await post('everything/values', { dimension: 'region', filters });
    expect((body as { results: { rows: object[] } }).results.rows.map((row) => Object.values(row)[0])).toEqual([
      'North',
      'South',
      null,
    ]);
  });
});

describe('a selection', () => {
  async function ids(path: string, body: object): Promise<string[]> {
    const answer = await post(`everything/${path}`, body);
    expect(answer.status).toBe(200);
    return (answer.body as { id: string }[]).map(({ id }) => id);
  }

  test('says which metrics still fit', async () => {
    const selected = { selected_metrics: [], selected_dimensions: ['survey_channel'] };
    expect(await ids('compatible-metrics', selected)).toEqual(['nps', 'responses', 'ticket_cost', 'tickets']);
    expect(await ids('compatible-metrics', {})).toHaveLength(7);
  });

  test('says which dimensions still fit', async () => {
    const fitting = await ids('compatible-dimensions', { selected_metrics: ['revenue'], selected_dimensions: [] });
    expect(fitting).toEqual(expect.arrayContaining(['region', 'date__month', 'customer']));
    expect(fitting).not.toContain('survey_channel');
  });
});

describe('mistakes', () => {
  test.each([
    ['another view', 'everythin', {}, '404 UNKNOWN_VIEW'],
    ['a view called like a method', 'constructor/query', { query: { metrics: ['nps'] } }, '404 UNKNOWN_VIEW'],
    ['no query', 'everything/query', {}, '422 INVALID_QUERY'],
    ['no metric', 'everything/query', { query: { metrics: [] } }, '422 INVALID_QUERY'],
    ['a list', 'everything', [], '422 INVALID_QUERY'],
  ])('%s', async (_, path, body, expected) => {
    const answer = await post(path, body);
    expect(answer.type).toContain('application/problem+json');
    const { status, code } = answer.body as { status: number; code: string };
    expect([`${status} ${code}`, answer.status]).toEqual([expected, status]);
  });

  test('in the shape of a body are all named by pointers', async () => {
    const filters = [{ type: 'WHERE', column: 'region', operator: 'LIKE', value: 'x' }];
    const { status, body } = await post('everything/query', {
      query: { metrics: ['nps'], filters, limit: 0, colour: 'red', 'a/b': 1 },
    });
    expect(status).toBe(422);
    const { invalid_params: invalid } = body as { invalid_params: { name: string }[] };
    expect(invalid.map(({ name }) => name).sort()).toEqual([
      '/query/a~1b',
      '/query/colour',
      '/query/filters/0/operator',
      '/query/limit',
    ]);
  });

  test('in ids are all named, each with its place and the closest', async () => {
    const { status, body } = await post('everything/query', {
      query: {
        metrics: ['npss', 'revenue'],
        dimensions: ['regin'],
        filters: [{ type: 'HAVING', column: 'reven', operator: '>', value: 1 }],
        order: [{ column: 'customer' }],
      },
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'UNKNOWN_METRIC', hint: 'Did you mean nps?' });
    expect((body as { invalid_params: { name: string }[] }).invalid_params.map(({ name }) => name)).toEqual([
      '/query/metrics/0',
      '/query/dimensions/0',
      '/query/filters/0/column',
      '/query/order/0/column',
    ]);
  });

  test('metrics of the model that the view leaves out are not there', async () => {
    const { status, body } = await post('cx_overview/query', { query: { metrics: ['orders'] } });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'UNKNOWN_METRIC' });
  });

  test.each([
    [{ type: 'WHERE', column: 'region', operator: 'IN', value: 'North' }, '/query/filters/0/value'],
    [{ type: 'WHERE', column: 'region', operator: 'IN', value: [] }, '/query/filters/0/value'],
    [{ type: 'WHERE', column: 'region', operator: 'IS NULL', value: 'x' }, '/query/filters/0/value'],
    [{ type: 'WHERE', column: 'region', operator: 'between', value: ['a'] }, '/query/filters/0/value'],
    [{ type: 'WHERE', column: 'region', operator: '=' }, '/query/filters/0/value'],
    [{ type: 'WHERE', column: 'date__month', operator: '=', value: '2024-02-15' }, '/query/filters/0/value'],
    [{ type: 'WHERE', column: 'date__month', operator: 'contains', value: '2024-02-01' }, '/query/filters/0/operator'],
  ])('a value that the operator does not take: %j', async (filter, place) => {
    const { status, body } = await post('everything/query', { query: { metrics: ['revenue'], filters: [filter] } });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'INVALID_QUERY', invalid_params: [{ name: place }] });
  });

  test('what cannot be asked together is refused by name', async () => {
    const { status, body } = await post('everything/query', {
      query: { metrics: ['revenue'], dimensions: ['survey_channel'] },
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'DIMENSION_NOT_CONFORMED' });
  });
});
