import { expect, test } from 'vitest';
import { RequestError } from '../graphql.ts';
import { updateNotebook } from './notebook-update.ts';
import { bodyOf, headerKey, initialNotebook } from './notebook-state.ts';
import { play, sampleCell, sampleNotebook, sampleResult } from './samples.ts';
import { saveWords } from './words.ts';

const a = sampleCell('aaaaaaaa');
const typed = (body: string) => ({ type: 'typed', key: a.id, body }) as const;
const saveDue = { type: 'saveDue', key: a.id } as const;
const typesOf = (effects: readonly { readonly type: string }[]) => effects.map((effect) => effect.type);

test('what is typed is kept in the browser at once and saved after a pause', () => {
  const { state, effects } = play([a], typed('select 2'));
  expect(typesOf(effects)).toEqual(['keepDraft', 'saveLater']);
  expect(bodyOf(state, a)).toBe('select 2');
  expect(saveWords(state)).toEqual({ tone: 'busy', text: 'Saving…' });
});

test('a save carries the revision it was typed over', () => {
  const { effects } = play([a], typed('select 2'), saveDue);
  expect(effects.at(-1)).toMatchObject({
    type: 'perform',
    task: { operations: [{ setBody: { id: a.id, baseCellRevision: 1, body: 'select 2' } }] },
  });
});

test('after a save the draft is gone and everything is saved', () => {
  const result = sampleResult([{ ...a, body: 'select 2', revision: 2 }], { revision: 2 });
  const { state, effects } = play([a], typed('select 2'), saveDue, { type: 'taskDone', result });
  expect(state.drafts.size).toBe(0);
  expect(state.cells[0]?.body).toBe('select 2');
  expect(effects.at(-1)).toMatchObject({ type: 'dropDraft', key: a.id });
  expect(saveWords(state)).toEqual({ tone: 'calm', text: 'Saved' });
});

test('what was typed while a save was under way is saved next, over the new revision', () => {
  const result = sampleResult([{ ...a, body: 'select 2', revision: 2 }], { revision: 2 });
  const { state, effects } = play(
    [a],
    typed('select 2'),
    saveDue,
    typed('select 23'),
    { type: 'taskDone', result },
    saveDue,
  );
  expect(bodyOf(state, a)).toBe('select 23');
  expect(effects.at(-1)).toMatchObject({
    task: { operations: [{ setBody: { baseCellRevision: 2, body: 'select 23' } }] },
  });
});

test('a newer text of somebody else is a conflict that shows both and overwrites nothing', () => {
  const conflicts = [{ cell: a.id, yours: 'select 2', theirs: 'select 3', revision: 5 }];
  const result = sampleResult([{ ...a, body: 'select 3', revision: 5 }], { revision: 5 }, conflicts);
  const { state } = play([a], typed('select 2'), saveDue, { type: 'taskDone', result });
  expect(bodyOf(state, a)).toBe('select 2');
  expect(state.drafts.get(a.id)?.conflict).toEqual({ theirs: 'select 3', revision: 5 });
  expect(saveWords(state).text).toBe('Not saved: two versions of a cell');

  const mine = updateNotebook(state, { type: 'resolve', key: a.id, keep: 'mine' });
  expect(mine.effects.at(-1)).toMatchObject({
    task: { operations: [{ setBody: { baseCellRevision: 5, body: 'select 2' } }] },
  });

  const theirs = updateNotebook(state, { type: 'resolve', key: a.id, keep: 'theirs' });
  expect(theirs.state.drafts.size).toBe(0);
});

test('a full disk is said in words, and the text is tried again', () => {
  const error = new RequestError('DISK_FULL', 'the disk is full');
  const { state, effects } = play([a], typed('select 2'), saveDue, { type: 'taskFailed', error });
  expect(saveWords(state)).toEqual({ tone: 'bad', text: 'Not saved: the disk is full' });
  expect(typesOf(effects).at(-1)).toBe('retryLater');
  expect(updateNotebook(state, { type: 'retry' }).effects.at(-1)).toMatchObject({
    type: 'perform',
    task: { operations: [{ setBody: { body: 'select 2' } }] },
  });
});

test('a newer text that says the same is no conflict', () => {
  const conflicts = [{ cell: a.id, yours: 'select 2', theirs: 'select 2', revision: 5 }];
  const result = sampleResult([{ ...a, body: 'select 2', revision: 5 }], { revision: 5 }, conflicts);
  const { state } = play([a], typed('select 2'), saveDue, { type: 'taskDone', result });
  expect(state.drafts.size).toBe(0);
});

test('typing back to what is saved is no change', () => {
  const { state, effects } = play([a], typed('select 2'), typed('select 1'));
  expect(state.drafts.size).toBe(0);
  expect(typesOf(effects).at(-1)).toBe('dropDraft');
});

test('a run saves what was typed first', () => {
  const { state, effects } = play([a], typed('select 2'), { type: 'run', cells: [a.id], force: false });
  expect(state.queue.map((task) => task.type)).toEqual(['operations', 'run']);
  expect(effects.filter((effect) => effect.type === 'perform')).toHaveLength(1);
});

test('a cell whose text could not be saved is not run with its old text', () => {
  const { state } = play(
    [a],
    typed('select 2'),
    { type: 'run', cells: [a.id], force: false },
    { type: 'taskFailed', error: new RequestError('NETWORK', 'No answer.') },
  );
  expect(state.queue).toEqual([]);
  expect(state.notice?.text).toBe('Not run: the text of a cell is not saved yet.');
});

test('a draft from before a crash is saved when the text below it is still the same', () => {
  const notebook = sampleNotebook([{ ...a, revision: 9 }]);
  const kept = [{ key: a.id, body: 'select 2', base: 'select 1' }];
  const { state, effects } = updateNotebook(initialNotebook('late-parcels', {}), { type: 'opened', notebook, kept });
  expect(state.drafts.get(a.id)).toMatchObject({ body: 'select 2', baseRevision: 9, conflict: null });
  expect(typesOf(effects)).toContain('saveLater');
});

test('a draft from before a crash is a conflict when the text below it has changed', () => {
  const notebook = sampleNotebook([{ ...a, body: 'select 7' }]);
  const kept = [{ key: a.id, body: 'select 2', base: 'select 1' }];
  const { state } = updateNotebook(initialNotebook('late-parcels', {}), { type: 'opened', notebook, kept });
  expect(state.drafts.get(a.id)?.conflict).toEqual({ theirs: 'select 7', revision: 1 });
});

test('a draft of a cell that is gone stays to be looked at', () => {
  const kept = [{ key: 'zzzzzzzz', body: 'select 2', base: 'select 1' }];
  const { state } = updateNotebook(initialNotebook('late-parcels', {}), {
    type: 'opened',
    notebook: sampleNotebook([a]),
    kept,
  });
  expect(state.drafts.get('zzzzzzzz')?.body).toBe('select 2');
});

test('the header is drafted and saved like a cell', () => {
  const { effects } = play(
    [a],
    { type: 'typed', key: headerKey, body: 'title: New' },
    { type: 'saveDue', key: headerKey },
  );
  expect(effects.at(-1)).toMatchObject({
    task: { operations: [{ setHeader: { baseCellRevision: 1, text: 'title: New' } }] },
  });
});

test('nothing can be typed into a notebook that is read-only', () => {
  const notebook = sampleNotebook([a], { readOnly: true });
  const open = updateNotebook(initialNotebook('late-parcels', {}), { type: 'opened', notebook, kept: [] }).state;
  expect(updateNotebook(open, typed('select 2')).state.drafts.size).toBe(0);
});
