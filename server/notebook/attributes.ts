import type { NotebookCell } from './document.ts';

/** What stands behind the kind in an opening line. */
export interface CellAttributes {
  readonly id: string | null;
  readonly name: string | null;
  readonly others: ReadonlyMap<string, string | true>;
}

const order = ['in', 'data', 'run', 'disabled', 'show', 'audience', 'caption'];

/** Reads `id=… name=… key=value flag`. Total: a value that is no JSON string is taken as it stands; of two equal keys the first holds. */
export function parseAttributes(text: string): CellAttributes {
  const all = new Map<string, string | true>();
  for (const [, key = '', value] of text.matchAll(
    /([^ \t=]*)(?:=("(?:[^"\\]|\\.)*"(?=[ \t]|$)|[^ \t]*))?(?:[ \t]+|$)/g,
  )) {
    if (key !== '' && !all.has(key)) all.set(key, value === undefined ? true : valueOf(value));
  }
  const [id, name] = [all.get('id'), all.get('name')];
  all.delete('id');
  all.delete('name');
  return {
    id: typeof id === 'string' ? id : null,
    name: typeof name === 'string' && name !== '' ? name : null,
    others: all,
  };
}

/** Attributes of a cell but its id, in canonical order, each with a space before it. */
export function printAttributes(cell: NotebookCell): string {
  const known = order.filter((key) => cell.attributes.has(key));
  const unknown = [...cell.attributes.keys()].filter((key) => !order.includes(key));
  const name = cell.name === null ? '' : ` name=${printValue(cell.name)}`;
  return name + [...known, ...unknown].map((key) => printAttribute(key, cell.attributes.get(key) ?? true)).join('');
}

/** Whether a key may be written: one that a fence, a comment and the reader above all leave whole. */
export function isAttributeKey(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_:.]*(-[A-Za-z0-9_:.]+)*$/.test(key) && key !== 'id' && key !== 'name';
}

function printAttribute(key: string, value: string | true): string {
  return value === true ? ` ${key}` : ` ${key}=${printValue(value)}`;
}

function printValue(value: string): string {
  if (/^[^\s"`]+$/.test(value) && !value.includes('--')) return value;
  return JSON.stringify(value).replaceAll('`', '\\u0060').replaceAll('--', '-\\u002d');
}

function valueOf(written: string): string {
  if (!written.startsWith('"')) return written;
  try {
    const value: unknown = JSON.parse(written);
    return typeof value === 'string' ? value : written;
  } catch {
    return written;
  }
}
