import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Watch, watchWorkspace } from './watch-workspace.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

let folder = '';
let workspace: Workspace;
let reloads = 0;
let watched: Watch;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-watch-'));
  await cp(join(import.meta.dirname, '..', 'testing', 'cases'), folder, { recursive: true });
  workspace = await openWorkspace({ folder, dataFolders: [] });
  reloads = 0;
  watched = await watchWorkspace(workspace, {
    dataFolders: [],
    everyMs: 40,
    onReload: () => void (reloads += 1),
    onError: (error) => {
      throw error;
    },
  });
});

afterEach(async () => {
  await watched.close();
  await workspace.close();
  await rm(folder, { recursive: true, force: true });
});

test('a source that grows is loaded again, once', async () => {
  expect(workspace.current().facts.datasets.get('orders')?.rowCount).toBe(6);
  await appendFile(join(folder, 'data', 'orders.csv'), 'o9,c1,2024-04-11 09:00:00,,10,1\n');
  await expect.poll(() => workspace.current().facts.datasets.get('orders')?.rowCount, { timeout: 20_000 }).toBe(7);
  await new Promise((done) => setTimeout(done, 400));
  expect(reloads).toBe(1);
});

test('a model file that breaks is named, and the model of before stays in force', async () => {
  await writeFile(join(folder, 'datasets', 'tickets.yml'), 'version: 1\ndataset: tickets\n  kind: [\n');
  const broken = () => workspace.current().problems.filter(({ file }) => file === 'datasets/tickets.yml').length;
  await expect.poll(broken, { timeout: 20_000 }).toBeGreaterThan(0);
  expect(workspace.current().model.datasets.has('tickets')).toBe(true);
  expect(workspace.current().model.datasets.has('orders')).toBe(true);
});

test('nothing is loaded again while nothing changes', async () => {
  const before = workspace.current();
  await new Promise((done) => setTimeout(done, 500));
  expect(reloads).toBe(0);
  expect(workspace.current()).toBe(before);
});
