import type { ColumnAccess, Dataset, ModelColumn } from '../../model/model.ts';

/** Restricted columns of one dataset, by name; a column that is not here is open. */
export type RestrictedColumns = ReadonlyMap<string, ColumnAccess>;

const strictness = ['last4', 'year', 'hash', 'null', 'aggregate_only', 'deny'];

/** The stricter of two restrictions. */
function stricter(left: ColumnAccess, right: ColumnAccess): ColumnAccess {
  const rank = (access: ColumnAccess): number => strictness.indexOf(access.is === 'mask' ? access.how : access.is);
  return rank(left) >= rank(right) ? left : right;
}

/**
 * What the dataset itself and every rule that counts say of its columns. Rules may open different rows, and one relation
 * has one set of columns, so the strictest holds.
 */
export function restrictedColumns(dataset: Dataset, rules: readonly RestrictedColumns[]): RestrictedColumns {
  const found = new Map<string, ColumnAccess>();
  const add = (name: string, access: ColumnAccess): void => {
    const known = found.get(name);
    if (dataset.columns.has(name)) found.set(name, known === undefined ? access : stricter(known, access));
  };
  for (const { name, access } of dataset.columns.values()) if (access !== null) add(name, access);
  for (const rule of rules) for (const [name, access] of rule) add(name, access);
  return found;
}

/** A column as it looks through its restriction; null where it does not exist. */
export function seenColumn(column: ModelColumn, access: ColumnAccess | undefined): ModelColumn | null {
  if (access === undefined) return { ...column, access: null };
  if (access.is === 'deny') return null;
  if (access.is === 'aggregate_only' || !isTextMask(access)) return { ...column, access };
  return { ...column, access, type: { name: 'string', precision: null }, unit: null, range: null, values: null };
}

/** Whether the masked value is a text, whatever the column holds. */
export function isTextMask(access: ColumnAccess): boolean {
  return access.is === 'mask' && (access.how === 'last4' || access.how === 'hash');
}

/** Whether `mask(year)` leaves anything of a column: only dates have years. */
export function hasYear({ type }: ModelColumn): boolean {
  return type.name === 'date' || type.name === 'timestamp' || type.name === 'timestamptz';
}
