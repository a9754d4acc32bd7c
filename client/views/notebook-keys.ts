import { type CommandId, hasModifier, matchKey } from '../state/commands.ts';
import { newCellId } from '../state/notebook-structure.ts';
import type { Store } from '../state/store.ts';
import type { NotebookEffect, NotebookEvent, NotebookState } from '../state/notebook-state.ts';
import type { CellInserter } from './cell-inserter.ts';
import type { CellView } from './cell-view.ts';

export type NotebookStore = Store<NotebookState, NotebookEvent, NotebookEffect>;

/** What commands need of the view beside the store. */
export interface Workbench {
  readonly store: NotebookStore;
  cellView(id: string): CellView | null;
  inserterBelow(id: string | null): CellInserter | null;
  showKeys(): void;
}

/** Keys of a notebook: modes, chords, and the places where a key belongs to the control that has the focus. */
export class NotebookKeys {
  #pending: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * The command that a key press means, if any: in an editor those of edit mode, elsewhere those of command mode, and
   * Escape for an editor that was asked for and is not there yet.
   */
  commandOf(event: KeyboardEvent): CommandId | null {
    if (event.isComposing || event.defaultPrevented) return null;
    const place = placeOf(event);
    if (place === 'dialog') return null;
    const isModified = hasModifier(event);
    if ((place === 'editor' || place === 'field') && !isModified && event.key !== 'F2') return null;
    if (place === 'control' && !isModified && /^(Enter| |Arrow.*|Escape)$/.test(event.key)) return null;
    const mode = place === 'editor' || event.key === 'Escape' ? 'edit' : 'command';
    const { command, pending } = matchKey(event, mode, this.#pending);
    this.#remember(pending);
    return command;
  }

  #remember(pending: string | null): void {
    clearTimeout(this.#timer);
    this.#pending = pending;
    if (pending !== null) this.#timer = setTimeout(() => (this.#pending = null), 1_000);
  }
}

/** Where the focus is: keys mean something else in each. */
function placeOf(event: KeyboardEvent): 'editor' | 'field' | 'control' | 'dialog' | 'page' {
  const path = event.composedPath().filter((node) => node instanceof HTMLElement);
  if (path.some((node) => node.localName === 'dialog' || node.role === 'menu')) return 'dialog';
  if (path.some((node) => node.localName === 'code-editor')) return 'editor';
  const [first] = path;
  if (!first || first.localName === 'article' || first.tabIndex < 0) return 'page';
  return first.matches('input, select, textarea') ? 'field' : 'control';
}

/** Does what a command says; nothing else acts on a notebook by key. */
export function doCommand(id: CommandId, bench: Workbench): void {
  doers[id](bench, bench.store.state);
}

type Doer = (bench: Workbench, state: NotebookState) => void;

const doers: { readonly [Id in CommandId]: Doer } = {
  run: (bench, state) => runSelected(bench, state),
  runNext: (bench, state) => {
    runSelected(bench, state);
    go(bench, state, 1);
  },
  runInsert: (bench, state) => {
    runSelected(bench, state);
    insert(bench, state.selected, selectedKind(state));
  },
  runStale: ({ store }) => store.send({ type: 'runStale' }),
  stop: ({ store }) => store.send({ type: 'cancel', cells: null }),
  edit: ({ store }, state) => {
    const first = state.selected ?? state.cells[0]?.id;
    if (first !== undefined) store.send({ type: 'select', cell: first, mode: 'edit' });
  },
  leave: (bench, { selected }) => {
    bench.store.send({ type: 'select', cell: selected, mode: 'command' });
    const view = selected === null ? null : bench.cellView(selected);
    void view?.updateComplete.then(() => view.focus());
  },
  next: (bench, state) => go(bench, state, 1),
  previous: (bench, state) => go(bench, state, -1),
  insertAbove: (bench, state) => {
    const index = state.cells.findIndex((cell) => cell.id === state.selected);
    void bench.inserterBelow(state.cells[index - 1]?.id ?? null)?.show();
  },
  insertBelow: (bench, state) => void bench.inserterBelow(state.selected ?? state.cells.at(-1)?.id ?? null)?.show(),
  moveUp: ({ store }, { selected }) => selected && store.send({ type: 'move', cell: selected, by: -1 }),
  moveDown: ({ store }, { selected }) => selected && store.send({ type: 'move', cell: selected, by: 1 }),
  delete: ({ store }, { selected }) => selected && store.send({ type: 'delete', cell: selected }),
  undo: ({ store }) => store.send({ type: 'undo' }),
  redo: ({ store }) => store.send({ type: 'redo' }),
  toMarkdown: ({ store }, { selected }) => selected && store.send({ type: 'setKind', cell: selected, kind: 'md' }),
  toSql: ({ store }, { selected }) => selected && store.send({ type: 'setKind', cell: selected, kind: 'sql' }),
  rename: (bench, { selected }) => selected && bench.cellView(selected)?.startRename(),
  save: ({ store }) => store.send({ type: 'retry' }),
  keys: (bench) => bench.showKeys(),
};

function runSelected({ store }: Workbench, { selected }: NotebookState): void {
  if (selected !== null) store.send({ type: 'run', cells: [selected], force: false });
}

/** Selects a neighbour in command mode and brings it into sight. */
function go(bench: Workbench, state: NotebookState, by: -1 | 1): void {
  const index = state.cells.findIndex((cell) => cell.id === state.selected);
  const target = state.cells[index < 0 ? (by > 0 ? 0 : state.cells.length - 1) : index + by];
  if (!target) return;
  bench.store.send({ type: 'select', cell: target.id, mode: 'command' });
  const view = bench.cellView(target.id);
  void view?.updateComplete.then(() => {
    view.focus();
    view.scrollIntoView({ block: 'nearest' });
  });
}

function insert({ store }: Workbench, after: string | null, kind: string): void {
  store.send({ type: 'insert', id: newCellId(Math.random), after, kind });
}

function selectedKind(state: NotebookState): string {
  return state.cells.find((cell) => cell.id === state.selected)?.kind ?? 'md';
}
