import { parseAttributes } from './attributes.ts';
import type { NotebookCell } from './document.ts';
import { isId } from './names.ts';

/** lines → cells, each with the line it opens on */
export interface Scanned {
  readonly cells: readonly ScannedCell[];
  /** Line (from 0) of a cell's fence that is never closed, or of an ordinary one in the last prose; null when all close. */
  readonly open: number | null;
}

export interface ScannedCell {
  readonly cell: NotebookCell;
  /** From 0, in the lines that were given. */
  readonly line: number;
  /** Line of the body's first character. */
  readonly bodyLine: number;
}

/** Reads the cells of a text after its header. Total: every text has a reading, and no line is lost. */
export function scanCells(lines: readonly string[]): Scanned {
  const cells: ScannedCell[] = [];
  let open: number | null = null;
  let at = 0;
  while (at < lines.length) {
    const opening = openingOf(lines[at] ?? '');
    if (opening?.fence !== undefined) {
      const end = closingLine(lines, at + 1, opening.fence);
      if (end === null) open = at;
      cells.push({
        cell: { ...opening.cell, body: lines.slice(at + 1, end ?? lines.length).join('\n') },
        line: at,
        bodyLine: at + 1,
      });
      at = (end ?? lines.length) + 1;
      continue;
    }
    const start = opening === null ? at : at + 1;
    const prose = proseEnd(lines, start);
    open = prose.open ?? open;
    const body = trimBlank(lines, start, prose.end);
    if (opening !== null || body.text !== '')
      cells.push({ cell: { ...(opening?.cell ?? looseProse), body: body.text }, line: at, bodyLine: body.line });
    at = prose.end;
  }
  return { cells, open };
}

interface Opening {
  readonly cell: NotebookCell;
  /** Number of backticks; absent for a prose marker. */
  readonly fence?: number;
}

const looseProse: NotebookCell = { id: 'new', kind: 'md', name: null, attributes: new Map(), body: '' };

function openingOf(line: string): Opening | null {
  const fenced = /^(`{3,})([a-z][a-z0-9-]*)[ \t]+([^`]*)$/.exec(line);
  if (fenced !== null) {
    const cell = cellOf(fenced[2] ?? '', fenced[3] ?? '');
    return cell === null ? null : { cell, fence: (fenced[1] ?? '').length };
  }
  const marker = /^<!-- md:([^\s]+)((?:[ \t].*)?) -->[ \t]*$/.exec(line);
  if (marker === null || (marker[2] ?? '').includes('--')) return null;
  const cell = cellOf('md', `id=${marker[1] ?? ''}${marker[2] ?? ''}`);
  return cell === null ? null : { cell };
}

function cellOf(kind: string, attributes: string): NotebookCell | null {
  const { id, name, others } = parseAttributes(attributes);
  return id !== null && (id === 'new' || isId(id)) ? { id, kind, name, attributes: others, body: '' } : null;
}

function closingLine(lines: readonly string[], from: number, fence: number): number | null {
  for (let at = from; at < lines.length; at++) {
    const run = /^(`{3,})[ \t]*$/.exec(lines[at] ?? '')?.[1];
    if (run !== undefined && run.length >= fence) return at;
  }
  return null;
}

function proseEnd(lines: readonly string[], from: number): { readonly end: number; readonly open: number | null } {
  let fence: { readonly run: string; readonly line: number } | null = null;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (fence !== null) {
      const run = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
      if (run !== undefined && run[0] === fence.run[0] && run.length >= fence.run.length) fence = null;
      continue;
    }
    if (openingOf(line) !== null) return { end: at, open: null };
    const run = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1];
    if (run !== undefined) fence = { run, line: at };
  }
  return { end: lines.length, open: fence?.line ?? null };
}

function trimBlank(
  lines: readonly string[],
  from: number,
  to: number,
): { readonly text: string; readonly line: number } {
  let [start, end] = [from, to];
  while (start < end && (lines[start] ?? '').trim() === '') start++;
  while (end > start && (lines[end - 1] ?? '').trim() === '') end--;
  return { text: lines.slice(start, end).join('\n'), line: start };
}
