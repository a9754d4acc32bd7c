import { createServer, type Server } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OidcSettings } from '../../model/auth-settings.ts';
import { type BearerCheck, createBearerCheck } from './bearer.ts';

const now = new Date('2026-05-01T08:00:00Z');
const clock = (): Date => now;
const seconds = (at: string): number => Math.floor(new Date(at).getTime() / 1000);
const claims = {
  iss: 'https://id.example',
  aud: 'trivet',
  sub: 'anna',
  exp: seconds('2026-05-01T09:00:00Z'),
  roles: ['analyst'],
};

let folder: string;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let publicKey: JWK;
let issuer: Server;
let base: string;
let asked: string[] = [];
let served: readonly JWK[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-jwt-'));
  keys = await generateKeyPair('ES256');
  publicKey = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' };
  served = [publicKey];
  await writeFile(join(folder, 'jwks.json'), JSON.stringify({ keys: [publicKey] }));
  issuer = createServer((request, answer) => {
    asked.push(request.url ?? '');
    const body = request.url === '/jwks' ? { keys: served } : { issuer: base, jwks_uri: `${base}/jwks` };
    answer.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((done) => issuer.listen(0, '127.0.0.1', done));
  const address = issuer.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});

afterAll(async () => {
  await new Promise((done) => issuer.close(done));
  await rm(folder, { recursive: true, force: true });
});

function checkWith(oidc: Partial<OidcSettings> = {}): BearerCheck {
  const usual: OidcSettings = {
    issuer: 'https://id.example',
    audience: 'trivet',
    jwks: 'jwks.json',
    rolesClaim: 'roles',
    roles: new Map(),
    attributesClaim: null,
    nameClaim: 'sub',
  };
  return createBearerCheck({ oidc: { ...usual, ...oidc }, folder, clock, log: () => undefined });
}

function sign(said: object = {}, header: object = {}): Promise<string> {
  return new SignJWT({ ...claims, ...said })
    .setProtectedHeader({ alg: 'ES256', kid: 'one', ...header })
    .sign(keys.privateKey);
}

test('a signed token of the issuer names who asks', async () => {
  expect(await checkWith()(await sign())).toEqual({
    name: 'anna',
    roles: ['analyst'],
    attributes: new Map(),
    channel: 'person',
    purpose: null,
    views: null,
  });
});

test.each([
  ['another audience', { aud: 'payroll' }],
  ['another issuer', { iss: 'https://id.example/' }],
  ['no issuer', { iss: undefined }],
  ['an end in the past', { exp: seconds('2026-05-01T07:59:00Z') }],
  ['no end', { exp: undefined }],
  ['a begin in the future', { nbf: seconds('2026-05-01T08:05:00Z') }],
  ['nobody', { sub: undefined }],
])('a token with %s is refused', async (_what, said) => {
  await expect(checkWith()(await sign(said))).rejects.toMatchObject({ code: 'authentication-required' });
});

test('a token without a signature is refused', async () => {
  const none = new UnsecuredJWT(claims).encode();
  await expect(checkWith()(none)).rejects.toMatchObject({ code: 'authentication-required' });
});

test('a token that is signed by the public key as if it were a secret is refused', async () => {
  const secret = new TextEncoder().encode(await exportSPKI(keys.publicKey));
  const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(secret);
  await expect(checkWith()(forged)).rejects.toMatchObject({ code: 'authentication-required' });
});

test('a token that brings its own key, or is signed by another, is refused', async () => {
  const own = await generateKeyPair('ES256');
  const jwk = await exportJWK(own.publicKey);
  const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'one', jwk }).sign(own.privateKey);
  await expect(checkWith()(forged)).rejects.toMatchObject({ code: 'authentication-required' });
});

test('an altered token is refused', async () => {
  const [header = '', , signature = ''] = (await sign()).split('.');
  const payload = Buffer.from(JSON.stringify({ ...claims, roles: ['admin'] })).toString('base64url');
  await expect(checkWith()(`${header}.${payload}.${signature}`)).rejects.toMatchObject({
    code: 'authentication-required',
  });
  await expect(checkWith()('not-a-token')).rejects.toMatchObject({ code: 'authentication-required' });
});

test('roles and attributes come from the claims that the settings name, and from no others', async () => {
  const check = checkWith({
    rolesClaim: 'realm_access.roles',
    roles: new Map([['cx-team', 'builder']]),
    attributesClaim: 'https://trivet.example/attributes',
    nameClaim: 'preferred_username',
  });
  const token = await sign({
    preferred_username: 'anna.b',
    roles: ['admin'],
    realm_access: { roles: ['offline', 'cx-team', 'leader'] },
    'https://trivet.example/attributes': { regions: ['North', 'South'], level: 3, nested: { no: true } },
  });
  const viewer = await check(token);
  expect(viewer.name).toBe('anna.b');
  expect(viewer.roles).toEqual(['builder', 'leader']);
  expect([...viewer.attributes]).toEqual([
    ['regions', ['North', 'South']],
    ['level', 3],
  ]);
});

test('somebody without a role is known and may do nothing', async () => {
  await expect(checkWith()(await sign({ roles: ['guest', 'constructor'] }))).rejects.toMatchObject({
    code: 'forbidden',
    message: 'anna has no role here.',
  });
});

test('keys are found through the issuer, fetched once, and again for a key that is new', async () => {
  asked = [];
  const check = checkWith({ issuer: base, jwks: null });
  const token = await sign({ iss: base });
  await check(token);
  await check(token);
  expect(asked).toEqual(['/.well-known/openid-configuration', '/jwks']);
  await expect(check(await sign({ iss: base }, { kid: 'two' }))).rejects.toMatchObject({
    code: 'authentication-required',
  });
});

test('an issuer that does not answer is no reason to believe, and none to blame the bearer', async () => {
  const check = checkWith({ issuer: 'http://127.0.0.1:9', jwks: 'http://127.0.0.1:9/jwks' });
  await expect(check(await sign({ iss: 'http://127.0.0.1:9' }))).rejects.toMatchObject({
    code: 'identity-unavailable',
  });
});
