import type { NotebookCell, NotebookDocument } from './document.ts';
import { formatVersion, readHeader } from './header.ts';

/** Gives ids to new, pasted and doubled cells and to a notebook without one; `newId` is the only source of chance. Nothing else changes. */
export function repair(document: NotebookDocument, newId: () => string): NotebookDocument {
  const taken = new Set(document.cells.map((cell) => cell.id));
  const seen = new Set<string>();
  const fresh = (): string => {
    let id = newId();
    while (taken.has(id)) id = newId();
    taken.add(id);
    return id;
  };
  const cells = document.cells.map((cell): NotebookCell => {
    const kept = cell.id !== 'new' && !seen.has(cell.id) ? cell : { ...cell, id: fresh() };
    seen.add(kept.id);
    return kept;
  });
  return { header: repairHeader(document, newId), cells };
}

/** Whether `repair` would change the document. */
export function needsRepair(document: NotebookDocument): boolean {
  const ids = document.cells.map((cell) => cell.id);
  return (
    ids.includes('new') ||
    new Set(ids).size < ids.length ||
    (document.header.id === null && mayGetId(document.header.text))
  );
}

function repairHeader({ header, cells }: NotebookDocument, newId: () => string): NotebookDocument['header'] {
  if (header.id !== null || !mayGetId(header.text)) return header;
  if (header.text.trim() === '') {
    const title = /^#+ +(.+)$/m.exec(cells[0]?.body ?? '')?.[1] ?? 'Untitled';
    return readHeader(`trivet: ${formatVersion}\nid: ${newId()}\ntitle: ${JSON.stringify(title)}`, 2).header;
  }
  const lines = header.text.split('\n');
  const version = lines.findIndex((line) => line.startsWith('trivet:'));
  const inserted = version < 0 ? [`trivet: ${formatVersion}`, `id: ${newId()}`] : [`id: ${newId()}`];
  return readHeader([...lines.slice(0, version + 1), ...inserted, ...lines.slice(version + 1)].join('\n'), 2).header;
}

// A header that is broken, or whose id is, stays as its author left it.
function mayGetId(text: string): boolean {
  return (
    !/^id:/m.test(text) &&
    readHeader(text, 2).problems.every(
      (found) => found.message === 'The notebook has no title.' || found.code === 'invalid-parameter',
    )
  );
}
