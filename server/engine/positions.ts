import type { Position } from '../lib/errors.ts';

/**
 * Offsets come in three units: the parser's errors count code points, the binder's errors and the syntax tree count UTF-8 bytes,
 * editors and JavaScript count UTF-16 units.
 */
export type OffsetUnit = 'bytes' | 'code points' | 'utf-16';

/** An offset in UTF-16 units; one past the end, or within a character, ends at that character's start or the text's end. */
export function utf16Offset(text: string, offset: number, unit: OffsetUnit): number {
  if (unit === 'utf-16') return Math.min(offset, text.length);
  let counted = 0;
  let at = 0;
  for (const character of text) {
    const size = unit === 'bytes' ? Buffer.byteLength(character) : 1;
    if (counted + size > offset) return at;
    counted += size;
    at += character.length;
  }
  return at;
}

/** Line and column, counted from 1, of an offset in UTF-16 units. */
export function positionAt(text: string, offset: number, length?: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    line: before.split('\n').length,
    column: offset - lineStart + 1,
    offset,
    ...(length === undefined ? {} : { length }),
  };
}

/** The position of the word that begins at an offset, with its length. */
export function wordAt(text: string, offset: number): Position {
  const [word] = /^(?:"(?:[^"]|"")*"|[\p{L}\p{N}_$]+)/u.exec(text.slice(offset)) ?? [];
  return positionAt(text, offset, word?.length);
}
