import { TrivetError } from '../../lib/errors.ts';
import { topoSort } from '../../lib/topo-sort.ts';
import { columnPaths } from '../../model/expression/columns.ts';
import { printExpression } from '../../model/expression/print.ts';
import type { Dataset, ModelColumn } from '../../model/model.ts';
import { duckdb } from '../../sql/dialects/duckdb.ts';
import { id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { engineTypeOf, type ReadColumns } from './column-sql.ts';

/** All declared columns in their order: those of the source cast, then the derived ones, each over what it needs. */
export function typedRows(dataset: Dataset, columns: ReadColumns): Sql {
  const cast = columns.map(([column, { value }]) => sql`${value} AS ${id(column.name)}`);
  const read = sql`SELECT ${cast.length > 0 ? join(cast) : raw('nothing')} FROM source`;
  const derived = inOrder(dataset).reduce((inner, column) => withDerived(inner, column), read);
  return sql`SELECT ${join([...dataset.columns.keys()].map((name) => id(name)))} FROM (${derived})`;
}

function inOrder(dataset: Dataset): readonly ModelColumn[] {
  const derived = [...dataset.columns.values()].filter((column) => column.expression !== null);
  const needs = new Map(
    derived.map((column) => [
      column.name,
      column.expression === null ? [] : columnPaths(column.expression).map((path) => path[0] ?? ''),
    ]),
  );
  const { order, cycles } = topoSort(needs);
  const [cycle] = cycles;
  if (cycle !== undefined)
    throw new TrivetError('invalid-model', `${dataset.name}: derived columns need each other: ${cycle.join(' → ')}.`);
  return order.flatMap((name) => dataset.columns.get(name) ?? []);
}

function withDerived(inner: Sql, column: ModelColumn): Sql {
  if (column.expression === null) return inner;
  const printed = printExpression(column.expression, { dialect: duckdb, column: (path) => id(path.at(-1) ?? '') });
  return sql`SELECT *, try_cast(${printed} AS ${raw(engineTypeOf(column.type))}) AS ${id(column.name)} FROM (${inner})`;
}
