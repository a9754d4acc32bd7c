import type { ModelColumn } from '../../model/model.ts';
import type { Value } from '../../lib/table.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import { id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { compileFilter, plainPrinter } from './compile-filter.ts';
import { planFilter } from '../plan/plan-filter.ts';
import { boundAsRead, operandTypeOfColumn } from '../rows/row-columns.ts';
import type { CheckedRows, RowOrder } from '../rows/row-request.ts';
import { securedSource, type Sources } from '../policy/secured-source.ts';

/**
 * One page of rows as a statement, with one row more than the page holds: `v<n>` are the own columns, `w<m>_<n>` those of
 * join m, `x<m>` a key of its target (null: no row there), `k<n>` the values of the order, for the cursor.
 */
export function compilePage(rows: CheckedRows, sources: Sources, dialect: Dialect): Sql {
  const own = rows.columns.map((name, index) => sql`t0.${id(name)} AS ${raw(`v${index}`)}`);
  const joined = rows.joins.flatMap(({ name, columns }, number) => {
    const made = rows.of.joins.get(name);
    const marker = sql`${raw(`t${number + 1}`)}.${id(made?.on[0]?.[1] ?? '')} AS ${raw(`x${number}`)}`;
    const values = columns.map(
      (column, index) => sql`${raw(`t${number + 1}`)}.${id(column)} AS ${raw(`w${number}_${index}`)}`,
    );
    return [marker, ...values];
  });
  const keys = rows.order.map(({ column }, index) => sql`t0.${id(column)} AS ${raw(`k${index}`)}`);
  const conditions = [
    ...(rows.where === null ? [] : [condition(rows, dialect)]),
    ...(rows.after === null ? [] : [afterRow(rows, rows.after, dialect)]),
  ];
  return sql`SELECT ${join([...own, ...joined, ...keys])}\n${from(rows, sources, dialect)}${where(conditions)}\nORDER BY ${join(orderOf(rows, dialect))}\n${dialect.limit(rows.first + 1)}`;
}

/** All rows at once under their own names, in the order that was checked. */
export function compileAllRows(rows: CheckedRows, sources: Sources, dialect: Dialect): Sql {
  const columns = rows.columns.map((name) => sql`t0.${id(name)} AS ${id(name)}`);
  return sql`SELECT ${join(columns)}\n${from(rows, sources, dialect)}\nORDER BY ${join(orderOf(rows, dialect))}`;
}

function orderOf({ order }: CheckedRows, dialect: Dialect): readonly Sql[] {
  return order.map(({ column, direction, nulls }) => dialect.orderBy(sql`t0.${id(column)}`, direction, nulls));
}

/** How many rows there are on all pages together, as a statement of one number. */
export function compileCount(rows: CheckedRows, sources: Sources, dialect: Dialect): Sql {
  const source = sql`FROM ${securedSource(sources, rows.dataset, dialect)} AS t0`;
  const conditions = rows.where === null ? [] : [condition(rows, dialect)];
  return sql`SELECT ${dialect.aggregate('count', null)} AS c\n${source}${where(conditions)}`;
}

function from(rows: CheckedRows, sources: Sources, dialect: Dialect): Sql {
  const joins = rows.joins.map(({ name }, number) => {
    const made = rows.of.joins.get(name);
    if (made === undefined) throw new Error(`${rows.dataset} has no join ${name}.`);
    const alias = raw(`t${number + 1}`);
    const pairs = made.on.map(([own, target]) => sql`${alias}.${id(target)} = t0.${id(own)}`);
    return sql`\n  LEFT JOIN ${securedSource(sources, made.to, dialect)} AS ${alias} ON ${join(pairs, ' AND ')}`;
  });
  return sql`FROM ${securedSource(sources, rows.dataset, dialect)} AS t0${join(joins, '')}`;
}

function where(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('') : sql`\nWHERE ${join(conditions, ' AND ')}`;
}

function condition({ of, where: filter }: CheckedRows, dialect: Dialect): Sql {
  if (filter === null) return raw('1 = 1');
  const planned = planFilter<string>(filter, ({ on }) => ({
    operand: on,
    type: operandTypeOfColumn(columnOf(of.columns, on)),
  }));
  return compileFilter(
    planned,
    dialect,
    plainPrinter((name) => sql`t0.${id(name)}`),
  );
}

/** `a > 1 OR (a = 1 AND b > 2) …`: every row that comes later in the order; rows without a value stand where the order says. */
export function afterRow(
  { of, order }: Pick<CheckedRows, 'of' | 'order'>,
  values: readonly Value[],
  dialect: Dialect,
): Sql {
  const steps = order.map((each, index) => {
    const column = columnOf(of.columns, each.column);
    const value = values[index] ?? null;
    const bound = value === null ? null : boundAsRead(column, value, dialect);
    const own = sql`t0.${id(each.column)}`;
    return { later: later(own, bound, each), same: bound === null ? sql`${own} IS NULL` : sql`${own} = ${bound}` };
  });
  const ways = steps.map(({ later: comes }, index) => {
    const before = steps.slice(0, index).map(({ same }) => same);
    return sql`(${join([...before, comes], ' AND ')})`;
  });
  return sql`(${join(ways, ' OR ')})`;
}

function later(own: Sql, bound: Sql | null, { direction, nulls }: RowOrder): Sql {
  if (bound === null) return nulls === 'FIRST' ? sql`${own} IS NOT NULL` : raw('1 = 0');
  const comes = sql`${own} ${raw(direction === 'ASC' ? '>' : '<')} ${bound}`;
  return nulls === 'LAST' ? sql`(${comes} OR ${own} IS NULL)` : comes;
}

function columnOf(columns: ReadonlyMap<string, ModelColumn>, name: string): ModelColumn {
  const column = columns.get(name);
  if (column === undefined) throw new Error(`There is no column ${name}; the check should have refused it.`);
  return column;
}
