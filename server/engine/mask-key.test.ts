import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMaskKey } from './mask-key.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-mask-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the secret of hashes stays the same, and only its owner reads it', async () => {
  const auth = join(folder, 'auth');
  const made = await readMaskKey(auth);
  expect(made).toMatch(/^[0-9a-f]{64}$/);
  expect(await readMaskKey(auth)).toBe(made);
  expect((await stat(join(auth, 'mask.key'))).mode & 0o777).toBe(0o600);
  expect(await readMaskKey(join(folder, 'other'))).not.toBe(made);
});

test('programs that start at once get one secret, and leave nothing behind', async () => {
  const auth = join(folder, 'at-once');
  const made = await Promise.all(Array.from({ length: 8 }, () => readMaskKey(auth)));
  expect(new Set(made).size).toBe(1);
  expect(await readdir(auth)).toEqual(['mask.key']);
});

test('a secret that was cut off is made anew', async () => {
  const auth = join(folder, 'cut');
  await readMaskKey(auth);
  await writeFile(join(auth, 'mask.key'), '');
  const made = await readMaskKey(auth);
  expect(made).toMatch(/^[0-9a-f]{64}$/);
  expect(await readMaskKey(auth)).toBe(made);
});
