import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Whether a text may be a cell's or notebook's id: eight characters of lower-case base 32 without i, l, o, u. */
export function isId(text: string): boolean {
  return /^[0-9a-hjkmnp-tv-z]{8}$/.test(text);
}

/** A random id; never derived from position or text. */
export function randomId(): string {
  return [...randomBytes(8)].map((byte) => alphabet[byte % 32]).join('');
}

/** Whether a text may name a cell or a parameter; names are compared without regard to case. */
export function isName(text: string): boolean {
  return /^[a-z_][a-z0-9_]{0,62}$/i.test(text);
}

/** The name by which SQL and charts reach a cell that has none: `c_<id>`. */
export function relationName(cell: { readonly id: string; readonly name: string | null }): string {
  return cell.name ?? `c_${cell.id}`;
}
