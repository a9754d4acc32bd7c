import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';

let trivet: TestApp;
let analyst: string;

beforeAll(async () => {
  trivet = await startTestApp('cases', { settings: 'auth: {}' });
  analyst = await trivet.makeToken({ name: 'anna', role: 'analyst' });
});

afterAll(() => trivet.close());

const question = '{ workspace { name } }';
const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${trivet.address}${path}`, { headers, redirect: 'manual' });

describe('whoever is not signed in', () => {
  test('is told so by GraphQL with a code and the way in', async () => {
    const { status, data, errors } = await trivet.graphql(question);
    expect(status).toBe(401);
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([
      {
        message: 'This needs somebody who is signed in.',
        extensions: { code: 'AUTHENTICATION_REQUIRED', hint: expect.stringContaining('/sign-in') },
      },
    ]);
  });

  test('is told so everywhere else by problem details', async () => {
    const answer = await get('/p/late-parcels');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Trivet"');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 401, code: 'AUTHENTICATION_REQUIRED' });
  });

  test.each(['/p/x', '/p/assets/x.css', '/graphql?query={__typename}', '/queries/x.csv', '/nowhere', '/n/x'])(
    'gets nothing from %s',
    async (path) => {
      expect((await get(path)).status).toBe(401);
    },
  );

  test('sees no stream', async () => {
    const answer = await fetch(`${trivet.address}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { notebookEvents(slug: "x") { __typename } }' }),
    });
    expect(answer.status).toBe(401);
  });

  test('may ask whether the server lives', async () => {
    expect((await get('/healthz')).status).toBe(200);
  });
});

describe('a token', () => {
  test('lets its bearer in', async () => {
    expect(await trivet.graphql(question, {}, analyst)).toMatchObject({
      status: 200,
      data: { workspace: { name: 'Worked cases' } },
    });
  });

  test('also lets in programs that know only a user name and a password', async () => {
    const basic = Buffer.from(`anything:${analyst}`).toString('base64');
    const answer = await get('/graphql?query={__typename}', {
      authorization: `Basic ${basic}`,
      'apollo-require-preflight': 'yes',
    });
    expect(answer.status).toBe(200);
  });

  test.each([
    ['a made-up one', () => `Bearer trivet_${'A'.repeat(43)}`],
    ['one with another last letter', () => `Bearer ${analyst.slice(0, -2)}xx`],
    ['its name', () => 'Bearer anna'],
    ['nothing', () => 'Bearer '],
    ['another scheme', () => `Digest ${analyst}`],
  ])('does not count when it is %s', async (_what, header) => {
    const answer = await get('/p/x', { authorization: header() });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ detail: 'The sign-in is not known, or no longer valid.' });
  });

  test('is never taken from a header that anybody can write', async () => {
    for (const header of ['x-user', 'x-forwarded-user', 'remote-user', 'x-auth-request-email', 'x-trivet-role']) {
      expect((await get('/p/x', { [header]: 'anna' })).status).toBe(401);
    }
  });
});

test('requests that change something do not come from pages of strangers', async () => {
  const post = (headers: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${trivet.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${analyst}`, ...headers },
      body: JSON.stringify({ query: question }),
    });
  expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
  expect((await post({ 'sec-fetch-site': 'cross-site', origin: trivet.address })).status).toBe(403);
  expect((await post({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
  expect((await post({ origin: trivet.address })).status).toBe(200);
  expect((await post({})).status).toBe(200);
});
