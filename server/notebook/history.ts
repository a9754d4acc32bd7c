import type { Operation } from './document.ts';
import type { ChangedDocument } from './operations.ts';
import type { RevisedDocument } from './revised.ts';

/** Groups that can be taken back, newest last, and those that were and can be put back. */
export interface History {
  readonly undo: readonly Step[];
  readonly redo: readonly Step[];
}

/** One group's way back, with the texts it expects to find: others may have typed since. */
export interface Step {
  readonly operations: readonly Operation[];
  /** Cell id (null for the header) → text that the step replaces. */
  readonly expects: ReadonlyMap<string | null, string>;
}

export const emptyHistory: History = { undo: [], redo: [] };

/** The way back from a change. */
export function stepBack({ inverse, next }: ChangedDocument): Step {
  const texts = inverse.flatMap((operation): (readonly [string | null, string])[] => {
    const id = operation.op === 'setBody' ? operation.id : operation.op === 'setHeader' ? null : undefined;
    return id === undefined ? [] : [[id, textOf(next, id) ?? '']];
  });
  return { operations: inverse, expects: new Map(texts) };
}

/** The step's operations for the document as it is now: a text that is still the expected one is typed over the newest revision. */
export function rebase(step: Step, state: RevisedDocument): readonly Operation[] {
  return step.operations.map((operation) => {
    if (operation.op !== 'setBody' && operation.op !== 'setHeader') return operation;
    const id = operation.op === 'setBody' ? operation.id : null;
    const current = textOf(state, id);
    // A deleted cell's step restores it in the same group with the very text it had.
    const untouched = current === undefined || current === step.expects.get(id);
    return untouched ? { ...operation, baseCellRevision: state.revision } : operation;
  });
}

function textOf(state: RevisedDocument, id: string | null): string | undefined {
  return id === null ? state.document.header.text : state.document.cells.find((cell) => cell.id === id)?.body;
}
