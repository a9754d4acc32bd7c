import { expect, test } from 'vitest';
import { updateNotebook } from './notebook-update.ts';
import { initialNotebook, type NotebookState } from './notebook-state.ts';
import { play, sampleCell, sampleNotebook, sampleResult } from './samples.ts';
import { newCellId } from './notebook-structure.ts';
import { saveWords, stateWords, summaryWords } from './words.ts';

const a = sampleCell('aaaaaaaa', { name: 'detractors' });
const b = sampleCell('bbbbbbbb', { kind: 'md' });
const c = sampleCell('cccccccc', { state: 'STALE', elapsedMs: 9_000 });
const operationsOf = (step: ReturnType<typeof play>) =>
  step.effects.flatMap((effect) =>
    effect.type === 'perform' && effect.task.type === 'operations' ? effect.task.operations : [],
  );

test('a deleted cell can be brought back by name', () => {
  const deleted = play(
    [a, b],
    { type: 'delete', cell: a.id },
    { type: 'taskDone', result: sampleResult([b], { revision: 2 }) },
  );
  expect(deleted.state.cells.map((cell) => cell.id)).toEqual([b.id]);
  expect(deleted.state.notice).toEqual({ text: 'Deleted detractors.', hint: null, restores: a.id });
  expect(deleted.state.selected).toBe(b.id);
  const restored = updateNotebook(deleted.state, { type: 'restore', cell: a.id });
  expect(restored.effects.at(-1)).toMatchObject({ task: { operations: [{ restoreCell: { id: a.id } }] } });
});

test('moving up puts a cell after the one above the one above', () => {
  expect(operationsOf(play([a, b, c], { type: 'move', cell: c.id, by: -1 }))).toEqual([
    { moveCell: { id: c.id, after: a.id } },
  ]);
  expect(operationsOf(play([a, b, c], { type: 'move', cell: b.id, by: -1 }))).toEqual([
    { moveCell: { id: b.id, after: null } },
  ]);
  expect(operationsOf(play([a, b, c], { type: 'move', cell: b.id, by: 1 }))).toEqual([
    { moveCell: { id: b.id, after: c.id } },
  ]);
});

test('the first cell moves no higher and the last no lower', () => {
  expect(operationsOf(play([a, b], { type: 'move', cell: a.id, by: -1 }))).toEqual([]);
  expect(operationsOf(play([a, b], { type: 'move', cell: b.id, by: 1 }))).toEqual([]);
});

test('a new cell has an id at once, so that it is edited as soon as it is there', () => {
  const { state } = play([a], { type: 'insert', id: 'newnewne', after: a.id, kind: 'sql' });
  expect(state).toMatchObject({ selected: 'newnewne', mode: 'edit' });
});

test('one change is on its way at a time, the next follows', () => {
  const first = play([a, b], { type: 'rename', cell: a.id, name: 'x' }, { type: 'rename', cell: b.id, name: 'y' });
  expect(first.effects).toHaveLength(1);
  const second = updateNotebook(first.state, { type: 'taskDone', result: sampleResult([a, b], { revision: 2 }) });
  expect(second.effects).toMatchObject([
    { type: 'perform', revision: 2, task: { operations: [{ setName: { name: 'y' } }] } },
  ]);
});

test('a document that is older than what is shown is dropped', () => {
  const { state } = play(
    [a],
    { type: 'rename', cell: a.id, name: 'x' },
    { type: 'taskDone', result: sampleResult([{ ...a, name: 'x' }], { revision: 4 }) },
    { type: 'documentChanged', notebook: sampleNotebook([a], { revision: 3 }) },
  );
  expect(state.cells[0]?.name).toBe('x');
});

test('the first document of a new line is taken, even from a server that has begun to count anew', () => {
  const { state } = play(
    [a],
    { type: 'documentChanged', notebook: sampleNotebook([{ ...a, name: 'x' }], { revision: 9 }) },
    { type: 'line', line: 'waiting', error: null },
    { type: 'line', line: 'open', error: null },
    { type: 'documentChanged', notebook: sampleNotebook([{ ...a, name: 'y' }], { revision: 0 }) },
    { type: 'documentChanged', notebook: sampleNotebook([{ ...a, name: 'z' }], { revision: -1 }) },
  );
  expect(state.cells[0]?.name).toBe('y');
});

test('a change of text keeps the result that is shown', () => {
  const output = textOutput('<p>31</p>');
  const before = { ...a, output };
  const { state } = play(
    [before],
    { type: 'rename', cell: a.id, name: 'x' },
    { type: 'taskDone', result: sampleResult([{ ...before, name: 'x' }], { revision: 2 }) },
  );
  expect(state.cells[0]).toMatchObject({ name: 'x', output });
});

test('a cell that is told again without a change stays the same object', () => {
  const { state } = play([a, b]);
  const again = updateNotebook(state, { type: 'cellsChanged', cells: [{ ...a }, { ...b, state: 'RUNNING' }] });
  expect(again.state.cells[0]).toBe(state.cells[0]);
  expect(again.state.cells[1]?.state).toBe('RUNNING');
});

test('a parameter equal to its default is not written into the address', () => {
  const params = [parameter('region', null), parameter('months', 6)];
  const notebook = sampleNotebook([a], { params });
  const open = updateNotebook(initialNotebook('late-parcels', {}), { type: 'opened', notebook, kept: [] }).state;
  const north = updateNotebook(open, { type: 'setParam', name: 'region', value: 'North' });
  expect(north.state.params).toEqual({ region: 'North' });
  expect(north.effects.map((effect) => effect.type)).toEqual(['showParams', 'listen']);
  const zero = updateNotebook(north.state, { type: 'setParam', name: 'months', value: 0 });
  expect(zero.state.params).toEqual({ region: 'North', months: 0 });
  expect(updateNotebook(zero.state, { type: 'setParam', name: 'region', value: null }).state.params).toEqual({
    months: 0,
  });
});

test('a turned page is forgotten when its cell has a new result', () => {
  const table = tableOutput('r1');
  const turn = { type: 'turnPage', cell: a.id, offset: 100, orderBy: 'nps', descending: true } as const;
  const page = { __typename: 'ResultPage', id: 'r1', rowCount: 300, offset: 100, values: [], columns: [] } as const;
  const turned = play([{ ...a, output: table }], turn, {
    type: 'pageRead',
    cell: a.id,
    page: { ...page, columns: [] },
  });
  expect(turned.effects[0]).toMatchObject({ type: 'readPage', result: 'r1', turn: { offset: 100, orderBy: 'nps' } });
  expect(turned.state.pages.get(a.id)).toMatchObject({ loading: false, offset: 100 });
  const rerun = updateNotebook(turned.state, { type: 'cellsChanged', cells: [{ ...a, output: tableOutput('r2') }] });
  expect(rerun.state.pages.size).toBe(0);
});

test('publishing waits for what was typed to be saved', () => {
  const { state } = play([a], { type: 'typed', key: a.id, body: 'select 2' }, { type: 'publish' });
  expect(state.queue.map((task) => task.type)).toEqual(['operations', 'publish']);
  expect(state.publishing).toEqual({ at: 'running' });
});

test('another value of a parameter runs what it makes stale, where that costs little', () => {
  const runsOf = (elapsedMs: number, attributes = {}) => {
    const stale = sampleCell('cccccccc', { state: 'STALE', elapsedMs, attributes });
    const { state } = play([a], { type: 'setParams', params: { region: 'North' } });
    return updateNotebook(state, { type: 'documentChanged', notebook: sampleNotebook([a, stale]) }).effects;
  };
  expect(runsOf(200)).toMatchObject([{ type: 'perform', task: { type: 'run', cells: ['cccccccc'] } }]);
  expect(runsOf(12_000)).toEqual([]);
  expect(runsOf(200, { run: 'manual' })).toEqual([]);
});

test('the old result stays until there is one for the other value', () => {
  const old = { ...a, output: textOutput('31') };
  const { state } = play([old], { type: 'setParams', params: { region: 'North' } });
  const other = { ...a, state: 'STALE' as const, output: null, elapsedMs: null };
  const next = updateNotebook(state, { type: 'documentChanged', notebook: sampleNotebook([other]) }).state;
  expect(next.cells[0]).toMatchObject({ state: 'STALE', output: old.output, elapsedMs: 12 });
});

test('nothing runs by itself because of a change of text', () => {
  const stale = sampleCell('aaaaaaaa', { state: 'STALE', elapsedMs: 5 });
  const { state } = play([a]);
  expect(updateNotebook({ ...state, budget: 0 }, { type: 'cellsChanged', cells: [stale] }).effects).toEqual([]);
});

test('states are summed up in words', () => {
  expect(summaryWords([a, b])).toBe('All 2 cells current');
  expect(summaryWords([a, b, c, sampleCell('d', { state: 'ERROR' })])).toBe(
    '4 cells: 2 current, 1 not current, 1 failed',
  );
  expect(summaryWords([])).toBe('No cells yet');
});

test('a cell says what it waits for', () => {
  expect(stateWords(sampleCell('x', { state: 'BLOCKED', waitsFor: ['by_week'] }))).toBe('Waits for by_week');
  expect(stateWords(sampleCell('x', { state: 'RUNNING', progress: 0.42 }))).toBe('Running, 42 %');
  expect(stateWords(c)).toBe('Not run yet');
});

test('nothing is said to be saved before a change has come back', () => {
  const { state } = play([a], { type: 'rename', cell: a.id, name: 'x' });
  expect(saveWords(state).text).toBe('Saving…');
});

test('a notebook that does not exist is missing, not empty', () => {
  const state = initialNotebook('nowhere', {});
  expect(updateNotebook(state, { type: 'opened', notebook: null, kept: [] }).state.missing).toBe(true);
});

test('ids have the alphabet of the file format', () => {
  let seed = 0;
  expect(newCellId(() => (seed = (seed + 0.31) % 1))).toMatch(/^[0-9a-hjkmnp-tv-z]{8}$/);
  expect(newCellId(() => 0.999999)).toBe('zzzzzzzz');
});

type Output = NonNullable<NotebookState['cells'][number]['output']>;
const provenance = { __typename: 'Provenance', fingerprint: 'f', elapsedMs: 1, sources: [], steps: [] } as const;

function textOutput(html: string): Output {
  return { __typename: 'TextOutput', html, provenance: { ...provenance, sources: [], steps: [] } };
}

function tableOutput(result: string): Output {
  return {
    __typename: 'TableOutput',
    result,
    rowCount: 300,
    truncated: false,
    values: [],
    columns: [],
    totals: [],
    accounting: [],
    warnings: [],
    provenance: { ...provenance, fingerprint: result, sources: [], steps: [] },
  };
}

function parameter(name: string, value: unknown) {
  return { name, type: 'text', label: name, help: null, value, default: value, optional: true, problem: null };
}
