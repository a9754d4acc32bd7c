import { DuckDBDecimalType, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import type { ValueType } from '../lib/table.ts';
import type { ResultColumnType } from './engine.ts';

const valueTypes: ReadonlyMap<DuckDBTypeId, ValueType> = new Map<DuckDBTypeId, ValueType>([
  [DuckDBTypeId.BOOLEAN, 'boolean'],
  [DuckDBTypeId.TINYINT, 'integer'],
  [DuckDBTypeId.SMALLINT, 'integer'],
  [DuckDBTypeId.INTEGER, 'integer'],
  [DuckDBTypeId.UTINYINT, 'integer'],
  [DuckDBTypeId.USMALLINT, 'integer'],
  [DuckDBTypeId.UINTEGER, 'integer'],
  [DuckDBTypeId.BIGINT, 'bigint'],
  [DuckDBTypeId.UBIGINT, 'bigint'],
  [DuckDBTypeId.HUGEINT, 'bigint'],
  [DuckDBTypeId.UHUGEINT, 'bigint'],
  [DuckDBTypeId.BIGNUM, 'bigint'],
  [DuckDBTypeId.DECIMAL, 'decimal'],
  [DuckDBTypeId.FLOAT, 'real'],
  [DuckDBTypeId.DOUBLE, 'real'],
  [DuckDBTypeId.DATE, 'date'],
  [DuckDBTypeId.TIME, 'time'],
  [DuckDBTypeId.TIMESTAMP, 'timestamp'],
  [DuckDBTypeId.TIMESTAMP_S, 'timestamp'],
  [DuckDBTypeId.TIMESTAMP_MS, 'timestamp'],
  [DuckDBTypeId.TIMESTAMP_NS, 'timestamp'],
  [DuckDBTypeId.TIMESTAMP_TZ, 'timestamp'],
  [DuckDBTypeId.LIST, 'json'],
  [DuckDBTypeId.STRUCT, 'json'],
  [DuckDBTypeId.MAP, 'json'],
  [DuckDBTypeId.ARRAY, 'json'],
  [DuckDBTypeId.UNION, 'json'],
  [DuckDBTypeId.VARIANT, 'json'],
]);

/** How values of an engine type are read; types without a rule of their own (UUID, BLOB, INTERVAL …) are text. */
export function valueTypeOf(type: DuckDBType): ValueType {
  if (type instanceof DuckDBDecimalType && type.scale === 0) return 'bigint';
  if (type.alias === 'JSON') return 'json';
  return valueTypes.get(type.typeId) ?? 'string';
}

/** Columns of a result; a name that comes again, in any case, gets `_1`, `_2` … so that every column can be named. */
export function resultColumns(names: readonly string[], types: readonly DuckDBType[]): readonly ResultColumnType[] {
  const unique = uniqueNames(names);
  return types.map((type, index) => ({
    name: unique[index] ?? '',
    type: valueTypeOf(type),
    engineType: type.toString(),
  }));
}

/** `['x', 'X', 'x_1']` → `['x', 'X_2', 'x_1']`: no name that somebody wrote is taken by a renamed one. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const written = new Set(names.map((name) => name.toLowerCase()));
  const used = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let count = 1; used.has(unique.toLowerCase()); count++) {
      const next = `${name}_${count}`;
      if (!written.has(next.toLowerCase())) unique = next;
    }
    used.add(unique.toLowerCase());
    return unique;
  });
}
