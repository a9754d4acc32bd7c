import type { RequestError } from '../graphql.ts';
import {
  type ApplyResult,
  type Draft,
  headerKey,
  type KeptDraft,
  type NotebookEffect,
  type NotebookState,
  type Task,
} from './notebook-state.ts';
import { enqueue } from './notebook-queue.ts';
import { become, type Step } from './store.ts';

type NotebookStep = Step<NotebookState, NotebookEffect>;

/** Keeps what was typed at once, and saves it after a pause. Typing back to what the server has is no change. */
export function typed(state: NotebookState, event: { readonly key: string; readonly body: string }): NotebookStep {
  const saved = savedText(state, event.key);
  if (!saved || state.header?.readOnly) return become(state);
  const old = state.drafts.get(event.key);
  if (event.body === saved.body && !old?.saving && !old?.conflict) return forget(state, event.key);
  const draft: Draft = {
    body: event.body,
    base: old?.base ?? saved.body,
    baseRevision: old?.baseRevision ?? saved.revision,
    saving: old?.saving ?? false,
    error: null,
    conflict: old?.conflict ?? null,
  };
  const kept = keep(state, event.key, draft);
  return { ...kept, effects: [...kept.effects, { type: 'saveLater', key: event.key }] };
}

/** Sends a draft unless it is on its way already or waits for a decision. */
export function saveDue(state: NotebookState, event: { readonly key: string }): NotebookStep {
  const draft = state.drafts.get(event.key);
  if (!draft || draft.saving || draft.conflict || !savedText(state, event.key)) return become(state);
  const drafts = new Map(state.drafts).set(event.key, { ...draft, saving: true, error: null });
  return enqueue({ ...state, drafts }, saveTask(event.key, draft));
}

/** Sends every draft that can be sent: before a run, and when the line is back. */
export function saveAll(state: NotebookState): NotebookStep {
  let step: NotebookStep = become(state);
  for (const key of state.drafts.keys()) {
    const next = saveDue(step.state, { key });
    step = { state: next.state, effects: [...step.effects, ...next.effects] };
  }
  return step;
}

/** After a save: the draft goes, or stays because more was typed meanwhile or somebody else was faster. */
export function draftSaved(state: NotebookState, task: Task, result: ApplyResult): NotebookStep {
  if (task.type !== 'operations' || !task.saves) return become(state);
  const { key, body } = task.saves;
  const draft = state.drafts.get(key);
  if (!draft) return become(state);
  const conflict = result.conflicts.find((conflict) => (conflict.cell ?? headerKey) === key);
  if (conflict && conflict.theirs === draft.body) return forget(state, key);
  if (conflict)
    return keep(state, key, {
      ...draft,
      saving: false,
      conflict: { theirs: conflict.theirs, revision: conflict.revision },
    });
  if (draft.body === body) return forget(state, key);
  const revision = revisionIn(result, key) ?? draft.baseRevision;
  const kept = keep(state, key, { ...draft, saving: false, base: body, baseRevision: revision });
  return { ...kept, effects: [...kept.effects, { type: 'saveLater', key }] };
}

/** A save that did not arrive: the text stays here and is tried again, unless the notebook is read-only. */
export function draftFailed(state: NotebookState, task: Task, error: RequestError): NotebookStep {
  if (task.type !== 'operations' || !task.saves) return become(state);
  const draft = state.drafts.get(task.saves.key);
  if (!draft) return become(state);
  const drafts = new Map(state.drafts).set(task.saves.key, { ...draft, saving: false, error });
  return { state: { ...state, drafts }, effects: error.code === 'READ_ONLY' ? [] : [{ type: 'retryLater' }] };
}

/** A conflict is settled by a person: their text wins, or ours goes on top of theirs. */
export function resolve(
  state: NotebookState,
  event: { readonly key: string; readonly keep: 'mine' | 'theirs' },
): NotebookStep {
  const draft = state.drafts.get(event.key);
  if (!draft?.conflict) return become(state);
  if (event.keep === 'theirs') return forget(state, event.key);
  const { theirs, revision } = draft.conflict;
  const settled: Draft = { ...draft, base: theirs, baseRevision: revision, conflict: null, error: null };
  const kept = keep(state, event.key, settled);
  const saved = saveDue(kept.state, { key: event.key });
  return { state: saved.state, effects: [...kept.effects, ...saved.effects] };
}

/** Drafts of an earlier visit: sent if the text below them is still the same, else a conflict to look at. */
export function restoreDrafts(state: NotebookState, kept: readonly KeptDraft[]): NotebookStep {
  let step: NotebookStep = become(state);
  for (const { key, body, base } of kept) {
    const saved = savedText(state, key);
    const rest = { body, base, saving: false, error: null };
    const next = !saved
      ? keep(step.state, key, { ...rest, baseRevision: 0, conflict: null })
      : saved.body === body
        ? forget(step.state, key)
        : keep(step.state, key, {
            ...rest,
            baseRevision: saved.revision,
            conflict: saved.body === base ? null : { theirs: saved.body, revision: saved.revision },
          });
    step = { state: next.state, effects: [...step.effects, ...next.effects, { type: 'saveLater', key }] };
  }
  return step;
}

/** Gives up a draft: after it was saved, or because a person said so. */
export function forget(state: NotebookState, key: string): NotebookStep {
  if (!state.drafts.has(key)) return become(state);
  const drafts = new Map(state.drafts);
  drafts.delete(key);
  return { state: { ...state, drafts }, effects: [{ type: 'dropDraft', slug: state.slug, key }] };
}

function keep(state: NotebookState, key: string, draft: Draft): NotebookStep {
  const drafts = new Map(state.drafts).set(key, draft);
  return { state: { ...state, drafts }, effects: [{ type: 'keepDraft', slug: state.slug, key, draft }] };
}

function saveTask(key: string, draft: Draft): Task {
  const { body, baseRevision: baseCellRevision } = draft;
  const operation =
    key === headerKey
      ? { setHeader: { baseCellRevision, text: body } }
      : { setBody: { id: key, baseCellRevision, body } };
  return { type: 'operations', operations: [operation], saves: { key, body }, notice: null };
}

function savedText(
  state: NotebookState,
  key: string,
): { readonly body: string; readonly revision: number } | undefined {
  if (key === headerKey && state.header) return { body: state.header.header, revision: state.header.headerRevision };
  return state.cells.find((cell) => cell.id === key);
}

function revisionIn(result: ApplyResult, key: string): number | undefined {
  if (key === headerKey) return result.notebook.headerRevision;
  return result.notebook.cells.find((cell) => cell.id === key)?.revision;
}
