import type { NotebookCell, NotebookDocument } from './document.ts';
import type { Conflict } from './operations.ts';
import { sameCell } from './revised.ts';

/** Two changed versions of one saved document. */
export interface Merged {
  readonly document: NotebookDocument;
  /** Cells that both changed: the document has theirs, ours is here. */
  readonly conflicts: readonly Conflict[];
}

/** Merges by cell: what only one side changed is taken, cells that only we added follow the cell they followed, ours that were changed survive a deletion. */
export function merge(base: NotebookDocument, ours: NotebookDocument, theirs: NotebookDocument): Merged {
  const [was, mine, other] = [base, ours, theirs].map(byId) as [Cells, Cells, Cells]; // three in, three out
  const conflicts: Conflict[] = [];
  const cells = theirs.cells.flatMap((cell): NotebookCell[] => {
    const [before, own] = [was.get(cell.id), mine.get(cell.id)];
    if (own === undefined) return before !== undefined && sameCell(before, cell) ? [] : [cell];
    if (before !== undefined && sameCell(before, cell)) return [own];
    if (!sameCell(own, cell) && (before === undefined || !sameCell(before, own))) {
      conflicts.push({ cell: cell.id, yours: own.body, theirs: cell.body, revision: 0 });
    }
    return [cell];
  });
  ours.cells.forEach((own, at) => {
    const before = was.get(own.id);
    if (other.has(own.id) || (before !== undefined && sameCell(before, own))) return;
    const anchor = cells.findIndex((cell) => cell.id === ours.cells[at - 1]?.id);
    cells.splice(at === 0 ? 0 : anchor < 0 ? cells.length : anchor + 1, 0, own);
  });
  const headerIsOurs = base.header.text === theirs.header.text;
  if (!headerIsOurs && base.header.text !== ours.header.text && ours.header.text !== theirs.header.text) {
    conflicts.push({ cell: null, yours: ours.header.text, theirs: theirs.header.text, revision: 0 });
  }
  return { document: { header: headerIsOurs ? ours.header : theirs.header, cells }, conflicts };
}

type Cells = ReadonlyMap<string, NotebookCell>;

function byId(document: NotebookDocument): Cells {
  return new Map(document.cells.map((cell) => [cell.id, cell]));
}
