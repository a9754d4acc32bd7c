import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';

let trivet: TestApp;

beforeAll(async () => {
  trivet = await startTestApp();
});

afterAll(() => trivet.close());

interface Introspected {
  readonly kind: string;
  readonly enumValues: readonly { readonly name: string; readonly description: string }[] | null;
  readonly inputFields: readonly { readonly name: string; readonly type: { readonly name: string } }[] | null;
}

async function typeNamed(name: string): Promise<Introspected> {
  const { data } = await trivet.graphql(
    `query Type($name: String!) { named: __type(name: $name) { kind enumValues { name description }
      inputFields { name type { name } } } }`,
    { name },
  );
  return (data as { named: Introspected }).named;
}

test('the names of the model are enumerations, each with its definition and owner', async () => {
  const metrics = await typeNamed('MetricName');
  expect(metrics.kind).toBe('ENUM');
  expect(metrics.enumValues).toContainEqual({
    name: 'nps',
    description: 'Nps. 100 · (promoters − detractors) / scored answers, of responses. Owner: cx-lead.',
  });
  const dimensions = await typeNamed('DimensionName');
  expect(dimensions.enumValues?.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['region', 'date', 'responses__channel', 'odd_names__constructor']),
  );
  expect((await typeNamed('PurposeName')).enumValues?.map(({ name }) => name)).toEqual([
    'research',
    'service_improvement',
  ]);
  expect((await typeNamed('DatasetName')).enumValues?.map(({ name }) => name)).toContain('orders');
});

test('the filter has a field for each dimension, typed by it', async () => {
  const { kind, inputFields } = await typeNamed('MetricWhere');
  expect(kind).toBe('INPUT_OBJECT');
  const types = new Map(inputFields?.map(({ name, type }) => [name, type.name]));
  expect(types.get('region')).toBe('StringCondition');
  expect(types.get('date')).toBe('DateCondition');
  expect(types.get('lines__line_no')).toBe('NumberCondition');
  expect(types.get('_not')).toBe('MetricWhere');
});

const asked = `query Asked($input: MetricQueryInput!) { metricQuery(input: $input) { columns { name } table(layout: ARRAYS) } }`;

test('a name is taken as GraphQL spells it and as the model does, in variables and in the document', async () => {
  const answers = await Promise.all([
    trivet.graphql(asked, { input: byChannel('responses__channel') }),
    trivet.graphql(asked, { input: byChannel('responses.channel') }),
    trivet.graphql(`{ metricQuery(input: { metrics: [{ name: responses, interval: false }],
      groupBy: [{ dimension: responses__channel }], where: { responses__channel: { _neq: "none" } } }) { columns { name } table(layout: ARRAYS) } }`),
    trivet.graphql(`{ metricQuery(input: { metrics: [{ name: "responses", interval: false }],
      groupBy: [{ dimension: "responses.channel" }] }) { columns { name } table(layout: ARRAYS) } }`),
  ]);
  for (const { data, errors } of answers) {
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      metricQuery: {
        columns: [{ name: 'responses__channel' }, { name: 'responses' }],
        table: [
          ['email', 3],
          ['web', 3],
        ],
      },
    });
  }
});

function byChannel(dimension: string): object {
  return {
    metrics: [{ name: 'responses', interval: false }],
    groupBy: [{ dimension }],
    where: { responses__channel: { _in: ['email', 'web', null] } },
  };
}

test('a name that is not there is refused wherever it stands', async () => {
  const literal = await trivet.graphql('{ metricQuery(input: { metrics: [{ name: npss }] }) { rowCount } }');
  expect(literal.errors?.[0]).toMatchObject({
    message: 'No metric is called npss.',
    extensions: { code: 'UNKNOWN_METRIC', hint: 'Did you mean nps?' },
  });
  const filter = await trivet.graphql(asked, {
    input: { metrics: [{ name: 'nps' }], where: { regoin: { _eq: 'x' } } },
  });
  expect(filter.errors?.[0]?.message).toContain('Did you mean "region"?');
  const purpose = await trivet.graphql(asked, { input: { metrics: [{ name: 'nps' }], purpose: 'reserch' } });
  expect(purpose.errors?.[0]?.extensions).toMatchObject({ code: 'UNKNOWN_PURPOSE', hint: 'Did you mean research?' });
});

test('a wrong type of value is refused before anything runs', async () => {
  const { errors, status } = await trivet.graphql(asked, {
    input: { metrics: [{ name: 'revenue' }], where: { lines__line_no: { _gte: 'many' } } },
  });
  expect(status).toBe(400);
  expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
});

test('a renamed metric breaks loudly, a broken model not at all', async () => {
  const file = join(trivet.folder, 'datasets', 'metrics.yml');
  const whole = await readFile(file, 'utf8');
  const question = { input: { metrics: [{ name: 'line_total' }] } };
  try {
    await writeFile(file, whole.replace('\n  line_total:', '\n  sum_of_lines:'));
    await trivet.app.workspace.reload();
    expect(trivet.app.workspace.current().problems).toEqual([]);
    const renamed = await trivet.graphql(asked, question);
    expect(renamed.errors?.[0]).toMatchObject({
      message: 'No metric is called line_total.',
      extensions: { code: 'UNKNOWN_METRIC' },
    });
    expect((await typeNamed('MetricName')).enumValues?.map(({ name }) => name)).toContain('sum_of_lines');
    await writeFile(file, 'metrics: [');
    const { data } = await trivet.graphql('mutation { reload { problems { code file } } }');
    const { problems } = (data as { reload: { problems: object[] } }).reload;
    expect(problems).toContainEqual({ code: 'INVALID_YAML', file: 'datasets/metrics.yml' });
    const stays = await trivet.graphql(asked, { input: { metrics: [{ name: 'sum_of_lines', interval: false }] } });
    expect(stays.data).toMatchObject({ metricQuery: { table: [['950.00']] } });
  } finally {
    await writeFile(file, whole);
    await trivet.app.workspace.reload();
  }
});

test('what runs while the model changes finishes on the old one', async () => {
  const file = join(trivet.folder, 'datasets', 'metrics.yml');
  const whole = await readFile(file, 'utf8');
  try {
    const running = Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        trivet.graphql(asked, { input: { metrics: [{ name: 'line_total', interval: false }], limit: index + 1 } }),
      ),
    );
    await writeFile(file, whole.replace('\n  line_total:', '\n  sum_of_lines:'));
    const reloaded = trivet.app.workspace.reload();
    const answers = await running;
    await reloaded;
    for (const { data } of answers) expect(data).toMatchObject({ metricQuery: { table: [['950.00']] } });
    const after = await trivet.graphql(asked, { input: { metrics: [{ name: 'line_total' }] } });
    expect(after.errors?.[0]?.extensions['code']).toBe('UNKNOWN_METRIC');
  } finally {
    await writeFile(file, whole);
    await trivet.app.workspace.reload();
  }
});
