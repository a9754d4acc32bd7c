import { access, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { whileAlone } from './while-alone.ts';

let folder: string;
let lock: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-alone-'));
  lock = join(folder, 'log', 'a.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('one works after the other', async () => {
  let inside = 0;
  const most: number[] = [];
  const work = async (): Promise<void> => {
    inside += 1;
    most.push(inside);
    await sleep(5);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 5 }, () => whileAlone(lock, work)));
  expect(most).toEqual([1, 1, 1, 1, 1]);
});

test('a work that fails lets the next one in', async () => {
  const failing = whileAlone(lock, () => Promise.reject(new Error('No.')));
  await expect(failing).rejects.toThrow('No.');
  await expect(whileAlone(lock, async () => 'in')).resolves.toBe('in');
  await expect(access(lock)).rejects.toThrow('ENOENT');
});

test('a lock that a killed program left does not last', async () => {
  await whileAlone(lock, async () => undefined);
  await writeFile(lock, '');
  await utimes(lock, 0, 0);
  await expect(whileAlone(lock, async () => 'in')).resolves.toBe('in');
});
