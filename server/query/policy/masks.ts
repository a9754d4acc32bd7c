import type { ColumnAccess, ColumnType } from '../../model/model.ts';
import { raw, type Sql, sql } from '../../sql/sql.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';

type Mask = Extract<ColumnAccess, { readonly is: 'mask' }>['how'];

/** How a column is masked. */
export interface ColumnMask {
  readonly how: Mask;
  readonly type: ColumnType;
  /** The secret of hashes; null for every other mask. */
  readonly key: string | null;
}

/** What is shown of a value behind a mask; values too short to hide anything are not shown at all. */
export function maskedValue({ how, type, key }: ColumnMask, value: Sql, dialect: Dialect): Sql {
  if (how === 'last4') return dialect.lastCharacters(dialect.cast(value, 'string'), 4);
  if (how === 'hash') {
    if (key === null || key === '') throw new Error('A hash without a secret hides nothing.');
    return dialect.hash(sql`${key} || ${dialect.cast(value, 'string')}`);
  }
  if (how === 'year' && type.name === 'date') return dialect.truncateDate('YEAR', value, 'MONDAY');
  if (how === 'year' && (type.name === 'timestamp' || type.name === 'timestamptz')) {
    return dialect.cast(dialect.truncate('YEAR', value, { zone: 'UTC', weekStart: 'MONDAY' }), 'timestamp');
  }
  return emptyOf(type, dialect);
}

/** NULL of the column's own type. */
function emptyOf({ name, precision }: ColumnType, dialect: Dialect): Sql {
  const empty = raw('NULL');
  if (name === 'timestamptz') return dialect.cast(empty, 'timestamp');
  if (name === 'decimal') return dialect.cast(empty, 'decimal', precision ?? [18, 2]);
  return dialect.cast(empty, name === 'integer' ? 'bigint' : name);
}
