import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTokens } from './authentication.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { localViewer } from '../../model/viewer.ts';

let trivet: TestApp;
let secret: string;
let name: string;
let now = new Date('2026-05-01T08:00:00Z');
let turn = 0;
const clock = (): Date => now;

beforeAll(async () => {
  trivet = await startTestApp('cases', { settings: 'auth: { trustProxy: true }', clock });
});

afterAll(() => trivet.close());

// Each test comes from an address of its own, so that none uses up the tries of another.
beforeEach(async () => {
  now = new Date('2026-05-01T08:00:00Z');
  name = `anna${++turn}`;
  secret = await trivet.makeToken({ name, role: 'analyst' });
});

const browser = () => ({
  accept: 'text/html,*/*',
  'sec-fetch-site': 'same-origin',
  'x-forwarded-for': `10.0.0.${turn}`,
});

const open = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${trivet.address}${path}`, { redirect: 'manual', headers: { ...browser(), ...headers } });

const post = (
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  fetch(`${trivet.address}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...browser(), ...headers },
    body: new URLSearchParams(fields),
  });

async function signIn(): Promise<string> {
  const answer = await post('/sign-in', { token: secret });
  return cookieOf(answer);
}

function cookieOf(answer: Response): string {
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

test('a person without sign-in is led to it, and from it to where they wanted to go', async () => {
  const away = await open('/n/late-parcels?region=North');
  expect(away.status).toBe(303);
  const place = away.headers.get('location') ?? '';
  expect(place).toBe('/sign-in?to=%2Fn%2Flate-parcels%3Fregion%3DNorth');
  const page = await open(place);
  expect(page.status).toBe(200);
  expect(page.headers.get('cache-control')).toBe('no-store');
  const text = await page.text();
  expect(text).toContain('<input type="hidden" name="to" value="/n/late-parcels?region=North" />');
  expect(text).not.toContain('<script');
  const back = await post('/sign-in', { token: ` ${secret}\n`, to: '/n/late-parcels?region=North' });
  expect(back.status).toBe(303);
  expect(back.headers.get('location')).toBe('/n/late-parcels?region=North');
});

test('the cookie is out of reach of scripts and other sites', async () => {
  const answer = await post('/sign-in', { token: secret });
  const flags = (answer.headers.get('set-cookie') ?? '').split('; ').slice(1).sort();
  expect(flags).toEqual(['HttpOnly', 'Max-Age=1800', 'Path=/', 'SameSite=Strict']);
  expect(answer.headers.get('set-cookie')).not.toContain(secret);
});

test('who is signed in opens the workbench and asks', async () => {
  const cookie = await signIn();
  const asked = await fetch(`${trivet.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
    body: JSON.stringify({ query: '{ viewer { name roles isSignedIn } }' }),
  });
  expect(await asked.json()).toEqual({
    data: { viewer: { name, roles: ['ANALYST'], isSignedIn: true } },
  });
  expect((await open('/sign-in?to=/catalogue', { cookie })).headers.get('location')).toBe('/catalogue');
});

test('a wrong token is refused in words, and nothing of it is shown again', async () => {
  const answer = await post('/sign-in', { token: 'trivet_wrong"><b>', to: '/p/x' });
  expect(answer.status).toBe(401);
  expect(answer.headers.get('set-cookie')).toBeNull();
  const text = await answer.text();
  expect(text).toContain('This token is not known, or it is no longer valid.');
  expect(text).toContain('name="to" value="/p/x"');
  expect(text).not.toContain('trivet_wrong');
});

test('the way back never leads to another site', async () => {
  const answer = await post('/sign-in', { token: secret, to: '//evil.example/x' });
  expect(answer.headers.get('location')).toBe('/');
});

test('a session that the browser brought is never taken over', async () => {
  const before = await signIn();
  const after = cookieOf(await post('/sign-in', { token: secret }, { cookie: before }));
  expect(after).not.toBe(before);
  expect((await open('/catalogue', { cookie: before })).headers.get('location')).toContain('/sign-in');
  const chosen = 'trivet_session=chosen-by-a-stranger';
  expect(cookieOf(await post('/sign-in', { token: secret }, { cookie: chosen }))).not.toBe(chosen);
});

test('signing out ends the session, also for whoever kept its cookie', async () => {
  const cookie = await signIn();
  const out = await post('/sign-out', {}, { cookie });
  expect(out.headers.get('location')).toBe('/sign-in');
  expect(out.headers.get('set-cookie')).toContain('trivet_session=;');
  expect((await open('/catalogue', { cookie })).headers.get('location')).toContain('/sign-in');
});

test('a session ends without use, is renewed by use, and ends in any case', async () => {
  let cookie = await signIn();
  const isIn = async (): Promise<boolean> => {
    const answer = await open('/sign-in', { cookie });
    return answer.status === 303;
  };
  const use = async (): Promise<void> => {
    const answer = await open('/p/none', { cookie });
    if (answer.headers.get('set-cookie') !== null) cookie = cookieOf(answer);
  };
  now = new Date('2026-05-01T08:31:00Z');
  expect(await isIn()).toBe(false);
  now = new Date('2026-05-01T08:29:00Z');
  expect(await isIn()).toBe(true);
  for (let minutes = 29; minutes < 12 * 60; minutes += 25) {
    now = new Date(Date.UTC(2026, 4, 1, 8, minutes));
    expect(await isIn()).toBe(true);
    await use();
  }
  now = new Date('2026-05-01T20:01:00Z');
  expect(await isIn()).toBe(false);
});

test('a session ends with its token', async () => {
  const cookie = await signIn();
  await openTokens({ workspace: trivet.folder, environment: {}, clock }).revoke(name);
  expect((await open('/catalogue', { cookie })).headers.get('location')).toContain('/sign-in');
});

test.each([
  ['altered', (cookie: string) => `${cookie.slice(0, -4)}AAAA`],
  ['made by another key', () => `trivet_session=${foreignSession}`],
  ['without a signature', (cookie: string) => withoutSignature(cookie)],
])('a cookie that is %s counts for nothing', async (_how, forge) => {
  const cookie = forge(await signIn());
  expect((await open('/catalogue', { cookie })).headers.get('location')).toContain('/sign-in');
});

const foreignSession =
  'eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbiI6IngiLCJiZWdhbiI6MSwianRpIjoieCIsImF1ZCI6InRyaXZldC1zZXNzaW9uIiwiaWF0IjoxLCJleHAiOjk5OTk5OTk5OTl9.c2lnbmF0dXJl';

function withoutSignature(cookie: string): string {
  const [, payload = ''] = cookie.split('=')[1]?.split('.') ?? [];
  return `trivet_session=${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
}

test('a page of another site cannot act through the session', async () => {
  const cookie = await signIn();
  const act = (headers: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${trivet.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, ...headers },
      body: JSON.stringify({ query: '{ viewer { name } }' }),
    });
  expect((await act({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await act({ origin: 'https://evil.example' })).status).toBe(403);
  expect((await act({ origin: 'null' })).status).toBe(403);
  expect((await act({})).status).toBe(403);
  expect((await act({ origin: trivet.address })).status).toBe(200);
  expect((await post('/sign-out', {}, { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await post('/sign-in', { token: secret }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
});

test('a link from another site finds the session at the second look', async () => {
  const first = await open('/p/late-parcels', { 'sec-fetch-site': 'cross-site' });
  expect(first.status).toBe(200);
  expect(await first.text()).toContain('<meta http-equiv="refresh" content="0; url=/p/late-parcels" />');
  const second = await open('/p/late-parcels');
  expect(second.headers.get('location')).toBe('/sign-in?to=%2Fp%2Flate-parcels');
});

test('guessing is slowed down', async () => {
  const guesses = [];
  for (let tried = 0; tried < 11; tried++) guesses.push((await post('/sign-in', { token: 'x' })).status);
  expect(guesses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  const bearer: number[] = [];
  for (let tried = 0; tried < 61; tried++) {
    bearer.push((await open('/p/x', { accept: '*/*', authorization: 'Bearer x' })).status);
  }
  expect(bearer.slice(0, 60).every((status) => status === 401)).toBe(true);
  expect(bearer[60]).toBe(429);
});

test('a published page is behind the sign-in, too', async () => {
  await mkdir(join(trivet.folder, 'notebooks'), { recursive: true });
  await writeFile(
    join(trivet.folder, 'notebooks', 'hello.md'),
    '---\ntrivet: 1\nid: aaaaaaaa\ntitle: Hello\n---\n\n```sql id=00000001 name=one\nselect 1 as n\n```\n',
  );
  const published = await trivet.app.publish('hello', {}, null, localViewer);
  expect(published).toMatchObject({ ok: true });
  expect((await open('/p/hello')).headers.get('location')).toBe('/sign-in?to=%2Fp%2Fhello');
  const page = await open('/p/hello', { cookie: await signIn() });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<h1>Hello</h1>');
});

test('a token that was made for a program stays one behind the sign-in page', async () => {
  secret = await trivet.makeToken({ name: 'grafana', role: 'leader', purpose: 'reporting', views: ['revenue'] });
  const cookie = await signIn();
  const answer = await fetch(`${trivet.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
    body: JSON.stringify({ query: '{ viewer { purpose views } }' }),
  });
  expect(await answer.json()).toEqual({ data: { viewer: { purpose: 'reporting', views: ['revenue'] } } });
});
