import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorkspace } from './workspace.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-workspace-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const codesOf = (problems: readonly { readonly code: string; readonly message: string }[]): readonly string[] =>
  problems.map(({ code, message }) => `${code}: ${message}`);

test('an empty folder is a workspace in which nothing is declared', async () => {
  const { problems, model } = (await openWorkspace({ folder, dataFolders: [] })).current();
  expect(codesOf(problems)).toEqual(['missing-file: The workspace has no folder datasets.']);
  expect(model.datasets.size).toBe(0);
});

test('a file where a folder belongs, and a folder where a file belongs, are problems', async () => {
  await mkdir(join(folder, 'trivet.yml'));
  await writeFile(join(folder, 'datasets'), '');
  const { problems } = (await openWorkspace({ folder, dataFolders: [] })).current();
  expect(codesOf(problems)).toEqual([
    'source-unreadable: trivet.yml cannot be read: it is a folder.',
    'source-unreadable: The folder datasets cannot be read: it is a file.',
  ]);
});

test('a workspace that cannot be written to is refused by name', async () => {
  await writeFile(join(folder, '.trivet'), '');
  await expect(openWorkspace({ folder, dataFolders: [] })).rejects.toMatchObject({
    code: 'write-failed',
    message: 'The folder .trivet/cache/datasets of the workspace cannot be made: a file lies in its place.',
  });
});

test('broken settings leave the old ones in force: another zone would quietly give other numbers', async () => {
  await writeFile(join(folder, 'trivet.yml'), 'zone: Europe/Berlin\n');
  const workspace = await openWorkspace({ folder, dataFolders: [] });
  await writeFile(join(folder, 'trivet.yml'), 'zone: [Europe/Berlin\n');
  const { model, problems } = await workspace.reload();
  expect(model.settings.zone).toBe('Europe/Berlin');
  expect(problems.map(({ code, file }) => [code, file])).toContainEqual(['invalid-yaml', 'trivet.yml']);
  await writeFile(join(folder, 'trivet.yml'), 'zone: UTC\n');
  expect((await workspace.reload()).model.settings.zone).toBe('UTC');
});

test('a model file that breaks leaves the old model and data in force, with the problem beside them', async () => {
  await cp(join(import.meta.dirname, '../testing/cases'), folder, { recursive: true });
  await rm(join(folder, '.trivet'), { recursive: true, force: true });
  const workspace = await openWorkspace({ folder, dataFolders: [] });
  const told: string[] = [];
  workspace.subscribe(({ model }) => told.push(model.version));
  const { model } = workspace.current();
  const whole = await readFile(join(folder, 'datasets', 'tickets.yml'), 'utf8');
  await writeFile(join(folder, 'datasets', 'tickets.yml'), 'kind: operational\ngrain: [ticket_id\n');
  const [first, second] = await Promise.all([workspace.reload(), workspace.reload()]);
  expect(first.problems.map(({ code, file }) => [code, file])).toContainEqual(['invalid-yaml', 'datasets/tickets.yml']);
  expect(second.model).toBe(model);
  expect(second.facts.datasets.get('tickets')?.rowCount).toBe(4);
  await writeFile(join(folder, 'datasets', 'tickets.yml'), whole);
  const repaired = await workspace.reload();
  expect(repaired.problems).toEqual([]);
  expect(repaired.model).not.toBe(model);
  expect(told).toHaveLength(3);
});

test('a file that was broken from the start holds nothing else back', async () => {
  await cp(join(import.meta.dirname, '../testing/cases'), folder, { recursive: true });
  await rm(join(folder, '.trivet'), { recursive: true, force: true });
  await writeFile(join(folder, 'datasets', 'broken.yml'), 'kind: [\n');
  const workspace = await openWorkspace({ folder, dataFolders: [] });
  await writeFile(join(folder, 'datasets', 'more.yml'), 'metrics: { visits: { kind: count, of: tickets.tickets } }\n');
  expect((await workspace.reload()).model.metrics.has('visits')).toBe(true);
});
