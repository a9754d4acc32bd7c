import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuditLog } from './audit-log.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-audit-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const entry = {
  at: '2026-01-02T00:00:00.000Z',
  who: 'ada',
  channel: 'person',
  purpose: 'research',
  metrics: ['nps'],
  dimensions: [],
  filters: [],
  rows: [],
  cached: false,
} as const;

test('records that come together are all written, in order, a line each', async () => {
  const failures: unknown[] = [];
  const log = createAuditLog(folder, (error) => failures.push(error));
  for (let number = 0; number < 50; number++) log.record({ ...entry, result: String(number) });
  await log.settled();
  log.record({ ...entry, result: '50' });
  await log.settled();
  const lines = (await readFile(join(folder, 'audit.jsonl'), 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { result: string }).result)).toEqual(
    Array.from({ length: 51 }, (_, number) => String(number)),
  );
  expect(failures).toEqual([]);
});
