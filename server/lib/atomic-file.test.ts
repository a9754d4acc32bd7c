import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendSynced, removeUnfinished, writeAtomic } from './atomic-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-atomic-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('a file is written with the folders above it, and nothing lies beside it', async () => {
  const path = join(folder, 'notebooks', 'deep', 'a.md');
  await writeAtomic(path, 'one');
  await writeAtomic(path, new Uint8Array([0x74, 0x77, 0x6f]));
  expect(await readFile(path, 'utf8')).toBe('two');
  expect(await readdir(join(folder, 'notebooks', 'deep'))).toEqual(['a.md']);
});

test('of many writes at once one wins whole', async () => {
  const path = join(folder, 'a.md');
  await Promise.all(Array.from({ length: 8 }, (_, i) => writeAtomic(path, String(i).repeat(100_000))));
  expect(await readFile(path, 'utf8')).toMatch(/^(\d)\1{99999}$/);
  expect(await readdir(folder)).toEqual(['a.md']);
});

test('a link stays a link and its target gets the content', async () => {
  await writeFile(join(folder, 'real.md'), 'old');
  await symlink('real.md', join(folder, 'link.md'));
  await writeAtomic(join(folder, 'link.md'), 'new');
  expect(await readFile(join(folder, 'real.md'), 'utf8')).toBe('new');
  expect((await readdir(folder, { withFileTypes: true })).map((entry) => entry.isSymbolicLink())).toEqual([
    true,
    false,
  ]);
});

test('a file that only its owner may read stays so', async () => {
  const path = join(folder, 'private.md');
  await writeFile(path, 'old');
  await chmod(path, 0o600);
  await writeAtomic(path, 'new');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a folder that is a file is named, with a hint', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(writeAtomic(join(folder, 'file', 'a.md'), 'x')).rejects.toMatchObject({
    code: 'write-failed',
    message: expect.stringContaining('file/a.md could not be written'),
    hint: expect.any(String),
  });
});

test('a path that is a folder is refused and nothing is left beside it', async () => {
  await expect(writeAtomic(folder, 'x')).rejects.toMatchObject({ code: 'write-failed' });
  const siblings = await readdir(tmpdir());
  expect(siblings.filter((name) => folder.endsWith(name.split('.')[0] ?? '') && name.endsWith('.part'))).toEqual([]);
});

test(
  'kill -9 in the middle of writing leaves the old content or the new, never a part',
  { timeout: 60_000 },
  async () => {
    const path = join(folder, 'a.md');
    const size = 4_000_000;
    await writeAtomic(path, 'o'.repeat(size));
    const seen = new Set<string>();
    for (const delay of [0, 5, 12, 30]) {
      const child = spawn(process.execPath, ['--import', 'tsx', '-e', keepWriting(path, size)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, delay));
      child.kill('SIGKILL');
      await once(child, 'exit');
      const content = await readFile(path, 'utf8');
      expect(content).toHaveLength(size);
      expect(content).toMatch(/^(.)\1*$/s);
      seen.add(content[0] ?? '');
    }
    expect([...seen].every((letter) => 'ab'.includes(letter))).toBe(true);
  },
);

test('a file that may not grow further is an error, and the old one is untouched', async () => {
  const path = join(folder, 'a.md');
  await writeAtomic(path, 'old');
  const limited = spawnSync('prlimit', [
    '--fsize=100000',
    process.execPath,
    '--import',
    'tsx',
    '-e',
    writeOnce(path, 1_000_000),
  ]);
  expect(limited.stdout.toString()).toBe('write-failed');
  expect(await readFile(path, 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['a.md']);
});

const ownMounts = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', '/mnt']).status === 0;

test.skipIf(!ownMounts)('a full disk is said by name, and the old file is untouched (needs a mount of its own)', () => {
  const script = `
    mount -t tmpfs -o size=64k tmpfs "${folder}"
    printf old > "${folder}/a.md"
    "${process.execPath}" --import tsx -e '${writeOnce(`${folder}/a.md`, 1_000_000)}'
    printf ' '; cat "${folder}/a.md"; printf ' '; ls "${folder}"`;
  const full = spawnSync('unshare', ['-rm', 'sh', '-c', script]);
  expect(full.stderr.toString()).toBe('');
  expect(full.stdout.toString()).toBe('disk-full old a.md\n');
});

test('lines are appended one by one, each with one line end', async () => {
  const path = join(folder, 'log', 'operations.jsonl');
  await appendSynced(path, '{"a":1}');
  await appendSynced(path, '{"a":2}\n');
  expect(await readFile(path, 'utf8')).toBe('{"a":1}\n{"a":2}\n');
});

test('appending to a full device is said by name', async () => {
  await expect(appendSynced('/dev/full', 'x')).rejects.toMatchObject({
    code: 'disk-full',
    message: expect.stringContaining('dev/full was not written'),
    hint: expect.stringContaining('Free some space'),
  });
});

const moduleUrl = pathToFileURL(join(import.meta.dirname, 'atomic-file.ts')).href;

function keepWriting(path: string, size: number): string {
  return `import("${moduleUrl}").then(async ({ writeAtomic }) => {
    for (let i = 0; ; i++) {
      await writeAtomic("${path}", "ab"[i % 2].repeat(${size}));
      if (i === 0) process.stdout.write("started");
    }
  });`;
}

function writeOnce(path: string, size: number): string {
  return `import("${moduleUrl}").then(({ writeAtomic }) => writeAtomic("${path}", "x".repeat(${size})))
    .then(() => "written", (error) => error.code).then((outcome) => process.stdout.write(outcome));`;
}

test('a line after a torn one stands on its own', async () => {
  const path = join(folder, 'log.jsonl');
  await writeFile(path, '{"first":1}\n{"second":');
  await appendSynced(path, '{"third":3}');
  expect(await readFile(path, 'utf8')).toBe('{"first":1}\n{"second":\n{"third":3}\n');
});

test('what killed writes left is removed, but not what may still be written', async () => {
  const [old, young, other] = ['a.md.0123456789ab.part', 'b.md.0123456789ab.part', 'notes.part'].map((name) =>
    join(folder, name),
  );
  for (const path of [old, young, other]) await writeFile(path ?? '', '');
  for (const path of [old, other]) await utimes(path ?? '', 0, 0);
  await removeUnfinished(folder);
  expect((await readdir(folder)).sort()).toEqual(['b.md.0123456789ab.part', 'notes.part']);
});
