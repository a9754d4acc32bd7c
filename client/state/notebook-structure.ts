import type { OperationInput } from '../generated.ts';
import { enqueue } from './notebook-queue.ts';
import type { NewCell, NotebookEffect, NotebookEvent, NotebookState, Notice } from './notebook-state.ts';
import { become, type Step } from './store.ts';
import { nameOf } from './words.ts';

type NotebookStep = Step<NotebookState, NotebookEffect>;

/** A new cell below another (null: at the top); it is selected for editing as soon as it is there. */
export function insert(state: NotebookState, event: Extract<NotebookEvent, { readonly type: 'insert' }>): NotebookStep {
  const { type: _type, ...insertCell } = event;
  const { id } = event;
  return change({ ...state, selected: id, mode: 'edit' }, [{ insertCell }]);
}

/** Several new cells below another, one after the other, as one change: one undo takes them all back. */
export function insertCells(
  state: NotebookState,
  { after, cells }: { readonly after: string | null; readonly cells: readonly NewCell[] },
): NotebookStep {
  const [first] = cells;
  if (first === undefined) return become(state);
  const operations = cells.map((cell, at) => ({
    insertCell: { ...cell, after: at === 0 ? after : (cells[at - 1]?.id ?? after) },
  }));
  return change({ ...state, selected: first.id, mode: 'command' }, operations);
}

export function deleteCell(state: NotebookState, event: { readonly cell: string }): NotebookStep {
  const index = indexOf(state, event.cell);
  const cell = state.cells[index];
  if (!cell) return become(state);
  const neighbour = state.cells[index + 1] ?? state.cells[index - 1];
  const notice: Notice = { text: `Deleted ${nameOf(cell)}.`, hint: null, restores: cell.id };
  const selected = { ...state, selected: neighbour?.id ?? null, mode: 'command' as const };
  return change(selected, [{ deleteCell: { id: cell.id } }], notice);
}

export function restore(state: NotebookState, event: { readonly cell: string }): NotebookStep {
  const selected = { ...state, notice: null, selected: event.cell, mode: 'command' as const };
  return change(selected, [{ restoreCell: { id: event.cell } }]);
}

export function move(state: NotebookState, event: { readonly cell: string; readonly by: -1 | 1 }): NotebookStep {
  const index = indexOf(state, event.cell);
  const target = index + event.by;
  if (index < 0 || target < 0 || target >= state.cells.length) return become(state);
  const rest = state.cells.filter((cell) => cell.id !== event.cell);
  const after = rest[target - 1]?.id ?? null;
  return change(state, [{ moveCell: { id: event.cell, after } }]);
}

export function rename(
  state: NotebookState,
  event: { readonly cell: string; readonly name: string | null },
): NotebookStep {
  return change(state, [{ setName: { id: event.cell, name: event.name } }]);
}

export function setKind(state: NotebookState, event: { readonly cell: string; readonly kind: string }): NotebookStep {
  const cell = state.cells[indexOf(state, event.cell)];
  if (!cell || cell.kind === event.kind) return become(state);
  return change(state, [{ setKind: { id: event.cell, kind: event.kind } }]);
}

export function setAttribute(
  state: NotebookState,
  event: { readonly cell: string; readonly key: string; readonly value: string | true | null },
): NotebookStep {
  return change(state, [{ setAttribute: { id: event.cell, key: event.key, value: event.value } }]);
}

export function undoOrRedo(state: NotebookState, event: { readonly type: 'undo' | 'redo' }): NotebookStep {
  const possible = event.type === 'undo' ? state.header?.canUndo : state.header?.canRedo;
  return possible ? enqueue({ ...state, notice: null }, { type: event.type }) : become(state);
}

function change(
  state: NotebookState,
  operations: readonly OperationInput[],
  notice: Notice | null = null,
): NotebookStep {
  if (state.header?.readOnly) return become(state);
  return enqueue(state, { type: 'operations', operations, saves: null, notice });
}

function indexOf(state: NotebookState, id: string): number {
  return state.cells.findIndex((cell) => cell.id === id);
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Eight characters, as the file format has them; `random` gives numbers from 0 to below 1. */
export function newCellId(random: () => number): string {
  return Array.from({ length: 8 }, () => alphabet[Math.floor(random() * alphabet.length)] ?? '0').join('');
}
