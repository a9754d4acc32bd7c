import { TrivetError } from '../lib/errors.ts';
import type { NotebookCell, NotebookHeader, Operation } from './document.ts';
import { isAttributeKey } from './attributes.ts';
import { readHeader } from './header.ts';
import { isId, isName } from './names.ts';
import { cellOf, type Draft, isTaken, placeAfter, placeOf, replace, touch, unknownCell } from './draft.ts';

type OperationOf<Op extends Operation['op']> = Extract<Operation, { readonly op: Op }>;

/** What one operation did, with every id and text filled in, and what takes it back; the table gives null where nothing changed. */
export interface Change {
  readonly applied: Operation;
  readonly inverse: Operation;
}

/** What each operation does to a draft, and what takes it back. */
export const changes: {
  readonly [Op in Operation['op']]: (draft: Draft, operation: OperationOf<Op>) => Change | null;
} = {
  insertCell(draft, operation) {
    const cell = newCell(draft, operation);
    draft.cells.splice(placeAfter(draft, operation.after), 0, cell);
    draft.revisions.set(cell.id, { cell: draft.revision, body: draft.revision });
    const written = { ...cell, attributes: Object.fromEntries(cell.attributes) };
    return {
      applied: { op: 'insertCell', after: operation.after, cell: written },
      inverse: { op: 'deleteCell', id: cell.id },
    };
  },
  deleteCell(draft, operation) {
    const at = placeOf(draft, operation.id);
    const after = operation.home === undefined ? (draft.cells[at - 1]?.id ?? null) : operation.home;
    for (const cell of draft.cells.splice(at, 1)) {
      draft.bin.set(cell.id, { cell, after, revision: draft.revisions.get(cell.id) ?? { cell: 0, body: 0 } });
    }
    draft.revisions.delete(operation.id);
    return { applied: operation, inverse: { op: 'restoreCell', id: operation.id } };
  },
  restoreCell(draft, operation) {
    const binned = draft.bin.get(operation.id);
    if (binned === undefined) throw unknownCell(operation.id, false);
    draft.bin.delete(operation.id);
    draft.cells.splice(placeAfter(draft, binned.after, draft.cells.length), 0, binned.cell);
    draft.revisions.set(operation.id, binned.revision);
    // It may have come back elsewhere, because what it stood below is deleted too.
    return { applied: operation, inverse: { op: 'deleteCell', id: operation.id, home: binned.after } };
  },
  moveCell(draft, operation) {
    const at = placeOf(draft, operation.id);
    const before = draft.cells[at - 1]?.id ?? null;
    if (operation.after === operation.id || operation.after === before) return null;
    const moved = draft.cells.splice(at, 1);
    draft.cells.splice(placeAfter(draft, operation.after), 0, ...moved);
    touch(draft, operation.id);
    return { applied: operation, inverse: { op: 'moveCell', id: operation.id, after: before } };
  },
  setKind(draft, operation) {
    checkKind(draft, operation.kind);
    const { kind } = cellOf(draft, operation.id);
    if (kind === operation.kind) return null;
    replace(draft, operation.id, { kind: operation.kind });
    return { applied: operation, inverse: { op: 'setKind', id: operation.id, kind } };
  },
  setName(draft, operation) {
    checkName(operation.name);
    const { name } = cellOf(draft, operation.id);
    if (name === operation.name) return null;
    replace(draft, operation.id, { name: operation.name });
    return { applied: operation, inverse: { op: 'setName', id: operation.id, name } };
  },
  setAttribute(draft, operation) {
    const attributes = new Map(cellOf(draft, operation.id).attributes);
    const before = attributes.get(operation.key) ?? null;
    if (before === operation.value) return null;
    if (operation.value === null) attributes.delete(operation.key);
    else attributes.set(checkKey(operation.key), operation.value);
    replace(draft, operation.id, { attributes });
    return { applied: operation, inverse: { ...operation, value: before } };
  },
  setBody(draft, operation) {
    const { body: before } = cellOf(draft, operation.id);
    const body = lineEnds(operation.body);
    if (before === body) return null;
    replace(draft, operation.id, { body });
    draft.revisions.set(operation.id, { cell: draft.revision, body: draft.revision });
    return {
      applied: { ...operation, body },
      inverse: { ...operation, baseCellRevision: draft.revision, body: before },
    };
  },
  setHeader(draft, operation) {
    const text = lineEnds(operation.text);
    const before = draft.header;
    if (before.text === text) return null;
    draft.header = checkedHeader(text, before.id);
    return {
      applied: { ...operation, text },
      inverse: { ...operation, baseCellRevision: draft.revision, text: before.text },
    };
  },
};

function newCell(draft: Draft, { cell }: OperationOf<'insertCell'>): NotebookCell {
  checkKind(draft, cell.kind);
  checkName(cell.name ?? null);
  const id = cell.id ?? freshId(draft);
  if (!isId(id))
    throw new TrivetError('invalid-cell', `${id} is not an id of a cell.`, {
      hint: 'Leave it out; the server gives one.',
    });
  if (isTaken(draft, id)) throw new TrivetError('duplicate-id', `There is a cell ${id} already.`);
  const attributes = new Map(Object.entries(cell.attributes ?? {}).map(([key, value]) => [checkKey(key), value]));
  const body = lineEnds(cell.body ?? draft.context.starters.get(cell.kind) ?? '');
  return { id, kind: cell.kind, name: cell.name ?? null, attributes, body };
}

function freshId(draft: Draft): string {
  let id = draft.context.newId();
  while (isTaken(draft, id)) id = draft.context.newId();
  return id;
}

function checkKind(draft: Draft, kind: string): void {
  const { starters } = draft.context;
  if (!starters.has(kind)) {
    throw new TrivetError('unknown-kind', `There is no kind of cell called ${kind}.`, {
      choices: [...starters.keys()],
      hint: `Kinds are ${[...starters.keys()].join(', ')}.`,
    });
  }
}

function checkName(name: string | null): void {
  if (name !== null && !isName(name)) {
    throw new TrivetError('invalid-cell', `${JSON.stringify(name)} cannot name a cell.`, {
      hint: 'Use letters, digits and underscores; begin with a letter.',
    });
  }
}

function checkKey(key: string): string {
  if (isAttributeKey(key)) return key;
  throw new TrivetError('invalid-cell', `${JSON.stringify(key)} cannot be an attribute of a cell.`, {
    hint: 'Use letters, digits and single hyphens.',
  });
}

function checkedHeader(text: string, id: string | null): NotebookHeader {
  if (text.split('\n').some((line) => line.trimEnd() === '---')) {
    throw new TrivetError('invalid-header', 'A header cannot contain a line of three hyphens: it would end there.');
  }
  const { header, problems } = readHeader(text, 1);
  const broken = problems.find((found) => found.message.startsWith('The header is not'));
  if (broken !== undefined)
    throw new TrivetError('invalid-header', broken.message, { position: broken.position ?? undefined });
  if (id !== null && header.id !== id) {
    throw new TrivetError('invalid-header', 'The id of a notebook cannot be changed.', {
      hint: `Keep the line id: ${id}; pages and comments hang on it.`,
    });
  }
  return header;
}

function lineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
