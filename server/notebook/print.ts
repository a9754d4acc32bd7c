import { printAttributes } from './attributes.ts';
import type { NotebookCell, NotebookDocument } from './document.ts';
import { scanCells } from './scan.ts';

/** The canonical text: header, then cells with one blank line between, one line end at the last. `parse(print(n))` is n. */
export function printNotebook(document: NotebookDocument): string {
  const header = document.header.text === '' ? '---\n---' : `---\n${document.header.text}\n---`;
  return `${[header, ...document.cells.map(printCell)].join('\n\n')}\n`;
}

/** One cell as it stands in the file, without a line end behind it. */
export function printCell(cell: NotebookCell): string {
  return cell.kind === 'md' ? (printProse(cell) ?? printFenced(cell)) : printFenced(cell);
}

function printFenced(cell: NotebookCell): string {
  const longest = Math.max(0, ...[...cell.body.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  const body = cell.body === '' ? '' : `${cell.body}\n`;
  return `${fence}${cell.kind} id=${cell.id}${printAttributes(cell)}\n${body}${fence}`;
}

/** The marker spelling, or null where it would not read back as the same cell. */
function printProse(cell: NotebookCell): string | null {
  const marker = `<!-- md:${cell.id}${printAttributes(cell)} -->`;
  const text = cell.body === '' ? marker : `${marker}\n${cell.body}`;
  const { cells, open } = scanCells(text.split('\n'));
  const read = cells[0]?.cell;
  const same =
    cells.length === 1 && open === null && read !== undefined && read.body === cell.body && read.id === cell.id;
  return same && `<!-- md:${read.id}${printAttributes(read)} -->` === marker ? text : null;
}
