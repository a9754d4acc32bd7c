import type { NotebookFieldsFragment } from '../generated.ts';
import { draftFailed, draftSaved, restoreDrafts } from './notebook-drafts.ts';
import { chain, enqueue, finish, proceed } from './notebook-queue.ts';
import {
  type ApplyResult,
  type Cell,
  type KeptDraft,
  type NotebookEffect,
  type NotebookState,
  type Notice,
  type Problem,
  type Task,
} from './notebook-state.ts';
import type { RequestError } from '../graphql.ts';
import { become, type Step } from './store.ts';
import { staleCost } from './words.ts';

type NotebookStep = Step<NotebookState, NotebookEffect>;

export function opened(
  state: NotebookState,
  event: { readonly notebook: NotebookFieldsFragment | null; readonly kept: readonly KeptDraft[] },
): NotebookStep {
  if (!event.notebook) return become({ ...state, missing: true });
  const { slug, params } = state;
  const taken = take({ ...state, missing: false, openError: null, budget: budgets.opened }, event.notebook);
  return chain(
    { state: taken, effects: [{ type: 'listen', slug, params }] },
    (next) => restoreDrafts(next, event.kept),
    proceed,
    runWhatIsCheap,
  );
}

/** The whole document anew; one that is older than what is shown arrived late and is dropped, unless it is the first of a new line. */
export function documentChanged(
  state: NotebookState,
  event: { readonly notebook: NotebookFieldsFragment },
): NotebookStep {
  if (!state.isRejoining && state.header && event.notebook.revision < state.header.revision) return become(state);
  return runWhatIsCheap(take({ ...state, isRejoining: false }, event.notebook));
}

export function cellsChanged(state: NotebookState, event: { readonly cells: readonly Cell[] }): NotebookStep {
  const changed = new Map(event.cells.map((cell) => [cell.id, cell]));
  const cells = state.cells.map((old) => {
    const next = changed.get(old.id);
    if (!next) return old;
    return next.revision < old.revision ? { ...next, ...textOf(old) } : same(old, next);
  });
  return runWhatIsCheap(closeTurnedPages({ ...state, cells }));
}

/** After opening, after another value of a parameter and after a run: the rest follows where it costs little. */
function runWhatIsCheap(state: NotebookState): NotebookStep {
  if (state.budget === 0) return become(state);
  const { cells, milliseconds } = staleCost(state.cells);
  const rested = { ...state, budget: 0 };
  if (cells.length === 0 || milliseconds > state.budget) return become(rested);
  return enqueue(rested, { type: 'run', cells, force: false });
}

/** Milliseconds: who turns a control waits for the answer, who opens a notebook for a short one, who runs a cell did not ask for more. */
export const budgets = { opened: 5_000, parameter: 10_000, run: 1_500 } as const;

/** What a finished change leaves: the new text, states and outputs as they were until the server says otherwise. */
export function taskDone(state: NotebookState, event: { readonly result: ApplyResult | null }): NotebookStep {
  const { state: rest, task } = finish(state);
  const { result } = event;
  if (!task || !result) return proceed(rest);
  const applied = applyText(rest, result);
  const foreign = result.conflicts.length > 0 && !(task.type === 'operations' && task.saves);
  const notice: Notice | null = foreign
    ? {
        text: 'Not done: the notebook was changed by somebody else.',
        hint: 'Look at the cell and try again.',
        restores: null,
      }
    : task.type === 'operations' && task.notice
      ? task.notice
      : applied.notice;
  return chain(draftSaved({ ...applied, notice }, task, result), dropRunsOfUnsaved, proceed);
}

export function taskFailed(state: NotebookState, event: { readonly error: RequestError }): NotebookStep {
  const { state: rest, task } = finish(state);
  if (!task) return become(rest);
  const isSave = task.type === 'operations' && task.saves !== null;
  const notice: Notice | null = isSave
    ? rest.notice
    : { text: event.error.message, hint: event.error.hint, restores: null };
  return chain(draftFailed({ ...rest, notice }, task, event.error), dropRunsOfUnsaved, proceed);
}

/** Running or publishing the old text of a cell whose new text could not be saved would not be what was asked for. */
function dropRunsOfUnsaved(state: NotebookState): NotebookStep {
  const unsaved = new Set([...state.drafts].filter(([, draft]) => draft.error ?? draft.conflict).map(([key]) => key));
  const dropped = state.queue.filter((task) => needsSaved(task, unsaved));
  if (dropped.length === 0) return become(state);
  const notice: Notice = {
    text: 'Not run: the text of a cell is not saved yet.',
    hint: 'Settle the conflict or wait until it is saved, then try again.',
    restores: null,
  };
  const publishing = dropped.some((task) => task.type === 'publish') ? { at: 'closed' as const } : state.publishing;
  return become({ ...state, notice, publishing, queue: state.queue.filter((task) => !dropped.includes(task)) });
}

function needsSaved(task: Task, unsaved: ReadonlySet<string>): boolean {
  if (unsaved.size === 0) return false;
  if (task.type === 'publish') return true;
  return task.type === 'run' && (task.cells === null || task.cells.some((id) => unsaved.has(id)));
}

/** A problem of the file that the server can mend by itself. */
export function repair(state: NotebookState): NotebookStep {
  return enqueue(state, { type: 'repair' });
}

function take(state: NotebookState, notebook: NotebookFieldsFragment): NotebookState {
  const { cells, ...header } = notebook;
  const old = new Map(state.cells.map((cell) => [cell.id, cell]));
  const next = cells.map((cell) => {
    const before = old.get(cell.id);
    return before ? same(before, cell) : cell;
  });
  return closeTurnedPages(reselect({ ...state, header, cells: next }));
}

function applyText(state: NotebookState, result: ApplyResult): NotebookState {
  const { header } = state;
  if (!header || result.notebook.revision < header.revision) return state;
  const { cells: texts, ...rest } = result.notebook;
  const old = new Map(state.cells.map((cell) => [cell.id, cell]));
  const cells = texts.map((text) => {
    const before = old.get(text.id);
    return before ? same(before, { ...before, ...text }) : { ...unrun, ...text };
  });
  return reselect({ ...state, header: { ...rest, params: header.params }, cells });
}

const unrun = {
  state: 'STALE',
  progress: null,
  elapsedMs: null,
  reads: [],
  waitsFor: [],
  datasets: [],
  output: null,
} as const satisfies Omit<
  Cell,
  '__typename' | 'id' | 'kind' | 'name' | 'attributes' | 'body' | 'revision' | 'problems'
>;

function textOf(cell: Cell): Pick<Cell, 'kind' | 'name' | 'attributes' | 'body' | 'revision' | 'problems'> {
  const { kind, name, attributes, body, revision, problems } = cell;
  return { kind, name, attributes, body, revision, problems };
}

/**
 * The old cell where nothing changed: an element that gets the same object draws nothing anew. Where there is no result yet
 * (other values of parameters), the old one stays to be seen until there is.
 */
function same(old: Cell, next: Cell): Cell {
  const isWithout = next.output === null && next.kind === old.kind && next.state !== 'FRESH';
  const output = isWithout || sameOutput(old, next) ? old.output : next.output;
  const merged = { ...next, output, elapsedMs: next.elapsedMs ?? old.elapsedMs };
  const { output: a, ...before } = old;
  const { output: b, ...after } = merged;
  return a === b && JSON.stringify(before) === JSON.stringify(after) ? old : merged;
}

/** Data of equal fingerprint and equal run are equal: they are not looked through again with every tick of a progress bar. */
function sameOutput(old: Cell, next: Cell): boolean {
  const [a, b] = [old.output, next.output];
  if (!a || !b || a.__typename !== b.__typename) return false;
  if (a.provenance.fingerprint !== b.provenance.fingerprint || a.provenance.elapsedMs !== b.provenance.elapsedMs)
    return false;
  const isData = a.__typename === 'TableOutput' || a.__typename === 'ChartOutput';
  return isData || JSON.stringify(a) === JSON.stringify(b);
}

/** Turned pages belong to one result; a new result begins at its first page. */
function closeTurnedPages(state: NotebookState): NotebookState {
  const results = new Map(state.cells.map((cell) => [cell.id, resultOf(cell)]));
  const pages = new Map([...state.pages].filter(([id, turn]) => !turn.page || turn.page.id === results.get(id)));
  return pages.size === state.pages.size ? state : { ...state, pages };
}

export function resultOf(cell: Cell): string | null {
  return cell.output?.__typename === 'TableOutput' || cell.output?.__typename === 'ChartOutput'
    ? cell.output.result
    : null;
}

function reselect(state: NotebookState): NotebookState {
  if (state.selected === null || state.cells.some((cell) => cell.id === state.selected)) return state;
  return { ...state, selected: null, mode: 'command' };
}

/** Problems of a cell: of its text, and of its run. */
export function problemsOf(cell: Cell): readonly Problem[] {
  const failed = cell.output?.__typename === 'ProblemOutput' ? [cell.output.problem] : [];
  return [...cell.problems, ...failed];
}
