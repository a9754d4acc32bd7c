import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveFiles, type SourceRoots } from './resolve-files.ts';

let base: string;
let roots: SourceRoots;

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'trivet-files-')));
  roots = { workspace: join(base, 'workspace'), dataFolders: [join(base, 'data')] };
  for (const path of [
    'workspace/b.csv',
    'workspace/a.csv',
    'workspace/deep/er/c.csv',
    'workspace/.hidden/d.csv',
    'data/orders.csv',
    'data/2024/x1.csv',
    'data/2024/x22.csv',
    'secret/e.csv',
  ]) {
    await mkdir(join(base, path, '..'), { recursive: true });
    await writeFile(join(base, path), 'x\n');
  }
  await symlink(join(base, 'secret/e.csv'), join(base, 'workspace/leak.csv'));
  await symlink(join(base, 'data/orders.csv'), join(base, 'workspace/linked.csv'));
  await symlink(join(base, 'workspace'), join(base, 'workspace/deep/loop'));
});

afterAll(() => rm(base, { recursive: true, force: true }));

test.each([
  ['a.csv', ['workspace/a.csv']],
  ['./deep/../a.csv', ['workspace/a.csv']],
  ['orders.csv', ['data/orders.csv']],
  ['[ab].csv?', null],
  ['deep/**/*.csv', ['workspace/deep/er/c.csv']],
  ['2024/x?.csv', ['data/2024/x1.csv']],
  ['2024/*.csv', ['data/2024/x1.csv', 'data/2024/x22.csv']],
  ['linked.csv', ['workspace/linked.csv']],
])('%s means %j', async (path, expected) => {
  const found = await resolveFiles(path, roots).catch(() => null);
  expect(found?.map((file) => relative(base, file)) ?? null).toEqual(expected);
});

test('an absolute path is taken inside of a data folder', async () => {
  const path = join(base, 'data/orders.csv');
  expect(await resolveFiles(path, roots)).toEqual([path]);
});

test.each(['../secret/e.csv', 'deep/../../secret/e.csv', '/etc/passwd', 'leak.csv', '../secret/*.csv', 'l*k.csv'])(
  '%s is refused as a way out',
  async (path) => {
    await expect(resolveFiles(path, roots)).rejects.toMatchObject({
      code: 'source-unreadable',
      message: expect.stringContaining('leads outside'),
      hint: expect.stringContaining('data in trivet.yml'),
    });
  },
);

test('a missing file comes with the nearest name', async () => {
  await expect(resolveFiles('order.csv', roots)).rejects.toMatchObject({
    code: 'missing-file',
    hint: 'Did you mean orders.csv?',
  });
  await expect(resolveFiles('z*.csv', roots)).rejects.toMatchObject({
    code: 'missing-file',
    message: 'No file matches z*.csv.',
  });
});

test('a folder is refused with the way to name its files', async () => {
  await expect(resolveFiles('2024', roots)).rejects.toMatchObject({
    code: 'source-unreadable',
    message: '2024 is a folder.',
    hint: 'Name the files in it, for example 2024/*.csv.',
  });
});
