import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runTokenCommand } from './run-token-command.ts';
import { findBySecret, isValid, viewerOfToken } from './token.ts';
import { parseTokenCommand } from './token-command.ts';
import { createTokenStore, type TokenStore } from './token-store.ts';

let folder: string;
let tokens: TokenStore;
let now: Date;
const clock = (): Date => now;
const asked = {
  name: 'bi',
  role: 'leader',
  attributes: new Map(),
  purpose: null,
  views: null,
  expiresAt: null,
} as const;

beforeEach(async () => {
  now = new Date('2026-03-01T10:20:30Z');
  folder = join(await mkdtemp(join(tmpdir(), 'trivet-tokens-')), 'auth');
  tokens = createTokenStore({ folder, fromEnvironment: null, clock });
});

afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

test('a secret has 256 random bits and is kept nowhere', async () => {
  const { secret } = await tokens.create(asked);
  const other = await tokens.create({ ...asked, name: 'other' });
  expect(secret).toMatch(/^trivet_[\w-]{43}$/);
  expect(other.secret).not.toBe(secret);
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  expect(texts.join('')).not.toContain(secret.slice('trivet_'.length));
  expect(findBySecret(await tokens.all(), secret)?.name).toBe('bi');
  expect(findBySecret(await tokens.all(), `${secret}x`)).toBeNull();
});

test('only the owner may read the folder and what is in it', async () => {
  const { token } = await tokens.create(asked);
  await tokens.used(token);
  expect(await modeOf(folder)).toBe('700');
  const names = await readdir(folder);
  expect(names.sort()).toEqual(['last-uses.json', 'tokens.json']);
  for (const name of names) expect(await modeOf(join(folder, name))).toBe('600');
});

test.each([
  ['tokens.json', 0o640, 'Run chmod 600 on it; if somebody may have read it, make new tokens.'],
  ['', 0o755, 'Run chmod 700 on it; if somebody may have read it, make new tokens.'],
])('tokens that others may read are refused: %j', async (name, mode, hint) => {
  await tokens.create(asked);
  await chmod(join(folder, name), mode);
  await expect(createTokenStore({ folder, fromEnvironment: null, clock }).all()).rejects.toMatchObject({
    code: 'insecure-file',
    hint,
  });
});

test('a store that is open sees what another program changed', async () => {
  const { token } = await tokens.create(asked);
  const elsewhere = createTokenStore({ folder, fromEnvironment: null, clock });
  expect((await tokens.all()).map(({ revokedAt }) => revokedAt)).toEqual([null]);
  await elsewhere.revoke('bi');
  expect((await tokens.all()).map((known) => isValid(known, now))).toEqual([false]);
  const again = await elsewhere.create(asked);
  expect(again.token.id).not.toBe(token.id);
  expect((await tokens.all()).map((known) => isValid(known, now))).toEqual([false, true]);
});

test('two programs that make tokens at once lose none', async () => {
  const other = createTokenStore({ folder, fromEnvironment: null, clock });
  const names = Array.from({ length: 12 }, (_, index) => `t${index}`);
  await Promise.all(names.map((name, index) => (index % 2 === 0 ? tokens : other).create({ ...asked, name })));
  expect((await tokens.all()).map(({ name }) => name).sort()).toEqual(names.sort());
});

test('a name in use is refused, one of a token that ended is free', async () => {
  await tokens.create({ ...asked, expiresAt: new Date('2026-03-02T00:00:00Z') });
  await expect(tokens.create(asked)).rejects.toMatchObject({
    code: 'invalid-config',
    message: 'A token is already called bi.',
  });
  now = new Date('2026-03-02T00:00:00Z');
  await expect(tokens.create(asked)).resolves.toMatchObject({ token: { name: 'bi' } });
});

test('a token counts until the instant at which it ends', async () => {
  const { token } = await tokens.create({ ...asked, expiresAt: new Date('2026-03-02T00:00:00Z') });
  expect(isValid(token, new Date('2026-03-01T23:59:59.999Z'))).toBe(true);
  expect(isValid(token, new Date('2026-03-02T00:00:00Z'))).toBe(false);
});

test('revoking an unknown name says which there are', async () => {
  await tokens.create(asked);
  await expect(tokens.revoke('bj')).rejects.toMatchObject({ code: 'invalid-config', hint: 'Did you mean bi?' });
});

test('a damaged file lets nobody in and shows nothing of what stands in it', async () => {
  await tokens.create(asked);
  await writeFile(join(folder, 'tokens.json'), '{"version":1,"tokens":["hush-hush');
  const error = await tokens.all().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'invalid-config', message: expect.not.stringContaining('hush') });
});

test('tokens also come from the environment', async () => {
  const { token, secret } = tokens.make({ ...asked, role: 'builder' });
  const store = createTokenStore({ folder, fromEnvironment: JSON.stringify([token]), clock });
  const found = findBySecret(await store.all(), secret);
  expect(found === null ? null : viewerOfToken(found, false)).toMatchObject({ name: 'bi', roles: ['builder'] });
  await expect(store.revoke('bi')).rejects.toMatchObject({
    message: 'bi comes from the environment and cannot be revoked here.',
  });
  expect(await tokens.all()).toEqual([]);
  const broken = () => createTokenStore({ folder, fromEnvironment: `[{"secret":"${secret}"}]`, clock });
  expect(broken).toThrow(expect.objectContaining({ message: expect.stringMatching(/^TRIVET_TOKENS is no list/) }));
  expect(broken).not.toThrow(secret);
});

test('the list says who may come in, until when, and when they last did', async () => {
  const run = (words: readonly string[], flags = {}) => runTokenCommand(parseTokenCommand(words, flags), tokens, now);
  expect((await run(['list'])).notes).toEqual(['There is no token yet: trivet token create --name you --role analyst']);
  await run(['create', 'grafana'], { role: 'leader', purpose: 'reporting', view: ['nps'], expires: 'never' });
  const made = await run(['create', 'anna'], { role: 'analyst', attribute: ['regions=North,South'] });
  const used = findBySecret(await tokens.all(), made.results[0] ?? '');
  if (used !== null) await tokens.used(used);
  await run(['create', 'otto'], { role: 'admin' });
  await run(['revoke', 'otto']);
  expect((await run(['list'])).results).toEqual([
    'grafana  leader   does not end        used never           purpose reporting; views nps',
    'anna     analyst  until 2026-05-30    used 2026-03-01 10h  regions=North,South',
    'otto     admin    revoked 2026-03-01  used never',
  ]);
});
