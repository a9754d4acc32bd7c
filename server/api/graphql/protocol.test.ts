import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';

let trivet: TestApp;

beforeAll(async () => {
  trivet = await startTestApp();
});

afterAll(() => trivet.close());

const json = 'application/json';
const graphqlJson = 'application/graphql-response+json';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly data: unknown;
}

async function sent(path: string, init: RequestInit = {}, app = trivet): Promise<Answer> {
  const response = await fetch(`${app.address}${path}`, init);
  const text = await response.text();
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as {
    readonly data?: unknown;
    readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code: string } }[];
  };
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    code: body.errors?.[0]?.extensions?.code,
    message: body.errors?.[0]?.message,
    data: body.data,
  };
}

function posted(body: unknown, headers: Record<string, string> = {}, app = trivet): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return sent('/graphql', { method: 'POST', headers: { 'content-type': json, ...headers }, body: text }, app);
}

const typename = `/graphql?query=${encodeURIComponent('{__typename}')}`;

describe('requests', () => {
  test('a GET needs a header that no page of a stranger can send', async () => {
    expect((await sent(typename)).status).toBe(400);
    for (const headers of [
      { 'apollo-require-preflight': 'yes' },
      { 'x-apollo-operation-name': 'Name' },
      { 'content-type': json },
    ]) {
      expect(await sent(typename, { headers })).toMatchObject({ status: 200, data: { __typename: 'Query' } });
    }
  });

  test('a GET with another type of content is refused with 415', async () => {
    const headers = { 'content-type': 'message/http; foo', 'apollo-require-preflight': 'yes' };
    expect((await sent(typename, { headers })).status).toBe(415);
  });

  test('a mutation by GET is refused with 405', async () => {
    const query = encodeURIComponent('mutation { reload { name } }');
    const headers = { 'apollo-require-preflight': 'yes' };
    expect((await sent(`/graphql?query=${query}`, { headers })).status).toBe(405);
  });

  test('files are not to be had here: text/csv is refused with 406', async () => {
    expect((await posted({ query: '{ __typename }' }, { accept: 'text/csv' })).status).toBe(406);
  });

  test('a batch is refused with 400', async () => {
    expect((await posted([{ query: '{ __typename }' }])).status).toBe(400);
  });

  test('a body that is no JSON is refused with 400, in the shape of every GraphQL answer', async () => {
    expect(await posted('{"query": ')).toMatchObject({
      status: 400,
      code: 'BAD_REQUEST',
      type: expect.stringContaining(json),
    });
  });

  test('a request that is refused before it runs is 200 to plain JSON and 400 to GraphQL JSON', async () => {
    const cases = [
      [{ query: '{' }, 'GRAPHQL_PARSE_FAILED'],
      [{ query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
      [
        { query: 'query Q($n: Int!) { result(id: "x") { rows(first: $n) { totalCount } } }', variables: { n: 'x' } },
        'BAD_USER_INPUT',
      ],
      [
        { query: 'query Q($n: MetricName!) { catalogue { metric(name: $n) { label } } }', variables: { n: 'npss' } },
        'UNKNOWN_METRIC',
      ],
    ] as const;
    for (const [body, code] of cases) {
      expect(await posted(body, { accept: json })).toMatchObject({ status: 200, code });
      expect(await posted(body, { accept: graphqlJson })).toMatchObject({ status: 400, code });
    }
  });

  test('introspection is on for whoever may ask', async () => {
    const { data } = await posted({ query: '{ __schema { queryType { name } } }' });
    expect(data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });
});

describe('limits of open documents', () => {
  test('depth', async () => {
    const levels = (count: number): string => `{ ${'a { '.repeat(count)}b${' }'.repeat(count + 1)}`;
    expect((await posted({ query: levels(7) })).message).toBe('Cannot query field "a" on type "Query".');
    expect(await posted({ query: levels(8) })).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      message: expect.stringContaining('depth limit of 8 exceeded'),
    });
    const deepest =
      '{ metricQuery(input: { metrics: [{ name: revenue }] }) { rows { edges { node { cells { s } } } } } }';
    expect((await posted({ query: deepest })).code).toBeUndefined();
  });

  test('what tools ask of the schema is within them', async () => {
    const { code, data } = await posted({ query: getIntrospectionQuery() });
    expect(code).toBeUndefined();
    expect(buildClientSchema(data as IntrospectionQuery).getType('MetricName')).toBeDefined();
  });

  test('aliases', async () => {
    const aliased = (count: number): string =>
      `{ ${Array.from({ length: count }, (_, index) => `a${index}: workspace { name }`).join(' ')} }`;
    expect((await posted({ query: aliased(15) })).code).toBeUndefined();
    expect(await posted({ query: aliased(16) })).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      message: expect.stringContaining('15'),
    });
  });

  test('directives', async () => {
    const query = `{ workspace { ${Array.from({ length: 21 }, () => 'name @include(if: true)').join(' ')} } }`;
    expect(await posted({ query })).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      message: expect.stringContaining('20'),
    });
  });

  test('cost, also where few fragments are spread many times', async () => {
    const spread = '...Fields '.repeat(300);
    const fragment = `fragment Fields on DatasetInfo { ${'problems { code } '.repeat(20)} }`;
    expect(await posted({ query: `{ catalogue { datasets { ${spread} } } } ${fragment}` })).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      message: expect.stringContaining('Cost limit of 5000 exceeded'),
    });
  });

  test('tokens', async () => {
    const query = `{ workspace { ${'name '.repeat(2000)} } }`;
    expect(await posted({ query })).toMatchObject({
      code: 'GRAPHQL_PARSE_FAILED',
      message: expect.stringContaining('2000 tokens'),
    });
  });

  test('bytes', async () => {
    expect((await posted(`{"query":"${' '.repeat(300_000)}"}`)).status).toBe(413);
  });

  test('variables nested thousands of levels deep are refused, by POST, by GET and over the stream', async () => {
    const query =
      'query Q($where: MetricWhere) { metricQuery(input: { metrics: [{ name: revenue }], where: $where }) { rowCount } }';
    const where = `${'{"_not":'.repeat(5000)}{}${'}'.repeat(5000)}`;
    const body = `{"query":${JSON.stringify(query)},"variables":{"where":${where}}}`;
    const refused = {
      status: 400,
      code: 'BAD_USER_INPUT',
      message: 'The variables are nested more than 64 levels deep.',
    };
    expect(await posted(body)).toMatchObject(refused);
    const stream = { method: 'POST', headers: { 'content-type': json, accept: 'text/event-stream' }, body };
    expect(await sent('/graphql/stream', stream)).toMatchObject(refused);
    const short = encodeURIComponent(`{"where":${'{"_not":'.repeat(70)}{}${'}'.repeat(70)}}`);
    const headers = { 'apollo-require-preflight': 'yes' };
    expect(await sent(`/graphql?query=${encodeURIComponent(query)}&variables=${short}`, { headers })).toMatchObject(
      refused,
    );
    expect(trivet.logged).toEqual([]);
  });
});

describe('persisted operations', () => {
  const query = '{ workspace { name } }';
  const hash = createHash('sha256').update(query).digest('hex');
  const extensions = { persistedQuery: { version: 1, sha256Hash: hash } };

  test('an unknown hash is answered with 200 and a code; with its text it is known from then on', async () => {
    expect(await posted({ extensions })).toMatchObject({ status: 200, code: 'PERSISTED_QUERY_NOT_FOUND' });
    expect(await posted({ query, extensions })).toMatchObject({ data: { workspace: { name: 'Worked cases' } } });
    expect(await posted({ extensions })).toMatchObject({ data: { workspace: { name: 'Worked cases' } } });
  });

  test('a hash that is not that of its text is refused', async () => {
    const other = { persistedQuery: { version: 1, sha256Hash: hash.replace(/./, 'x') } };
    expect((await posted({ query, extensions: other }, { accept: graphqlJson })).status).toBe(400);
  });
});

/** The operations of the client with their fragments, as it sends them: one text each. */
function clientOperations(): ReadonlyMap<string, string> {
  const folder = join(import.meta.dirname, '../../../client/operations');
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const parts = texts.join('\n').split(/\n(?=(?:query|mutation|subscription|fragment) )/);
  const named = new Map(parts.map((part) => [/^\s*\w+ (\w+)/.exec(part)?.[1] ?? '', part.trim()]));
  const needed = (part: string, seen: ReadonlySet<string>): ReadonlySet<string> =>
    [...part.matchAll(/\.\.\.(\w+)/g)].reduce<ReadonlySet<string>>((found, [, name = '']) => {
      const fragment = named.get(name);
      return found.has(name) || fragment === undefined ? found : needed(fragment, new Set([...found, name]));
    }, seen);
  const operations = [...named].filter(([, part]) => !part.startsWith('fragment'));
  return new Map(
    operations.map(([name, part]) => [
      name,
      [part, ...[...needed(part, new Set())].map((each) => named.get(each) ?? '')].join('\n'),
    ]),
  );
}

test('the operations of the client are known in any layout, and limits do not bind them', async () => {
  const operations = clientOperations();
  expect([...operations.keys()]).toEqual(expect.arrayContaining(['OpenNotebook', 'NotebookEvents', 'ReadWorkspace']));
  const open = operations.get('OpenNotebook') ?? '';
  const variables = { slug: 'none', params: null };
  expect(await posted({ query: open, variables })).toMatchObject({ code: undefined, data: { notebook: null } });
  const changed = open.replace('slug', 'slug mine: slug');
  expect((await posted({ query: changed, variables })).code).toMatch(/GRAPHQL_(PARSE|VALIDATION)_FAILED/);
});

describe('operations: persisted-only', () => {
  let closed: TestApp;
  beforeAll(async () => {
    closed = await startTestApp('cases', { settings: 'operations: persisted-only' });
  });
  afterAll(() => closed.close());

  test('only the operations of the client are answered', async () => {
    const workspace = clientOperations().get('ReadWorkspace') ?? '';
    expect((await posted({ query: workspace }, {}, closed)).data).toMatchObject({
      workspace: { name: 'Worked cases' },
    });
    for (const query of ['{ workspace { name } }', '{ __schema { queryType { name } } }', '{']) {
      expect(await posted({ query }, {}, closed)).toMatchObject({
        status: 403,
        code: 'FORBIDDEN',
        message: 'Only the operations of Trivet itself are answered here.',
      });
    }
    const stream = { method: 'POST', headers: { 'content-type': json }, body: '{"query":"{ workspace { name } }"}' };
    expect((await sent('/graphql/stream', stream, closed)).status).toBe(403);
  });

  test('a text does not become known by its hash', async () => {
    const query = '{ workspace { zone } }';
    const sha256Hash = createHash('sha256').update(query).digest('hex');
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    expect((await posted({ query, extensions }, {}, closed)).status).toBe(403);
    expect((await posted({ extensions }, {}, closed)).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });
});
