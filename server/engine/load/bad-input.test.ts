import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { column, dataset, modelOf } from '../../testing/sample-dataset.ts';
import type { LoadedDataset } from '../engine.ts';
import { loadDatasets, type LoadOptions } from './load-datasets.ts';

const folders: string[] = [];
let workspace: string;

beforeEach(newWorkspace);

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const people = dataset('people', { key: ['id'], columns: [column('id', 'string'), column('name', 'string')] });

test('every unreadable source is refused by name, and the good one beside them is read', async () => {
  const parquet = { connector: 'parquet', options: {} };
  const sources = {
    short: ['id,name\n1,Ada,x\n', /short\.csv: there are 2 column names, but line 2 has 3 cells/],
    later: [`id,name\n${'1,Ada\n'.repeat(500)}2,Bob,x\n`, /later\.csv: line 502 has 3 cells, the header names 2/],
    quotes: ['id,name\n1,"Ada\n2,Bob\n', /quotes\.csv: line 2: a cell in quotes does not end where it should/],
    empty: ['', /empty\.csv is empty/],
    rubbish: [Buffer.from([0, 1, 2, 3, 0, 0, 7]), /rubbish\.csv is a binary file/],
  } as const;
  for (const [name, [content]] of Object.entries(sources)) await writeFile(join(workspace, `${name}.csv`), content);
  await writeFile(join(workspace, 'people.csv'), 'id,name\n1,Ada\n');
  await writeFile(join(workspace, 'broken.parquet'), `PAR1${'x'.repeat(200)}PAR1`);
  await mkdir(join(workspace, 'folder.csv'));
  const loaded = await load([
    ...Object.keys(sources).map((name) => ({ ...people, name, source: { ...people.source, path: `${name}.csv` } })),
    { ...people, name: 'broken', source: { ...parquet, path: 'broken.parquet' } },
    { ...people, name: 'folder', source: { ...people.source, path: 'folder.csv' } },
    people,
  ]);
  const found = Object.fromEntries(loaded.map((each) => [each.name, each.problems[0]]));
  for (const [name, [, message]] of Object.entries(sources)) {
    expect(found[name], name).toMatchObject({
      code: 'source-unreadable',
      severity: 'error',
      message: expect.stringMatching(message),
    });
  }
  expect(found['broken']).toMatchObject({ code: 'source-unreadable' });
  expect(found['folder']).toMatchObject({ code: 'source-unreadable', message: 'folder.csv is a folder.' });
  expect(found['people']).toBeUndefined();
  expect(loaded.filter(({ file }) => file !== null).map(({ name }) => name)).toEqual(['people']);
  for (const { problems } of loaded) for (const { message } of problems) expect(message).not.toContain(workspace);
  expect((await readdir(cache())).filter((name) => name.includes('.part'))).toEqual([]);
}, 30_000);

describe('datasets with a mistake each', () => {
  const loaded = new Map<string, LoadedDataset>();

  beforeAll(async () => {
    await newWorkspace();
    const files = {
      mistyped: 'id,name\n1,Ada\n',
      lacking: 'id,full_name,nme\n1,Ada,x\n',
      scores:
        'id,score,paid,channel\n1,9,1.005,web\n2,FEWER THAN 50,2,fax\n3,FEWER THAN 50,3,email\n4,x,4,web\n5,11,5,web\n',
      owners: 'id,mail,born\n1,ada@example.org,sometime\n',
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(workspace, `${name}.csv`), text);
    const columns = [...people.columns.values()];
    const mistyped = dataset('mistyped', { key: ['id'], columns });
    const scores = [
      column('id', 'string'),
      column('score', 'integer', { range: [0, 10] }),
      column('paid', 'decimal'),
      column('channel', 'string', { values: ['web', 'email'] }),
    ];
    const owners = [
      column('id', 'integer'),
      column('mail', 'string', { pii: 'direct' }),
      column('born', 'date', { pii: 'quasi' }),
    ];
    const all = await load([
      { ...mistyped, source: { ...mistyped.source, options: { delimeter: ';' } } },
      dataset('lacking', { key: ['id'], columns }),
      dataset('scores', { key: ['id'], columns: scores }),
      dataset('owners', { key: ['id'], columns: owners }),
    ]);
    for (const each of all) loaded.set(each.name, each);
  });

  test('an option that the connector does not know is named', () => {
    expect(loaded.get('mistyped')?.problems).toMatchObject([
      {
        code: 'unknown-key',
        message: 'mistyped.source: csv has no option delimeter.',
        hint: 'Did you mean delimiter?',
      },
    ]);
  });

  test('a column that the source lacks is named with the nearest one it has', () => {
    expect(loaded.get('lacking')?.problems).toMatchObject([
      {
        code: 'unknown-column',
        message: 'lacking: the source has no column name.',
        hint: 'Did you mean nme?',
        choices: ['id', 'full_name', 'nme'],
      },
    ]);
  });

  test('values that a type refuses are counted with samples, and the row stays', () => {
    const scores = loaded.get('scores');
    expect(scores?.problems.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      ['failed-cast', 'warning', 'scores.score: 3 values are no integer and left empty: "FEWER THAN 50" ×2, "x" ×1'],
      ['unexpected-value', 'warning', 'scores.paid: 1 values have more than 2 decimals and were rounded.'],
      ['unexpected-value', 'warning', 'scores.score: 1 value is not between 0 and 10'],
      ['unexpected-value', 'warning', 'scores.channel: 1 value is not one of web, email'],
    ]);
    expect(scores?.columns.find(({ name }) => name === 'score')).toMatchObject({ failedCasts: 3, nulls: 3 });
    expect(scores?.facts).toMatchObject({ rowCount: 5, quarantined: null });
  });

  test('samples of personal columns are not shown', () => {
    expect(loaded.get('owners')?.problems).toMatchObject([{ code: 'failed-cast' }]);
    expect(JSON.stringify(loaded.get('owners'))).not.toMatch(/example\.org|sometime/);
  });
});

describe('a process that dies', () => {
  const rows = Array.from({ length: 200_000 }, (_, index) => `${index},name ${index}`).join('\n');

  test.runIf(process.platform === 'linux')('leaves nothing half visible, and the next start works', async () => {
    await writeFile(join(workspace, 'people.csv'), `id,name\n${rows}\n`);
    const [loaded] = await load([people], { onProgress: ({ state }) => void (state === 'reading' && killImports()) });
    expect(loaded).toMatchObject({
      file: null,
      problems: [{ code: 'load-failed', message: 'people: the import ended early (SIGKILL).' }],
    });
    expect((await readdir(cache())).filter((name) => name.endsWith('.duckdb') || name.endsWith('.json'))).toEqual([]);
    const [again] = await load([people]);
    expect(again?.facts.rowCount).toBe(200_000);
    expect((await readdir(cache())).filter((name) => name.includes('.part'))).toEqual([]);
  });

  test('a cancelled load ends at once', async () => {
    await writeFile(join(workspace, 'people.csv'), `id,name\n${rows}\n`);
    const stop = new AbortController();
    const loading = load(
      [people],
      { onProgress: ({ state }) => void (state === 'reading' && stop.abort()) },
      stop.signal,
    );
    await expect(loading).rejects.toMatchObject({ code: 'cancelled' });
  });
});

test.runIf(process.platform === 'linux')('a file that may not grow is a full disk: the old data stay', async () => {
  await writeFile(join(workspace, 'people.csv'), 'id,name\n1,Ada\n');
  const [before] = await load([people]);
  const random = Array.from(
    { length: 60_000 },
    (_, index) =>
      `${index},${Math.imul(index + 1, 2654435761).toString(36)}${Math.imul(index + 7, 40503).toString(36)}`,
  );
  await writeFile(join(workspace, 'people.csv'), `id,name\n${random.join('\n')}\n`);
  const script = `
    const { loadDatasets } = await import(${JSON.stringify(new URL('./load-datasets.ts', import.meta.url).href)});
    const { column, dataset, modelOf } = await import(${JSON.stringify(new URL('../../testing/sample-dataset.ts', import.meta.url).href)});
    const people = dataset('people', { key: ['id'], columns: [column('id', 'string'), column('name', 'string')] });
    const [workspace, cacheFolder] = ${JSON.stringify([workspace, cache()])};
    const [loaded] = await loadDatasets({ model: modelOf([people]), workspace, dataFolders: [], cacheFolder });
    console.log(JSON.stringify(loaded));`;
  const limited = 'ulimit -f 600; exec "$0" --import tsx --input-type=module -e "$1"';
  const { stdout } = await promisify(execFile)('sh', ['-c', limited, process.execPath, script]);
  const after = JSON.parse(stdout);
  expect(after.file).toBe(before?.file);
  expect(after.problems.map((problem: { code: string }) => problem.code)).toEqual(['stale-data', 'disk-full']);
});

async function newWorkspace(): Promise<void> {
  workspace = await mkdtemp(join(tmpdir(), 'trivet-bad-'));
  folders.push(workspace);
}

async function load(datasets: Parameters<typeof modelOf>[0], more: Partial<LoadOptions> = {}, signal?: AbortSignal) {
  return loadDatasets({ model: modelOf(datasets), workspace, dataFolders: [], cacheFolder: cache(), ...more }, signal);
}

function cache(): string {
  return join(workspace, '.trivet', 'cache', 'datasets');
}

async function killImports(): Promise<void> {
  const listed = await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  const children = listed.split(' ').filter((pid) => /^\d+$/.test(pid));
  for (const pid of children) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('load/child.ts')) process.kill(Number(pid), 'SIGKILL');
  }
}
