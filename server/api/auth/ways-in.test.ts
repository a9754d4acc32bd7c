import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { startTestApp, type TestApp, type TestAppOptions } from '../../testing/app.ts';
import { cutWhenUnwelcome } from './cut-when-unwelcome.ts';
import { makeToken } from './token.ts';

const clock = (): Date => new Date('2026-05-01T08:00:00Z');
const asked = { attributes: new Map(), purpose: null, views: null, expiresAt: null };
const viewer = '{ viewer { name roles isSignedIn } }';

async function within(options: TestAppOptions, work: (trivet: TestApp) => Promise<void>): Promise<void> {
  const trivet = await startTestApp('cases', { clock, ...options });
  try {
    await work(trivet);
  } finally {
    await trivet.close();
  }
}

test('a token of an issuer lets in as its claims say, and the sign-in page takes none where ours do not count', async () => {
  const keys = await generateKeyPair('RS256');
  const settings = `auth:
  tokens: false
  oidc: { issuer: "https://id.example", audience: trivet, jwks: jwks.json, roles: { cx: builder } }`;
  await within({ settings }, async (trivet) => {
    await writeFile(join(trivet.folder, 'jwks.json'), JSON.stringify({ keys: [await exportJWK(keys.publicKey)] }));
    const sign = (aud: string): Promise<string> =>
      new SignJWT({ roles: ['cx'] })
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer('https://id.example')
        .setAudience(aud)
        .setSubject('anna')
        .setExpirationTime(clock().getTime() / 1000 + 600)
        .sign(keys.privateKey);
    expect(await trivet.graphql(viewer, {}, await sign('trivet'))).toMatchObject({
      data: { viewer: { name: 'anna', roles: ['BUILDER'], isSignedIn: false } },
    });
    expect(await trivet.graphql(viewer, {}, await sign('payroll'))).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'AUTHENTICATION_REQUIRED' } }],
    });
    const ours = await trivet.makeToken({ name: 'bi', role: 'admin' });
    expect((await trivet.graphql(viewer, {}, ours)).status).toBe(401);
    const form = { method: 'POST', body: new URLSearchParams({ token: ours }) };
    const page = await fetch(`${trivet.address}/sign-in`, form);
    expect([page.status, page.headers.get('set-cookie')]).toEqual([401, null]);
    expect(await page.text()).not.toContain('name="token"');
  });
});

test('tokens and the key of sessions may come from the environment alone', async () => {
  const { token, secret } = makeToken({ ...asked, name: 'container', role: 'analyst' }, clock());
  const environment = { TRIVET_TOKENS: JSON.stringify([token]), KEY: 'k'.repeat(32) };
  await within({ settings: 'auth: { session: { secretEnv: KEY } }', environment }, async (trivet) => {
    expect(await trivet.graphql(viewer, {}, secret)).toMatchObject({ data: { viewer: { name: 'container' } } });
    await expect(stat(join(trivet.folder, '.trivet', 'auth', 'session.key'))).rejects.toThrow('ENOENT');
  });
});

test.each([
  ['auth: { session: { secretEnv: KEY } }', {}, 'KEY, which should hold the key for sessions, is not set.'],
  [
    'auth: { session: { secretEnv: KEY } }',
    { KEY: 'short' },
    'KEY, which should hold the key for sessions, has fewer than 32 characters.',
  ],
  ['auth: { tokns: true }', {}, 'What trivet.yml says about auth cannot be read, so nobody is let in.'],
  ['auth: { tokens: false }', {}, 'auth in trivet.yml leaves no way to sign in.'],
  ['auth: {}', { TRIVET_TOKENS: 'trivet_abc' }, expect.stringMatching(/^TRIVET_TOKENS is no list of tokens/)],
])('%s with %j does not start', async (settings, environment, message) => {
  await expect(startTestApp('cases', { settings, environment })).rejects.toMatchObject({
    code: 'invalid-config',
    message,
  });
});

test('the key of sessions is made once, for its owner alone', async () => {
  await within({ settings: 'auth: {}' }, async (trivet) => {
    const file = join(trivet.folder, '.trivet', 'auth', 'session.key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
  });
});

test('a token that expired lets nobody in', async () => {
  let now = clock();
  await within({ settings: 'auth: {}', clock: () => now }, async (trivet) => {
    const expiresAt = new Date('2026-05-01T09:00:00Z');
    const secret = await trivet.makeToken({ name: 'bi', role: 'analyst', expiresAt });
    expect((await trivet.graphql(viewer, {}, secret)).status).toBe(200);
    now = expiresAt;
    expect((await trivet.graphql(viewer, {}, secret)).status).toBe(401);
  });
});

test('on all addresses of a machine it answers to its own names, and only with sign-in', async () => {
  await within({ settings: 'auth: {}', host: '0.0.0.0' }, async (trivet) => {
    const { port } = new URL(trivet.address);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/p/x`)).status).toBe(401);
  });
});

test('a stream ends soon after whoever listens is no longer welcome', async () => {
  let isWelcome = true;
  let isCut = false;
  const check = async (): Promise<void> => {
    if (!isWelcome) throw new Error('revoked');
  };
  const forget = cutWhenUnwelcome({ destroy: () => (isCut = true) }, check, 5);
  await new Promise((done) => setTimeout(done, 40));
  expect(isCut).toBe(false);
  isWelcome = false;
  await expect.poll(() => isCut).toBe(true);
  forget();
});

test('a server whose tokens others may read does not start', async () => {
  const { token } = makeToken({ ...asked, name: 'bi', role: 'analyst' }, clock());
  const before = async (folder: string): Promise<void> => {
    await mkdir(join(folder, '.trivet', 'auth'), { recursive: true, mode: 0o700 });
    await writeFile(join(folder, '.trivet', 'auth', 'tokens.json'), JSON.stringify({ version: 1, tokens: [token] }), {
      mode: 0o644,
    });
  };
  await expect(startTestApp('cases', { settings: 'auth: {}', before })).rejects.toMatchObject({
    code: 'insecure-file',
    message: 'Others than its owner may read or change auth/tokens.json, which holds secrets.',
    hint: expect.stringContaining('chmod 600'),
  });
});
