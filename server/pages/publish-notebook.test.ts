import { localViewer } from '../model/viewer.ts';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NotebookWorkspace, openNotebookWorkspace } from '../testing/notebook-workspace.ts';
import { createPages, type Published } from './pages.ts';
import { publishNotebook } from './publish-notebook.ts';

let space: NotebookWorkspace;

beforeAll(async () => {
  space = await openNotebookWorkspace();
});

afterAll(() => space.close());

async function publish(cells: string): Promise<{ readonly published: Published; readonly html: string | null }> {
  const pages = createPages({ folder: join(space.folder, 'pages'), clock: () => new Date('2024-05-01T00:00:00Z') });
  const { slug } = await space.open(cells);
  const request = { notebook: slug, params: {}, message: null, viewer: localViewer };
  const published = await publishNotebook({ notebooks: space.notebooks, pages }, request);
  return { published, html: await pages.html(slug, null) };
}

const fence = (kind: string, attributes: string, body: string): string =>
  `\`\`\`${kind} ${attributes}\n${body}\n\`\`\``;

test('a chart over a hidden cell that draws at random is refused by the name of that cell', async () => {
  const drawn = fence('sql', 'id=aaaaaaaa name=drawn show=none', 'select amount, random() as luck from orders');
  const chart = fence(
    'chart',
    'id=bbbbbbbb name=pic data=drawn',
    'mark: point\nencoding: {x: {field: amount}, y: {field: luck}}',
  );
  expect(await publish(`${drawn}\n\n${chart}`)).toMatchObject({
    published: { ok: false, refusals: [{ code: 'volatile-cell', subject: 'aaaaaaaa' }] },
    html: null,
  });
});

test('a link of prose leads to the cell it names, and an id to the same cell', async () => {
  const prose = '<!-- md:aaaaaaaa -->\nSee [[Content]] and [[c_cccccccc]].';
  const named = fence('sql', 'id=bbbbbbbb name=content', 'select 1 as one');
  const { html } = await publish(`${prose}\n\n${named}\n\n${fence('sql', 'id=cccccccc', 'select 2 as two')}`);
  expect([...(html ?? '').matchAll(/class="cell-link" [^>]*href="#([^"]+)"/g)].map(([, to]) => to)).toEqual([
    'content',
    'c_cccccccc',
  ]);
  for (const id of ['content', 'c_cccccccc', 'bbbbbbbb', 'cccccccc']) {
    expect(html?.split(`id="${id}"`), id).toHaveLength(2);
  }
});

test('a limit with an order is published, one without is not', async () => {
  const top = (order: string): string =>
    fence('sql', 'id=aaaaaaaa name=top', `select order_id, amount from orders ${order} limit 2`);
  expect((await publish(top(''))).published).toMatchObject({ ok: false, refusals: [{ code: 'unordered-limit' }] });
  expect((await publish(top('order by amount desc, order_id'))).published.ok).toBe(true);
});
