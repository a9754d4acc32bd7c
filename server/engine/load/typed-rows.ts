import { printExpression } from '../../model/expression/print.ts';
import type { Dataset, ModelColumn } from '../../model/model.ts';
import { duckdb } from '../../sql/dialects/duckdb.ts';
import { id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { engineTypeOf, type ReadColumns } from './column-sql.ts';

/** All declared columns in their order: those of the source cast, then the derived ones over them. */
export function typedRows(dataset: Dataset, columns: ReadColumns): Sql {
  const cast = columns.map(([column, { value }]) => sql`${value} AS ${id(column.name)}`);
  const read = sql`SELECT ${cast.length > 0 ? join(cast) : raw('nothing')} FROM source`;
  return sql`SELECT ${join([...dataset.columns.values()].map(declared))} FROM (${read})`;
}

function declared(column: ModelColumn): Sql {
  if (column.expression === null) return id(column.name);
  const printed = printExpression(column.expression, { dialect: duckdb, column: (path) => id(path.at(-1) ?? '') });
  return sql`try_cast(${printed} AS ${raw(engineTypeOf(column.type))}) AS ${id(column.name)}`;
}
