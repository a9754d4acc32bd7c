import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { problem } from '../lib/problem.ts';
import type { NotebookCell } from '../notebook/document.ts';
import type { Output, Provenance } from '../notebook/output.ts';
import type { DatasetKind } from '../model/model.ts';
import type { PageSource } from './page-source.ts';
import { createPages, type Pages } from './pages.ts';

let folder = '';
let pages: Pages;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-pages-'));
  pages = createPages({ folder, clock: () => new Date('2026-07-01T08:00:00Z') });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('a page of two kinds of data is an insight and lists its sources with their dates', async () => {
  const published = await pages.publish(source([table('survey'), table('financial')]), null);
  expect(published).toMatchObject({
    ok: true,
    notes: [],
    page: { manifest: { label: 'INSIGHT', version: 1, kinds: ['survey', 'financial'] } },
  });
  const html = await pages.html('late-parcels', null);
  expect(html).toContain('Insight: two kinds of data or more');
  expect(html).toContain('30 Jun 2026');
  expect(html).toContain('<td class="number">33.3 <small>−12.0 to 60.0, n 120</small></td>');
  expect(html).toContain('Where this comes from');
});

test('a page of one kind of data is an observation and says so by name', async () => {
  const published = await pages.publish(source([table('survey'), table('reference')]), null);
  expect(published).toMatchObject({
    ok: true,
    notes: [{ code: 'single-source' }],
    page: { manifest: { label: 'OBSERVATION' } },
  });
  expect(await pages.html('late-parcels', null)).toContain('Observation: only one kind of data');
});

test('a failed cell refuses the publish by name and the last good page stays with a notice', async () => {
  await pages.publish(source([table('survey'), table('financial')]), null);
  const failed: Output = {
    type: 'ProblemOutput',
    provenance,
    problem: problem('timeout', 'It took longer than 60 s.'),
  };
  const refused = await pages.publish(source([table('survey'), failed]), null);
  expect(refused).toMatchObject({
    ok: false,
    refusals: [{ code: 'failed-cell', message: 'The cell c1 failed: It took longer than 60 s.' }],
  });
  const html = await pages.html('late-parcels', null);
  expect(html).toContain('The refresh of 1 Jul 2026 failed.');
  expect(html).toContain('33.3');
  expect(await pages.html('late-parcels', 1)).not.toContain('The refresh of');
  await pages.publish(source([table('survey'), table('financial')]), null);
  expect(await pages.html('late-parcels', null)).not.toContain('The refresh of');
});

test('data past their maximum age refuse the publish', async () => {
  const refused = await pages.publish(source([table('survey', 'EXPIRED'), table('financial')]), null);
  expect(refused).toMatchObject({ ok: false, refusals: [{ code: 'stale-data', subject: 'survey_data' }] });
  expect(await pages.html('late-parcels', null)).toBeNull();
});

test('what another run would show differently refuses the publish by the cell that says it, hidden or not', async () => {
  const shown = source([table('survey'), table('financial'), table('financial')]);
  const reasons = [
    { reason: 'unordered', cell: 'k3f9x2a2' },
    { reason: 'volatile', cell: 'k3f9x2a2' },
  ] as const;
  const cells = shown.cells.map((cell, index) => {
    const attributes = new Map(index === 2 ? [['show', 'none']] : []);
    return { ...cell, cell: { ...cell.cell, attributes }, unstable: index === 0 ? [] : reasons };
  });
  expect(await pages.publish({ ...shown, cells }, null)).toMatchObject({
    ok: false,
    refusals: [
      {
        code: 'unordered-limit',
        severity: 'error',
        subject: 'k3f9x2a2',
        message: 'The cell c2 takes some rows without saying which: a LIMIT or a sample without ORDER BY.',
      },
      { code: 'volatile-cell', message: 'The cell c2 draws at random: it gives another result at every run.' },
    ],
  });
  const unread = cells.map((cell, index) => (index === 1 ? { ...cell, unstable: [] } : cell));
  expect((await pages.publish({ ...shown, cells: unread }, null)).ok).toBe(true);
});

test('a cell that failed but is hidden does not stop the page', async () => {
  const hidden: Output = { type: 'ProblemOutput', provenance, problem: problem('timeout', 'The engine was busy.') };
  const shown = source([table('survey'), table('financial'), hidden]);
  const cells = shown.cells.map((cell, index) =>
    index === 2 ? { ...cell, cell: { ...cell.cell, attributes: new Map([['show', 'none']]) } } : cell,
  );
  expect((await pages.publish({ ...shown, cells }, null)).ok).toBe(true);
  expect(await pages.html('late-parcels', null)).not.toContain('The engine was busy.');
});

test('a page says what is hidden and why, which column does not add up, and what to bear in mind', async () => {
  const shown = table('survey');
  if (shown.type !== 'TableOutput') throw new Error('no table');
  const meaning = { defines: 'nps', additivity: null, overlapping: true, compared: null, explains: null, k: 5 };
  const flag = { ...meaning, overlapping: false, explains: 'nps' };
  const [nps, ...beside] = shown.columns;
  if (nps === undefined) throw new Error('no column');
  const hidden: Output = {
    ...shown,
    columns: [{ ...nps, meaning }, ...beside, { ...nps, name: 'flag', type: 'boolean', role: 'FLAG', meaning: flag }],
    page: [
      ...shown.page.map((column) => ({ ...column, values: [null] })),
      { name: 'flag', type: 'boolean', values: [true] },
    ],
    warnings: [
      {
        code: 'HINDSIGHT',
        message: '3 rows are older.',
        hint: 'Group with asOf.',
        metric: null,
        dataset: null,
        count: 3,
      },
      { code: 'SMALL_N', message: 'Few cases.', hint: null, metric: null, dataset: null, count: 1 },
    ],
  };
  await pages.publish(source([hidden]), null);
  const html = await pages.html('late-parcels', null);
  expect(html).toContain('<td class="number words">hidden</td>');
  expect(html).toContain('Hidden: fewer than 5 persons stand behind the value');
  expect(html).toContain('<small>does not add up</small>');
  expect(html).toContain('3 rows are older. <small>Group with asOf.</small>');
  expect(html).not.toContain('Few cases.');
});

test('every version keeps its own address and its own bytes', async () => {
  await pages.publish({ ...source([table('survey')]), title: 'First' }, null);
  await pages.publish({ ...source([table('survey')]), title: 'Second' }, null);
  expect(await pages.html('late-parcels', 1)).toContain('<h1>First</h1>');
  expect(await pages.html('late-parcels', 2)).toContain('<h1>Second</h1>');
  expect(await pages.html('late-parcels', null)).toContain('<h1>Second</h1>');
  expect(await pages.html('late-parcels', 3)).toBeNull();
});

test('two programs that publish one page at once lose no version', async () => {
  const other = createPages({ folder, clock: () => new Date('2026-07-01T08:00:00Z') });
  const one = (by: Pages, title: string) => by.publish({ ...source([table('survey')]), title }, null);
  await Promise.all(Array.from({ length: 6 }, (_, index) => [one(pages, `a${index}`), one(other, `b${index}`)]).flat());
  const versions = await Promise.all(Array.from({ length: 12 }, (_, index) => pages.html('late-parcels', index + 1)));
  const titles = versions.map((html) => /<h1>(.*?)<\/h1>/.exec(html ?? '')?.[1]);
  expect(new Set(titles).size).toBe(12);
  expect(titles).not.toContain(undefined);
});

test('markup in titles, values and captions is text', async () => {
  const hostile = source([table('survey')]);
  await pages.publish({ ...hostile, title: '<script>alert(1)</script>', description: '"><img src=x>' }, null);
  const html = (await pages.html('late-parcels', null)) ?? '';
  expect(html).not.toContain('<script');
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;script&gt;');
});

test('a path is no slug', async () => {
  expect(await pages.html('../secret', null)).toBeNull();
  expect(await pages.style('../../x')).toBeNull();
});

test('a byte changed in a frozen page shows', async () => {
  await pages.publish(source([table('survey')]), null);
  const objects = await readdir(join(folder, 'objects'));
  for (const name of objects) {
    const path = join(folder, 'objects', name);
    const text = await readFile(path, 'utf8');
    if (text.startsWith('<!doctype')) await writeFile(path, text.replace('33.3', '43.3'));
  }
  await expect(pages.html('late-parcels', null)).rejects.toMatchObject({ code: 'unknown-page' });
});

test('a page whose record is damaged is not begun again at version 1', async () => {
  await pages.publish(source([table('survey'), table('financial')]), null);
  await writeFile(join(folder, 'late-parcels.json'), '{"manifest":');
  const refused = {
    code: 'unknown-page',
    message: 'A record of the page cannot be read: .trivet/pages/late-parcels.json.',
  };
  await expect(pages.html('late-parcels', null)).rejects.toMatchObject(refused);
  await expect(pages.publish(source([table('survey'), table('financial')]), null)).rejects.toMatchObject(refused);
  expect(await pages.list()).toEqual([]);
  expect(await readFile(join(folder, 'late-parcels.json'), 'utf8')).toBe('{"manifest":');
});

test('a kill in the middle of publishing leaves the last good page', async () => {
  await pages.publish({ ...source([table('survey')]), title: 'Version before' }, null);
  const script = `
    import { createSnapshotStore } from ${JSON.stringify(join(import.meta.dirname, 'snapshot-store.ts'))};
    const store = createSnapshotStore(${JSON.stringify(folder)});
    const content = (n) => ({ html: 'x'.repeat(2e6) + n, css: 'c', notebook: 'n', results: 'r'.repeat(2e6) + n, provenance: 'p' });
    const described = { slug: 'late-parcels', title: 'T', description: null, publishedAt: 'now', message: null, purpose: null, params: {}, label: 'OBSERVATION', kinds: [], sources: [] };
    for (let n = 0; n < 200; n++) { await store.freeze(described, content(n)); process.stdout.write('.'); }`;
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script]);
  await once(child.stdout, 'data');
  await new Promise((done) => setTimeout(done, 37));
  child.kill('SIGKILL');
  await once(child, 'close');
  const page = await pages.get('late-parcels');
  expect(page?.manifest.version).toBeGreaterThanOrEqual(2);
  for (let version = 1; version <= (page?.manifest.version ?? 0); version++) {
    expect(await pages.html('late-parcels', version), `version ${version}`).not.toBeNull();
  }
});

const provenance: Provenance = {
  fingerprint: 'f'.repeat(64),
  sources: [],
  elapsedMs: 1,
  steps: [{ title: 'SQL', language: 'sql', text: 'select 1' }],
};

function table(kind: DatasetKind, state: 'CURRENT' | 'EXPIRED' = 'CURRENT'): Output {
  const column = { unit: 'points', format: 'points', type: 'real', metric: 'nps' } as const;
  return {
    type: 'TableOutput',
    provenance: {
      ...provenance,
      sources: [
        {
          dataset: `${kind}_data`,
          kind,
          version: 'v1',
          loadedAt: '2026-07-01T00:00:00Z',
          dataThrough: '2026-06-30T21:00:00',
          state,
        },
      ],
    },
    result: 'r'.repeat(64),
    columns: [
      { ...column, name: 'nps', label: 'NPS', role: 'METRIC' },
      { ...column, name: 'nps_low', label: 'NPS low', role: 'INTERVAL' },
      { ...column, name: 'nps_high', label: 'NPS high', role: 'INTERVAL' },
      { ...column, name: 'nps_n', label: 'n', role: 'COUNT', type: 'bigint', format: 'integer', unit: null },
    ],
    rowCount: 1,
    truncated: false,
    ordered: true,
    page: [
      { name: 'nps', type: 'real', values: [33.333] },
      { name: 'nps_low', type: 'real', values: [-12] },
      { name: 'nps_high', type: 'real', values: [60] },
      { name: 'nps_n', type: 'bigint', values: ['120'] },
    ],
    totals: [],
    accounting: [],
    warnings: [],
  };
}

function source(outputs: readonly Output[]): PageSource {
  const cell = (index: number): NotebookCell => ({
    id: `k3f9x2a${index}`,
    kind: 'query',
    name: `c${index}`,
    attributes: new Map(),
    body: '',
  });
  return {
    slug: 'late-parcels',
    title: 'Late parcels',
    description: null,
    purpose: 'service_improvement',
    text: '# file',
    parameters: [],
    values: new Map(),
    cells: outputs.map((output, index) => ({
      cell: cell(index),
      output,
      state: output.type === 'ProblemOutput' ? 'error' : 'fresh',
      unstable: [],
    })),
  };
}
