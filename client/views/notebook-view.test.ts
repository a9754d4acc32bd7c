import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../ui/tokens.css';
import type { ReadWorkspaceQuery } from '../generated.ts';
import { sampleFinding } from '../outputs/finding-samples.ts';
import { sampleColumn, sampleMetric, sampleProvenance, sampleTable } from '../outputs/samples.ts';
import { createLoadStore } from '../state/loadable.ts';
import { type Cell, initialNotebook, type NotebookEffect, type NotebookEvent } from '../state/notebook-state.ts';
import { updateNotebook } from '../state/notebook-update.ts';
import { sampleCell, sampleNotebook } from '../state/samples.ts';
import { Store } from '../state/store.ts';
import { ReadWorkspaceDocument } from '../generated.ts';
import { drawn, mount, textOf, violationsOf } from '../ui/accessible.ts';
import { NotebookPage } from './notebook-view.ts';

const prose = sampleCell('aaaaaaaa', {
  kind: 'md',
  body: '# Late parcels\n\nWhy they cost.',
  output: {
    __typename: 'TextOutput',
    html: '<h1>Late parcels</h1><p>Why they cost.</p>',
    provenance: { ...sampleProvenance, sources: [] },
  },
});
const table = sampleCell('bbbbbbbb', {
  kind: 'query',
  name: 'by_region',
  body: 'metrics: [nps]',
  datasets: [
    { name: 'responses', kind: 'SURVEY' },
    { name: 'orders', kind: 'OPERATIONAL' },
  ],
  output: sampleTable(),
});
const failed = sampleCell('cccccccc', {
  kind: 'sql',
  name: 'broken',
  state: 'ERROR',
  body: 'select scor from responses',
  output: {
    __typename: 'ProblemOutput',
    provenance: sampleProvenance,
    problem: {
      __typename: 'Problem',
      code: 'SQL_INVALID',
      severity: 'ERROR',
      message: 'There is no column scor.',
      hint: 'Did you mean score?',
      choices: ['score'],
      file: null,
      line: 1,
      column: 8,
      offset: 7,
      length: 4,
      subject: 'broken',
    },
  },
});
const waiting = sampleCell('dddddddd', { kind: 'chart', name: 'picture', state: 'BLOCKED', waitsFor: ['broken'] });
const running = sampleCell('eeeeeeee', {
  kind: 'metric',
  name: 'now',
  state: 'RUNNING',
  progress: 0.4,
  output: sampleMetric(),
});

interface Bench {
  readonly page: NotebookPage;
  readonly store: Store<ReturnType<typeof initialNotebook>, NotebookEvent, NotebookEffect>;
  readonly effects: NotebookEffect[];
}

async function open(cells: readonly Cell[], rest = {}): Promise<Bench> {
  const effects: NotebookEffect[] = [];
  const store = new Store(initialNotebook('late-parcels', {}), updateNotebook, (effect: NotebookEffect) => {
    effects.push(effect);
  });
  store.send({ type: 'opened', notebook: sampleNotebook(cells, rest), kept: [] });
  const workspace = createLoadStore(ReadWorkspaceDocument);
  workspace.send({ type: 'loaded', value: sampleWorkspace });
  const page = await mount(Object.assign(new NotebookPage(), { store, workspace }));
  effects.length = 0;
  return { page, store, effects };
}

const kind = (name: string, label: string, language: string) => ({
  __typename: 'CellKind' as const,
  name,
  label,
  language,
  starter: '',
  schema: null,
});
const sampleWorkspace: ReadWorkspaceQuery = {
  analyses: [],
  workspace: {
    __typename: 'Workspace',
    name: 'Demo',
    version: '0.1.0',
    zone: 'Europe/Berlin',
    purpose: null,
    problems: [],
    cellKinds: [
      kind('md', 'Text', 'markdown'),
      kind('sql', 'SQL', 'sql'),
      kind('query', 'Query', 'yaml'),
      kind('chart', 'Chart', 'yaml'),
      kind('metric', 'Metric', 'yaml'),
    ],
  },
  catalogue: { datasets: [], metrics: [], dimensions: [] },
};

const tasksOf = (effects: readonly NotebookEffect[]) =>
  effects.flatMap((effect) => (effect.type === 'perform' ? [effect.task] : []));
const cellText = (page: NotebookPage, id: string): string => {
  const view = page.cellView(id);
  return view ? textOf(view.shadowRoot ?? view) : '';
};

test('every state is said in words, and nobody else is hurt by a failed cell', async () => {
  const { page } = await open([prose, table, failed, waiting, running]);
  expect(cellText(page, 'bbbbbbbb')).toContain('Current 3 rows · 12 ms');
  expect(cellText(page, 'cccccccc')).toContain('There is no column scor. Did you mean score?');
  expect(cellText(page, 'dddddddd')).toContain('Waits for broken');
  expect(cellText(page, 'eeeeeeee')).toContain('Running, 40 %');
  expect(textOf(page.shadowRoot ?? page)).toContain('5 cells: 1 running, 2 current, 1 failed, 1 waiting');
});

test('an old result stays to be seen while a new one is computed', async () => {
  const { page } = await open([running]);
  expect(cellText(page, 'eeeeeeee')).toContain('31.3');
  expect(page.cellView('eeeeeeee')?.shadowRoot?.querySelector('.output.old')).not.toBeNull();
});

test('j and k go from cell to cell and the mode is said', async () => {
  const { page, store } = await open([prose, table]);
  await userEvent.keyboard('j');
  await drawn(page);
  expect(store.state.selected).toBe('aaaaaaaa');
  await userEvent.keyboard('j');
  await drawn(page);
  expect(store.state.selected).toBe('bbbbbbbb');
  expect(cellText(page, 'bbbbbbbb')).toContain('Command');
  await userEvent.keyboard('k');
  expect(store.state.selected).toBe('aaaaaaaa');
});

test('Enter opens the editor, Escape leaves it, and what was typed stays', async () => {
  const { page, store, effects } = await open([table]);
  await userEvent.keyboard('j');
  await drawn(page);
  await userEvent.keyboard('{Enter}');
  await expect
    .poll(() => page.cellView('bbbbbbbb')?.shadowRoot?.activeElement?.localName, { timeout: 10_000 })
    .toBe('code-editor');
  expect(cellText(page, 'bbbbbbbb')).toContain('Edit');
  await userEvent.keyboard('{Control>}{End}{/Control} # x');
  expect(store.state.drafts.get('bbbbbbbb')?.body).toBe('metrics: [nps] # x');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(store.state.queue.map((task) => task.type)).toEqual(['operations', 'run']);
  expect(tasksOf(effects)[0]).toMatchObject({ operations: [{ setBody: { body: 'metrics: [nps] # x' } }] });
  await userEvent.keyboard('{Escape}');
  await drawn(page);
  expect(store.state).toMatchObject({ selected: 'bbbbbbbb', mode: 'command' });
});

test('Escape before the editor is there leaves it as well', async () => {
  const { page, store, effects } = await open([prose, table]);
  store.send({ type: 'select', cell: 'bbbbbbbb', mode: 'edit' });
  await userEvent.keyboard('{Escape}dd');
  expect(tasksOf(effects)).toMatchObject([{ operations: [{ deleteCell: { id: 'bbbbbbbb' } }] }]);
  await page.updateComplete;
});

test('a letter typed in the editor is a letter, not a command', async () => {
  const { page, store, effects } = await open([table]);
  store.send({ type: 'select', cell: 'bbbbbbbb', mode: 'edit' });
  await expect
    .poll(() => page.cellView('bbbbbbbb')?.shadowRoot?.activeElement?.localName, { timeout: 10_000 })
    .toBe('code-editor');
  await userEvent.keyboard('dd');
  expect(tasksOf(effects)).toEqual([]);
  expect(store.state.drafts.get('bbbbbbbb')?.body).toContain('dd');
});

test('d d deletes and the toast offers to undo it', async () => {
  const { page, store, effects } = await open([prose, table]);
  store.send({ type: 'select', cell: 'bbbbbbbb', mode: 'command' });
  await userEvent.keyboard('dd');
  expect(tasksOf(effects)).toMatchObject([{ operations: [{ deleteCell: { id: 'bbbbbbbb' } }] }]);
  store.send({ type: 'taskDone', result: null });
  await drawn(page);
});

test('b offers the kinds of cells below the selected one', async () => {
  const { page, store, effects } = await open([prose, table]);
  store.send({ type: 'select', cell: 'aaaaaaaa', mode: 'command' });
  await userEvent.keyboard('b');
  const inserter = page.inserterBelow('aaaaaaaa');
  await inserter?.updateComplete;
  await expect.poll(() => inserter?.shadowRoot?.activeElement?.textContent).toBe('Text');
  await userEvent.keyboard('{Tab}{Enter}');
  expect(tasksOf(effects)).toMatchObject([{ operations: [{ insertCell: { after: 'aaaaaaaa', kind: 'sql' } }] }]);
});

test('a question mark shows all keys', async () => {
  const { page } = await open([prose]);
  await userEvent.keyboard('?');
  await drawn(page);
  const sheet = page.shadowRoot?.querySelector('key-sheet');
  await expect
    .poll(() => sheet?.shadowRoot?.querySelector('trivet-dialog')?.shadowRoot?.querySelector('dialog')?.open)
    .toBe(true);
  expect(textOf(sheet?.shadowRoot ?? page)).toContain('Run the cell and add one below');
});

test('a notebook that may only be read offers no change', async () => {
  const { page, store, effects } = await open([prose, table], { readOnly: true });
  expect(page.shadowRoot?.querySelector('cell-inserter')).toBeNull();
  expect(textOf(page.shadowRoot ?? page)).toContain('This notebook can be read and run, but not changed here.');
  store.send({ type: 'select', cell: 'bbbbbbbb', mode: 'command' });
  await userEvent.keyboard('dd');
  expect(tasksOf(effects)).toEqual([]);
});

test('two versions of a text are shown side by side', async () => {
  const { page, store } = await open([table]);
  store.send({ type: 'typed', key: 'bbbbbbbb', body: 'metrics: [revenue]' });
  store.send({ type: 'saveDue', key: 'bbbbbbbb' });
  const { params: _params, cells: _cells, ...header } = sampleNotebook([table], { revision: 2 });
  const conflicts = [{ cell: 'bbbbbbbb', yours: 'metrics: [revenue]', theirs: 'metrics: [ces]', revision: 2 }];
  store.send({
    type: 'taskDone',
    result: {
      __typename: 'ApplyResult',
      notebook: { ...header, cells: [{ ...table, body: 'metrics: [ces]' }] },
      conflicts,
    },
  });
  await drawn(page);
  const card = page.cellView('bbbbbbbb')?.shadowRoot?.querySelector('conflict-card');
  expect(textOf(card?.shadowRoot ?? page)).toContain(
    'Yours metrics: [revenue] Keep yours Theirs metrics: [ces] Take theirs',
  );
});

test('a click on a button below an editor reaches the button, although the editor closes', async () => {
  const { page, store, effects } = await open([prose]);
  store.send({ type: 'select', cell: 'aaaaaaaa', mode: 'edit' });
  const view = page.cellView('aaaaaaaa');
  await expect.poll(() => view?.shadowRoot?.activeElement?.localName, { timeout: 10_000 }).toBe('code-editor');
  await userEvent.keyboard('More. ');
  store.send({ type: 'saveDue', key: 'aaaaaaaa' });
  const { params: _params, cells: _cells, ...header } = sampleNotebook([prose], { revision: 2 });
  const conflicts = [{ cell: 'aaaaaaaa', yours: '', theirs: 'Less.', revision: 2 }];
  store.send({
    type: 'taskDone',
    result: { __typename: 'ApplyResult', notebook: { ...header, cells: [{ ...prose, body: 'Less.' }] }, conflicts },
  });
  await drawn(page);
  const keep = view?.shadowRoot?.querySelector('conflict-card')?.shadowRoot?.querySelector('button');
  if (keep) await userEvent.click(keep);
  expect(tasksOf(effects).at(-1)).toMatchObject({ operations: [{ setBody: { baseCellRevision: 2 } }] });
});

test('text of a cell that somebody deleted can be inserted again', async () => {
  const { page, store } = await open([prose]);
  store.send({ type: 'documentChanged', notebook: sampleNotebook([prose, table]) });
  store.send({ type: 'typed', key: 'bbbbbbbb', body: 'half a thought' });
  store.send({ type: 'documentChanged', notebook: sampleNotebook([prose]) });
  await drawn(page);
  expect(textOf(page.shadowRoot ?? page)).toContain('The cell of this text is gone; the text is not. half a thought');
});

test('a table that is wider than the notebook scrolls by itself, also in the cell that is worked on', async () => {
  const columns = Array.from({ length: 40 }, (_, at) => sampleColumn(`column_number_${at}`));
  const wide = sampleTable({ columns, values: columns.map(() => ['some text that takes its place']), totals: [] });
  const { page, store } = await open([sampleCell('bbbbbbbb', { name: 'wide', output: wide })]);
  store.send({ type: 'select', cell: 'bbbbbbbb', mode: 'command' });
  await drawn(page);
  const output = page.cellView('bbbbbbbb')?.shadowRoot?.querySelector('.output');
  expect(output?.scrollWidth).toBe(output?.clientWidth);
  expect(document.documentElement.scrollWidth).toBe(document.documentElement.clientWidth);
});

test('a run that knows no longer how far it is goes on being shown', async () => {
  const { page, store } = await open([running]);
  const bar = () => page.cellView('eeeeeeee')?.shadowRoot?.querySelector('progress');
  expect(bar()?.value).toBe(0.4);
  store.send({ type: 'cellsChanged', cells: [{ ...running, progress: null }] });
  await drawn(page);
  expect(bar()?.position).toBe(-1);
  store.send({ type: 'cellsChanged', cells: [{ ...running, state: 'FRESH', progress: null }] });
  await drawn(page);
  expect(bar()).toBeNull();
});

test('a finding is written out as the cells it is made of, below it, as one change', async () => {
  const steps = [
    { __typename: 'ProvenanceStep' as const, title: 'Answers by score', language: 'sql', text: 'SELECT 1' },
    { __typename: 'ProvenanceStep' as const, title: 'By region', language: 'sql', text: 'SELECT 2' },
  ];
  const found = sampleCell('ffffffff', { kind: 'analysis', name: 'by_region', output: sampleFinding({ steps }) });
  const { page, effects } = await open([prose, found, table]);
  const menu = (id: string) => page.cellView(id)?.shadowRoot?.querySelector('trivet-menu')?.shadowRoot;
  const items = async (id: string) => {
    menu(id)?.querySelector<HTMLElement>('.trigger')?.click();
    await drawn(page);
    return [...(menu(id)?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  };
  expect((await items('bbbbbbbb')).some((item) => item.textContent.includes('Explode'))).toBe(false);
  (await items('ffffffff')).find((item) => item.textContent.includes('Explode'))?.click();
  const [task] = tasksOf(effects);
  expect(task).toMatchObject({
    operations: [
      { insertCell: { after: 'ffffffff', kind: 'md' } },
      { insertCell: { kind: 'sql', name: 'answers_by_score', body: 'SELECT 1' } },
      { insertCell: { kind: 'sql', name: 'by_region_2', body: 'SELECT 2' } },
    ],
  });
});

test('a whole notebook can be used by everyone, in light and dark', async () => {
  const { page } = await open([prose, table, failed, waiting, running]);
  await expect
    .poll(() =>
      page.cellView('cccccccc')?.shadowRoot?.querySelector('source-text')?.shadowRoot?.querySelector('.tok-keyword'),
    )
    .not.toBeNull();
  expect(await violationsOf(page)).toEqual([]);
});
