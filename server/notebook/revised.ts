import type { NotebookCell, NotebookDocument } from './document.ts';

/** A document with what two people need to change it at once. Revisions count groups of operations of this notebook. */
export interface RevisedDocument {
  readonly document: NotebookDocument;
  readonly revision: number;
  /** The revision that last changed the header. */
  readonly headerRevision: number;
  readonly cells: ReadonlyMap<string, CellRevision>;
  /** Deleted cells by id: whole, with the place they stood in. */
  readonly bin: ReadonlyMap<string, BinnedCell>;
}

export interface CellRevision {
  /** The revision that last changed anything of the cell. */
  readonly cell: number;
  /** The revision that last changed its body: what is typed over an older one is a conflict. */
  readonly body: number;
}

export interface BinnedCell {
  readonly cell: NotebookCell;
  readonly revision: CellRevision;
  /** The id of the cell above; null: it stood at the top. */
  readonly after: string | null;
}

/** A document as it is opened: everything was last changed at one revision, the bin is empty. Its ids must be unique. */
export function revise(document: NotebookDocument, revision = 0): RevisedDocument {
  const cells = new Map(document.cells.map((cell) => [cell.id, { cell: revision, body: revision }]));
  return { document, revision, headerRevision: revision, cells, bin: new Map() };
}

/** Takes over a document that was changed elsewhere: changed cells get a new revision, those that are gone go to the bin. */
export function adopt(state: RevisedDocument, document: NotebookDocument): RevisedDocument {
  const revision = state.revision + 1;
  const before = new Map(state.document.cells.map((cell) => [cell.id, cell]));
  const kept = new Set(document.cells.map((cell) => cell.id));
  const cells = document.cells.map((cell): readonly [string, CellRevision] => {
    const [known, last] = [before.get(cell.id), state.cells.get(cell.id)];
    if (known === undefined || last === undefined) return [cell.id, { cell: revision, body: revision }];
    if (sameCell(known, cell)) return [cell.id, last];
    return [cell.id, { cell: revision, body: known.body === cell.body ? last.body : revision }];
  });
  const gone = state.document.cells.flatMap((cell, at): (readonly [string, BinnedCell])[] => {
    const last = state.cells.get(cell.id);
    return kept.has(cell.id) || last === undefined
      ? []
      : [[cell.id, { cell, revision: last, after: state.document.cells[at - 1]?.id ?? null }]];
  });
  return {
    document,
    revision,
    headerRevision: state.document.header.text === document.header.text ? state.headerRevision : revision,
    cells: new Map(cells),
    bin: new Map([...[...state.bin].filter(([id]) => !kept.has(id)), ...gone]),
  };
}

/** Whether two cells say the same, in whatever order their attributes stand. */
export function sameCell(a: NotebookCell, b: NotebookCell): boolean {
  return (
    a.id === b.id &&
    a.kind === b.kind &&
    a.name === b.name &&
    a.body === b.body &&
    a.attributes.size === b.attributes.size &&
    [...a.attributes].every(([key, value]) => b.attributes.get(key) === value)
  );
}
