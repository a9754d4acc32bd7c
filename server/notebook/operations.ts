import type { Operation } from './document.ts';
import { type Draft, openDraft, type OperationContext } from './draft.ts';
import { type Change, changes } from './operation-table.ts';
import type { RevisedDocument } from './revised.ts';

/** Operations in order, all or none → the next document and the operations that take them back. */
export type Applied = ChangedDocument | { readonly conflicts: readonly Conflict[] };

export interface ChangedDocument {
  readonly next: RevisedDocument;
  /** Undoes the group; its bodies are typed over `next`. */
  readonly inverse: readonly Operation[];
  /** The operations with every id and body filled in: applied again to the same document they give the same. */
  readonly applied: readonly Operation[];
}

/** Somebody changed the same text: both are here, nothing was applied. `cell` is null for the header. */
export interface Conflict {
  readonly cell: string | null;
  readonly yours: string;
  readonly theirs: string;
  readonly revision: number;
}

/** Pure. Throws TrivetError for an unknown cell, a name or key that cannot be written, a header that is not YAML. */
export function applyOperations(
  state: RevisedDocument,
  operations: readonly Operation[],
  context: OperationContext,
): Applied {
  const conflicts = operations.flatMap((operation) => conflictOf(state, operation));
  if (conflicts.length > 0) return { conflicts };
  const draft = openDraft(state, context);
  const applied: Operation[] = [];
  const inverse: Operation[] = [];
  for (const operation of operations) {
    const change = changes[operation.op] as (draft: Draft, operation: Operation) => Change | null; // the table pairs them
    const done = change(draft, operation);
    if (done === null) continue;
    applied.push(done.applied);
    inverse.unshift(done.inverse);
  }
  return { next: applied.length === 0 ? state : draft.close(), inverse, applied };
}

function conflictOf(state: RevisedDocument, operation: Operation): readonly Conflict[] {
  if (operation.op === 'setHeader') {
    const theirs = state.document.header.text;
    if (isCurrent(state, state.headerRevision, operation.baseCellRevision) || theirs === operation.text) return [];
    return [{ cell: null, yours: operation.text, theirs, revision: state.headerRevision }];
  }
  if (operation.op !== 'setBody') return [];
  const revision = state.cells.get(operation.id);
  const theirs = state.document.cells.find((cell) => cell.id === operation.id)?.body;
  if (revision === undefined || theirs === undefined) return [];
  if (isCurrent(state, revision.body, operation.baseCellRevision) || theirs === operation.body) return [];
  return [{ cell: operation.id, yours: operation.body, theirs, revision: revision.cell }];
}

// A base from the future belongs to a history that is lost: it proves nothing.
function isCurrent(state: RevisedDocument, changed: number, base: number): boolean {
  return changed <= base && base <= state.revision;
}
