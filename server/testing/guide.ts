import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A fenced block of a guide: what stands behind the backticks, its text, and the table that follows before the next block. */
export interface GuideFence {
  readonly language: string;
  /** Words behind the language: `query`, `file=datasets/orders.yml`. */
  readonly words: readonly string[];
  readonly text: string;
  /** Head and rows of the first Markdown table below it; null where there is none. */
  readonly table: GuideTable | null;
}

export interface GuideTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The fenced blocks of a page of `docs/guide`, in order. */
export function guideFences(page: string): readonly GuideFence[] {
  const parts = readGuide(page).matchAll(/^(`{3,})(\S*)[ \t]*(.*)\n([\s\S]*?)\n\1$/gm);
  const found = [...parts];
  const text = readGuide(page);
  return found.map((match, index) => {
    const [whole, , language = '', words = '', body = ''] = match;
    const end = found[index + 1]?.index ?? text.length;
    return {
      language,
      words: words.split(/\s+/).filter(Boolean),
      text: body,
      table: tablesIn(text.slice(match.index + whole.length, end))[0] ?? null,
    };
  });
}

/** The tables of a page, in order. */
export function guideTables(page: string): readonly GuideTable[] {
  return tablesIn(readGuide(page));
}

/** The value of a word such as `file=…`; null where there is none. */
export function wordOf(fence: GuideFence, key: string): string | null {
  return fence.words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1) ?? null;
}

function readGuide(page: string): string {
  return readFileSync(join(import.meta.dirname, '../../docs/guide', page), 'utf8');
}

function tablesIn(text: string): readonly GuideTable[] {
  return [...text.matchAll(/(?:^\|.*\|$\n?)+/gm)].flatMap(([lines]) => {
    const [head, , ...rows] = lines.trim().split('\n').map(cellsOf);
    return head === undefined ? [] : [{ head, rows }];
  });
}

function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
}
