import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEndedSessions } from './ended-sessions.ts';

let folder = '';
let now = 1000;
const clock = (): Date => new Date(now);

beforeEach(async () => {
  now = 1000;
  folder = join(await mkdtemp(join(tmpdir(), 'trivet-ended-')), 'auth');
});

afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

test('who signed out stays signed out when the server starts anew', async () => {
  const before = createEndedSessions(folder, clock);
  await Promise.all([before.add('a', 5000), before.add('constructor', 5000)]);
  const after = createEndedSessions(folder, clock);
  expect(await after.has('a')).toBe(true);
  expect(await after.has('constructor')).toBe(true);
  expect(await after.has('b')).toBe(false);
});

test('a session whose cookie is too old in any case is forgotten', async () => {
  const ended = createEndedSessions(folder, clock);
  await ended.add('old', 2000);
  now = 3000;
  await ended.add('young', 9000);
  expect(JSON.parse(await readFile(join(folder, 'ended-sessions.json'), 'utf8'))).toEqual({ young: 9000 });
});

test("the file is its owner's alone, and one that others may read is refused", async () => {
  const file = join(folder, 'ended-sessions.json');
  await createEndedSessions(folder, clock).add('a', 5000);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await chmod(file, 0o644);
  await expect(createEndedSessions(folder, clock).has('a')).rejects.toMatchObject({ code: 'insecure-file' });
});
