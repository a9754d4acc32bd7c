import { buildSchema, isObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { schemaText } from '../graphql/schema.ts';
import { fieldAccess, ruledFields } from './field-rules.ts';
import { accessOf } from './route-rules.ts';

let trivet: TestApp;
const secrets = new Map<string, string>();

beforeAll(async () => {
  trivet = await startTestApp('cases', { settings: 'auth: {}' });
  for (const role of ['leader', 'analyst', 'builder', 'admin'] as const) {
    secrets.set(role, await trivet.makeToken({ name: role, role }));
  }
  secrets.set('view token', await trivet.makeToken({ name: 'grafana', role: 'leader', views: ['revenue'] }));
});

afterAll(() => trivet.close());

const ask = '{ metricQuery(input: { metrics: [{ name: "revenue" }] }) { rowCount } }';
const readers = ['leader', 'analyst', 'builder', 'admin'];
const analysts = ['analyst', 'builder', 'admin'];
const builders = ['builder', 'admin'];

test.each([
  ['{ viewer { name roles isSignedIn } }', [...readers, 'view token']],
  ['{ pages { slug } }', [...readers, 'view token']],
  ['{ catalogue { datasets { name } } }', analysts],
  ['{ notebooks { slug } }', analysts],
  ['{ notebook(slug: "x") { slug } }', analysts],
  ['{ workspace { problems { code } } }', analysts],
  [ask, [...analysts, 'view token']],
  ['mutation { cancel(notebook: "x") { slug } }', analysts],
  ['mutation { publish(notebook: "x", message: "y") { __typename } }', analysts],
  ['mutation { reload { name } }', builders],
])('%s is for %j', async (query, allowed) => {
  for (const [who, secret] of secrets) {
    const { errors = [] } = await trivet.graphql(query, {}, secret);
    // What a model lets a role see is another matter, with a message of its own.
    const isForbidden = errors.some(
      ({ message, extensions }) => extensions['code'] === 'FORBIDDEN' && message.includes(' may not use '),
    );
    expect({ who, isForbidden }).toEqual({ who, isForbidden: !allowed.includes(who) });
  }
});

test('a refusal names the role that it takes', async () => {
  const { errors } = await trivet.graphql('mutation { reload { name } }', {}, secrets.get('analyst'));
  expect(errors).toMatchObject([
    {
      message: 'analyst may not use reload.',
      extensions: { code: 'FORBIDDEN', hint: 'That takes the role builder; ask whoever runs this Trivet.' },
    },
  ]);
});

test('a stream obeys the same rules', async () => {
  const answer = await fetch(`${trivet.address}/graphql/stream`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${secrets.get('leader')}`,
    },
    body: JSON.stringify({ query: 'subscription { notebookEvents(slug: "x") { __typename } }' }),
  });
  expect(await answer.text()).toContain('"code":"FORBIDDEN"');
});

test('every field of Query, Mutation and Subscription has a rule of its own', () => {
  const schema = buildSchema(schemaText());
  const fields = ['Query', 'Mutation', 'Subscription'].flatMap((name) => {
    const type = schema.getType(name);
    return isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${name}.${field}`) : [];
  });
  expect(fields.length).toBeGreaterThan(15);
  expect(fields.filter((field) => !ruledFields().includes(field))).toEqual([]);
});

test('what has no rule is for nobody, or for admins alone', () => {
  expect(accessOf('/new-route')).toBeNull();
  expect(fieldAccess('Mutation', 'newField')).toBe('admin');
  expect(fieldAccess('Dataset', 'name')).toBeNull();
});
