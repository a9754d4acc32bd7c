/** A problem with a place in a body. */
export interface Mark {
  readonly message: string;
  readonly severity: 'ERROR' | 'WARNING';
  readonly line: number | null;
  readonly column: number | null;
  readonly offset: number | null;
  readonly length: number | null;
}

/** Where the squiggle goes: at least one character, up to the end of the word or line; null without a place in the text. */
export function markedPlace(mark: Mark, text: string): { readonly from: number; readonly to: number } | null {
  const from = mark.offset ?? offsetOf(mark, text);
  if (from === null || from < 0 || from > text.length) return null;
  if (mark.length !== null && mark.length > 0) return { from, to: Math.min(text.length, from + mark.length) };
  const word = /^(?:\w+|[^\n])/.exec(text.slice(from))?.[0].length ?? 0;
  return word > 0 ? { from, to: from + word } : { from: Math.max(0, from - 1), to: from };
}

function offsetOf({ line, column }: Mark, text: string): number | null {
  if (line === null || line < 1) return null;
  const lines = text.split('\n');
  if (line > lines.length) return null;
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const indent = /^\s*/.exec(lines[line - 1] ?? '')?.[0].length ?? 0;
  return start + (column === null ? indent : Math.min(column - 1, lines[line - 1]?.length ?? 0));
}
