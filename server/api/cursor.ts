import type { Value } from '../lib/table.ts';
import { wrongCursor } from '../query/rows/row-request.ts';

/** A place in a list of rows: the list it is of, and the values after which the next row comes. Opaque to clients. */
export function writePlace(list: string, place: readonly Value[]): string {
  return Buffer.from(JSON.stringify([list, ...place])).toString('base64url');
}

/** Throws `invalid-query` when the cursor is of another list, or was not made here. */
export function readPlace(cursor: string, list: string): readonly Value[] {
  const [of, ...place] = parsed(cursor);
  if (of !== list) throw wrongCursor();
  return place;
}

function parsed(cursor: string): readonly Value[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(read) && read.every(isValue)) return read;
  } catch {
    throw wrongCursor();
  }
  throw wrongCursor();
}

function isValue(value: unknown): value is Value {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
