import {
  budgets,
  cellsChanged,
  documentChanged,
  opened,
  repair,
  resultOf,
  taskDone,
  taskFailed,
} from './notebook-document.ts';
import { forget, resolve, saveAll, saveDue, typed } from './notebook-drafts.ts';
import { chain, enqueue } from './notebook-queue.ts';
import type { NotebookEffect, NotebookEvent, NotebookState, TablePage } from './notebook-state.ts';
import {
  deleteCell,
  insert,
  insertCells,
  move,
  rename,
  restore,
  setAttribute,
  setKind,
  undoOrRedo,
} from './notebook-structure.ts';
import type { Params } from './route.ts';
import { become, type Step } from './store.ts';
import { isStale } from './words.ts';

type NotebookStep = Step<NotebookState, NotebookEffect>;
type EventOf<Type extends NotebookEvent['type']> = Extract<NotebookEvent, { readonly type: Type }>;

/** state + event → state + effects; nothing here looks at a clock, a network or a page. */
export function updateNotebook(state: NotebookState, event: NotebookEvent): NotebookStep {
  // The table has one entry a type, each for the event of that type: the compiler cannot follow the pair.
  const handle = handlers[event.type] as (state: NotebookState, event: NotebookEvent) => NotebookStep;
  return handle(state, event);
}

const handlers: {
  readonly [Type in NotebookEvent['type']]: (state: NotebookState, event: EventOf<Type>) => NotebookStep;
} = {
  open: (state) => ({
    state: { ...state, openError: null },
    effects: [{ type: 'open', slug: state.slug, params: state.params }],
  }),
  opened,
  openFailed: (state, event) => become({ ...state, openError: event.error }),
  line: (state, event) => line(state, event),
  documentChanged,
  cellsChanged,
  typed,
  saveDue,
  retry: (state) => saveAll(state),
  resolve,
  forget: (state, event) => forget(state, event.key),
  run: (state, event) =>
    chain(saveAll({ ...state, budget: budgets.run }), (next) =>
      enqueue(next, { type: 'run', cells: event.cells, force: event.force }),
    ),
  runStale: (state) => {
    const cells = state.cells.filter(isStale).map((cell) => cell.id);
    const saved = saveAll(state);
    return state.drafts.size === 0 && cells.length === 0
      ? saved
      : chain(saved, (next) => enqueue(next, { type: 'run', cells: null, force: false }));
  },
  cancel: (state, event) => ({
    state,
    effects: [{ type: 'cancel', slug: state.slug, cells: event.cells, params: state.params }],
  }),
  insert,
  insertCells,
  delete: deleteCell,
  restore,
  move,
  rename,
  setKind,
  setAttribute,
  undo: undoOrRedo,
  redo: undoOrRedo,
  repair,
  taskDone,
  taskFailed,
  select: (state, event) =>
    state.selected === event.cell && state.mode === event.mode
      ? become(state)
      : become({ ...state, selected: event.cell, mode: event.mode }),
  setParam: (state, event) => setParam(state, event),
  setParams: (state, event) => useParams(state, event.params),
  turnPage: (state, event) => turnPage(state, event),
  pageRead: (state, event) =>
    turned(state, event.cell, (turn) => ({ ...turn, loading: false, error: null, page: event.page })),
  pageFailed: (state, event) => turned(state, event.cell, (turn) => ({ ...turn, loading: false, error: event.error })),
  publish: (state) =>
    chain(saveAll({ ...state, publishing: { at: 'running' } }), (next) => enqueue(next, { type: 'publish' })),
  publishEnded: (state, { publishing }) => {
    const header = state.header && publishing.at === 'done' ? { ...state.header, page: publishing.page } : state.header;
    return become({ ...state, publishing, header });
  },
  closePublish: (state) => become({ ...state, publishing: { at: 'closed' } }),
  dismiss: (state) => become({ ...state, notice: null }),
};

/** A line that is open again is the moment to send what could not be sent. */
function line(state: NotebookState, event: EventOf<'line'>): NotebookStep {
  const next = { ...state, line: event.line, isRejoining: event.line === 'open' || state.isRejoining };
  if (event.line !== 'open') return become(next);
  return [...state.drafts.values()].some((draft) => draft.error) ? saveAll(next) : become(next);
}

/** A value equal to the default is not written into the address: that holds only what a person asked for. */
function setParam(state: NotebookState, event: EventOf<'setParam'>): NotebookStep {
  const parameter = state.header?.params.find(({ name }) => name === event.name);
  const { [event.name]: _dropped, ...rest } = state.params;
  const isDefault = parameter && JSON.stringify(parameter.default ?? null) === JSON.stringify(event.value ?? null);
  return useParams(state, isDefault ? rest : { ...rest, [event.name]: event.value });
}

function useParams(state: NotebookState, params: Params): NotebookStep {
  if (JSON.stringify(params) === JSON.stringify(state.params)) return become(state);
  return {
    state: { ...state, params, budget: budgets.parameter },
    effects: [
      { type: 'showParams', params },
      { type: 'listen', slug: state.slug, params },
    ],
  };
}

function turnPage(state: NotebookState, event: EventOf<'turnPage'>): NotebookStep {
  const cell = state.cells.find(({ id }) => id === event.cell);
  const result = cell && resultOf(cell);
  if (!result) return become(state);
  const { offset, orderBy, descending } = event;
  const page = state.pages.get(event.cell)?.page ?? null;
  const turn: TablePage = { offset, orderBy, descending, page, loading: true, error: null };
  const pages = new Map(state.pages).set(event.cell, turn);
  return { state: { ...state, pages }, effects: [{ type: 'readPage', cell: event.cell, result, turn }] };
}

function turned(state: NotebookState, cell: string, change: (turn: TablePage) => TablePage): NotebookStep {
  const turn = state.pages.get(cell);
  return turn ? become({ ...state, pages: new Map(state.pages).set(cell, change(turn)) }) : become(state);
}
