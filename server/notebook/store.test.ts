import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TrivetError } from '../lib/errors.ts';
import type { Operation } from './document.ts';
import { listNotebooks, slugOf } from './notebook-files.ts';
import { type NotebookStore, openStore } from './store.ts';

const text = `---
trivet: 1
id: 7h2k9m4q
title: T
---

<!-- md:aaaaaaaa -->
# A

\`\`\`sql id=bbbbbbbb name=b
select 1
\`\`\`
`;
const kinds = new Set(['md', 'sql']);
let folder = '';
let logFolder = '';

beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), 'trivet-store-'));
  [folder, logFolder] = [join(root, 'notebooks'), join(root, 'log')];
  await mkdir(folder);
  await mkdir(logFolder);
  await writeFile(join(folder, 't.md'), text);
});

afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

let next = 0;
function open(slug = 't'): Promise<NotebookStore> {
  return openStore({
    folder,
    logFolder,
    slug,
    kinds,
    clock: () => new Date('2026-07-01T00:00:00Z'),
    context: {
      newId: () => String(next++).padStart(8, '0'),
      starters: new Map([
        ['md', ''],
        ['sql', 'select 1'],
      ]),
    },
    onChange: () => undefined,
  });
}

const file = (): Promise<string> => readFile(join(folder, 't.md'), 'utf8');
const body = (text_: string, baseCellRevision: number): Operation => ({
  op: 'setBody',
  id: 'bbbbbbbb',
  baseCellRevision,
  body: text_,
});
const sqlOf = (store: NotebookStore): string | undefined =>
  store.current().state.document.cells.find(({ id }) => id === 'bbbbbbbb')?.body;

describe('saving', () => {
  test('an edit is in the log and in the file, and nothing else of the file changes', async () => {
    const store = await open();
    expect(await store.apply([body('select 2', 0)])).toEqual([]);
    expect(await file()).toBe(text.replace('select 1', 'select 2'));
    expect(await readFile(join(logFolder, '7h2k9m4q.jsonl'), 'utf8')).toContain('"body":"select 2"');
  });

  test('undo and redo write the file too', async () => {
    const store = await open();
    await store.apply([body('select 2', 0)]);
    await store.apply([{ op: 'deleteCell', id: 'bbbbbbbb' }]);
    await store.undo();
    await store.undo();
    expect(await file()).toBe(text);
    expect(store.current()).toMatchObject({ canUndo: false, canRedo: true });
    await store.redo();
    expect(sqlOf(store)).toBe('select 2');
    await store.redo();
    await expect(store.redo()).rejects.toThrow('There is nothing to redo.');
  });

  test('revisions, and the bin, survive a restart', async () => {
    const first = await open();
    await first.apply([body('select 2', 0)]);
    await first.apply([{ op: 'deleteCell', id: 'aaaaaaaa' }]);
    const second = await open();
    expect(second.current().state.revision).toBe(2);
    expect(second.current().state.cells.get('bbbbbbbb')).toEqual({ cell: 1, body: 1 });
    expect(await second.apply([body('typed over the old text', 0)])).toMatchObject([{ theirs: 'select 2' }]);
    expect(await second.apply([{ op: 'restoreCell', id: 'aaaaaaaa' }])).toEqual([]);
    expect(await file()).toBe(text.replace('select 1', 'select 2'));
  });

  test('changes of two callers are made one after the other', async () => {
    const store = await open();
    const inserts = Array.from({ length: 8 }, (_, at) =>
      store.apply([{ op: 'insertCell', after: 'aaaaaaaa', cell: { kind: 'md', body: `n${at}` } }]),
    );
    await Promise.all(inserts);
    expect((await file()).match(/^n\d$/gm)).toEqual(['n7', 'n6', 'n5', 'n4', 'n3', 'n2', 'n1', 'n0']);
  });
});

test('two programs that save at the same moment lose nothing of each other', async () => {
  const stores = await Promise.all([open(), open()]);
  const insert = (name: string): Operation => ({ op: 'insertCell', after: null, cell: { kind: 'md', body: name } });
  const names = Array.from({ length: 12 }, (_, index) => `cell number ${index}`);
  await Promise.all(names.map(async (name, index) => stores[index % 2]?.apply([insert(name)])));
  const saved = await file();
  expect(names.filter((name) => !saved.includes(name))).toEqual([]);
  await Promise.all(stores.map((store) => store.refresh()));
  const [first, second] = stores.map((store) =>
    store
      .current()
      .state.document.cells.map((cell) => cell.body)
      .sort(),
  );
  expect(first).toHaveLength(14);
  expect(second).toEqual(first);
});

describe('the file changed outside', () => {
  test('saving over a newer version of the same cell gives both texts back and writes nothing', async () => {
    const store = await open();
    await writeFile(join(folder, 't.md'), text.replace('select 1', 'select 42'));
    expect(await store.apply([body('select 2', 0)])).toEqual([
      { cell: 'bbbbbbbb', yours: 'select 2', theirs: 'select 42', revision: 1 },
    ]);
    expect(await file()).toContain('select 42');
  });

  test('a change of another cell is taken over without a word', async () => {
    const store = await open();
    await writeFile(join(folder, 't.md'), text.replace('# A', '# B'));
    expect(await store.apply([body('select 2', 0)])).toEqual([]);
    expect(await file()).toBe(text.replace('# A', '# B').replace('select 1', 'select 2'));
  });

  test('conflict marks make it read-only until they are gone', async () => {
    const store = await open();
    await writeFile(join(folder, 't.md'), `${text}\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n`);
    await expect(store.apply([body('select 2', 0)])).rejects.toMatchObject({ code: 'read-only' });
    await writeFile(join(folder, 't.md'), text);
    expect(await store.apply([body('select 2', store.current().state.revision)])).toEqual([]);
  });

  test('a fence that was left open is closed only when somebody says so', async () => {
    await writeFile(join(folder, 't.md'), text.replace(/```\n$/, ''));
    const store = await open();
    await expect(store.apply([body('select 2', 0)])).rejects.toMatchObject({ code: 'unclosed-fence' });
    await store.repair();
    expect(await file()).toBe(text);
    expect(store.current().problems).toEqual([]);
  });
});

describe('a full disk', () => {
  test('is said by name; the edit stays in memory, the file as it was, and the next save brings both', async () => {
    const store = await open();
    const log = join(logFolder, '7h2k9m4q.jsonl');
    await symlink('/dev/full', log);
    const failed = store.apply([body('select 2', 0)]);
    await expect(failed).rejects.toBeInstanceOf(TrivetError);
    await expect(failed).rejects.toMatchObject({ code: 'disk-full' });
    expect(await file()).toBe(text);
    expect(sqlOf(store)).toBe('select 2');
    expect(store.current().problems).toMatchObject([{ code: 'disk-full' }]);
    await unlink(log);
    expect(await store.apply([])).toEqual([]);
    expect(await file()).toBe(text.replace('select 1', 'select 2'));
    expect(store.current().problems).toEqual([]);
  });

  test('and a file that was changed meanwhile: what does not collide is merged, what collides comes back', async () => {
    const store = await open();
    const log = join(logFolder, '7h2k9m4q.jsonl');
    await symlink('/dev/full', log);
    await store
      .apply([{ op: 'insertCell', after: 'aaaaaaaa', cell: { kind: 'md', id: 'nnnnnnnn', body: 'mine' } }])
      .catch(() => undefined);
    await store.apply([body('select 2', 0)]).catch(() => undefined);
    await writeFile(join(folder, 't.md'), text.replace('select 1', 'select 42').replace('# A', '# B'));
    await unlink(log);
    expect(await store.apply([])).toMatchObject([{ cell: 'bbbbbbbb', yours: 'select 2', theirs: 'select 42' }]);
    await store.apply([]);
    expect(await file()).toBe(
      text.replace('# A', '# B\n\n<!-- md:nnnnnnnn -->\nmine').replace('select 1', 'select 42'),
    );
  });
});

describe('kill -9', () => {
  test('between log and file: the edit is put into the file when the notebook is opened again', async () => {
    const store = await open();
    await store.apply([body('select 2', 0)]);
    await store.apply([{ op: 'insertCell', after: 'bbbbbbbb', cell: { kind: 'md', body: 'new' } }]);
    const saved = await file();
    await writeFile(join(folder, 't.md'), text);
    const again = await open();
    expect(await file()).toBe(saved);
    expect(again.current().problems).toEqual([]);
  });

  test('in the middle of saving: the file is a whole old or new version, and the torn line of the log is skipped', async () => {
    const script = `
      import { openStore } from ${JSON.stringify(join(import.meta.dirname, 'store.ts'))};
      const store = await openStore({ folder: ${JSON.stringify(folder)}, logFolder: ${JSON.stringify(logFolder)}, slug: 't', kinds: new Set(['md', 'sql']),
        clock: () => new Date(0), context: { newId: () => '00000000', starters: new Map() }, onChange() {} });
      process.stdout.write('ready');
      for (let at = 0; ; at++) {
        const revision = store.current().state.revision;
        await store.apply([{ op: 'setBody', id: 'bbbbbbbb', baseCellRevision: revision, body: 'select ' + at + ' -- ' + 'x'.repeat(200_000) }]);
      }`;
    const child = spawn(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await sleep(60);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(await file()).toMatch(/^select \d+ -- x{200000}\n```\n$|^select 1\n```\n$/m);
    await writeFile(join(logFolder, '7h2k9m4q.jsonl'), '{"at":"2026', { flag: 'a' });
    const store = await open();
    expect(sqlOf(store)).toMatch(/^select \d+ -- x{200000}$|^select 1$/);
    expect(await store.apply([body('select 7', store.current().state.revision)])).toEqual([]);
    expect(sqlOf(await open())).toBe('select 7');
    const temporary = (await readdir(folder)).filter((name) => name !== 't.md');
    expect(temporary.length).toBeLessThanOrEqual(1);
  });
});

describe('the list', () => {
  test('a folder, a bad name and a broken file are entries with a problem; the others are there', async () => {
    await mkdir(join(folder, 'folder.md'));
    await writeFile(join(folder, 'Bad Name.md'), text);
    await writeFile(join(folder, 'broken.md'), '---\ntitle: [\n---\n');
    await writeFile(join(folder, '.hidden.md'), text);
    const found = await listNotebooks(folder, kinds);
    expect(found.map(({ slug, title, problems }) => [slug, title, problems[0]?.code])).toEqual([
      ['Bad Name', 'Bad Name', 'invalid-notebook'],
      ['broken', 'Untitled', 'invalid-header'],
      ['folder', 'folder', 'source-unreadable'],
      ['t', 'T', undefined],
    ]);
  });

  test('an unknown notebook says which one was meant, and no path leads outside', async () => {
    await expect(open('tt')).rejects.toMatchObject({ code: 'unknown-notebook', hint: 'Did you mean t?' });
    await expect(open('../notebooks/t')).rejects.toMatchObject({ code: 'unknown-notebook' });
  });

  test('slugs are made of the letters of a title', () => {
    expect(slugOf('Späte Pakete: 2026!')).toBe('spate-pakete-2026');
    expect(slugOf('遅い')).toBe('notebook');
  });
});
