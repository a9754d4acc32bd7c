import { TrivetError } from '../lib/errors.ts';
import type { NotebookCell, NotebookHeader } from './document.ts';
import type { BinnedCell, CellRevision, RevisedDocument } from './revised.ts';

export interface OperationContext {
  readonly newId: () => string;
  /** Kind → body of a new cell. */
  readonly starters: ReadonlyMap<string, string>;
}

/** A document while a group of operations is applied to it. */
export interface Draft {
  readonly context: OperationContext;
  readonly cells: NotebookCell[];
  readonly bin: Map<string, BinnedCell>;
  readonly revisions: Map<string, CellRevision>;
  header: NotebookHeader;
  /** The revision that this group makes. */
  readonly revision: number;
  close(): RevisedDocument;
}

/** A draft of the next revision. */
export function openDraft(state: RevisedDocument, context: OperationContext): Draft {
  const draft: Draft = {
    context,
    cells: [...state.document.cells],
    bin: new Map(state.bin),
    revisions: new Map(state.cells),
    header: state.document.header,
    revision: state.revision + 1,
    close: () => ({
      document: { header: draft.header, cells: draft.cells },
      revision: draft.revision,
      headerRevision: draft.header === state.document.header ? state.headerRevision : draft.revision,
      cells: draft.revisions,
      bin: draft.bin,
    }),
  };
  return draft;
}

/** Whether an id is in use, also by a deleted cell. */
export function isTaken(draft: Draft, id: string): boolean {
  return draft.revisions.has(id) || draft.bin.has(id);
}

/** Index of a cell; throws unknown-cell. */
export function placeOf(draft: Draft, id: string): number {
  const at = draft.cells.findIndex((cell) => cell.id === id);
  if (at < 0) throw unknownCell(id, draft.bin.has(id));
  return at;
}

/** Index below an anchor. One that somebody deleted in the meantime means the end; one that never was is a mistake. */
export function placeAfter(draft: Draft, anchor: string | null, gone?: number): number {
  if (anchor === null) return 0;
  const at = draft.cells.findIndex((cell) => cell.id === anchor);
  if (at >= 0) return at + 1;
  if (gone === undefined && !draft.bin.has(anchor)) throw unknownCell(anchor, false);
  return draft.cells.length;
}

/** A cell; throws unknown-cell. */
export function cellOf(draft: Draft, id: string): NotebookCell {
  const cell = draft.cells[placeOf(draft, id)];
  if (cell === undefined) throw unknownCell(id, false);
  return cell;
}

/** Puts a changed cell in the place of the one with this id. */
export function replace(draft: Draft, id: string, change: Partial<NotebookCell>): void {
  draft.cells[placeOf(draft, id)] = { ...cellOf(draft, id), ...change };
  touch(draft, id);
}

/** Marks a cell as changed by this group, its body apart. */
export function touch(draft: Draft, id: string): void {
  draft.revisions.set(id, { body: draft.revisions.get(id)?.body ?? 0, cell: draft.revision });
}

/** The error of an operation on a cell that is not there. */
export function unknownCell(id: string, isDeleted: boolean): TrivetError {
  return new TrivetError('unknown-cell', `There is no cell ${id}.`, {
    hint: isDeleted
      ? 'It was deleted; restore it first.'
      : 'It may have been deleted by somebody else; reload the notebook.',
  });
}
