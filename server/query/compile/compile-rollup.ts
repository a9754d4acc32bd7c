import type { Expression } from '../../model/expression/expression.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import { bind, id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { momentValue, rowOrders } from './compile-as-of.ts';
import { datedAggregate } from './compile-dated-rollup.ts';
import { banded, rollupOf } from './compile-rollup-join.ts';
import { rowPrinter } from './compile-rows.ts';
import type { LegJoin } from '../plan/leg-join.ts';
import type { LegRows, Plan } from '../plan/plan.ts';
import type { PlanRollup } from '../plan/rollup-plan.ts';

/** `rollup<n> AS (…)` for some joins, those that others need first. */
export function rollupTables(plan: Plan, joins: readonly LegJoin[], dialect: Dialect): readonly Sql[] {
  const needed = neededBy(plan, joins);
  return plan.rollups.flatMap((rollup, index) =>
    needed.has(rollup) ? [sql`${raw(`rollup${index}`)} AS (${compileRollup(plan, rollup, dialect)})`] : [],
  );
}

/** Every dataset that some rows are read from: their own, joined ones, and those of rollups. */
export function datasetsRead(plan: Plan, rows: LegRows): readonly string[] {
  const rollups = [...neededBy(plan, rows.joins)].map((rollup) => rollup.rows);
  const names = [rows, ...rollups].flatMap(({ dataset, joins }) => [dataset, ...joins.map((made) => made.dataset)]);
  return [...new Set(names)];
}

function neededBy(plan: Plan, joins: readonly LegJoin[]): ReadonlySet<PlanRollup> {
  const own = joins.flatMap((made) => (made.is === 'rollup' ? [rollupOf(plan, made)] : []));
  return new Set(own.flatMap((rollup) => [...neededBy(plan, rollup.rows.joins), rollup]));
}

function compileRollup(plan: Plan, rollup: PlanRollup, dialect: Dialect): Sql {
  const keys = rollup.keys.map((_, index) => raw(`d${index}`));
  const inner = rollup.value.is === 'take' ? taken(plan, rollup, dialect) : aggregated(plan, rollup, dialect);
  const known = rollup.time === null ? [] : [raw('z')];
  if (rollup.bands === null) return inner;
  return sql`SELECT ${join([...keys, ...known, sql`${banded(rollup.bands, raw('v'), dialect)} AS v`])} FROM (${inner}) AS s3`;
}

/** Its rows: keys `d`, the argument `x0`, the moment `z`, and further columns. */
function rowsOf(plan: Plan, rollup: PlanRollup, dialect: Dialect, further: readonly Sql[] = []): Sql {
  const { name, rows, keys, where, value, time, through } = rollup;
  const printer = rowPrinter(plan, rows, dialect);
  const print = (expression: Expression): Sql => printer.expression(expression);
  const moment = time === null ? null : sql`t0.${id(time.column)}`;
  const printedKeys = keys.map(print);
  const columns = [
    ...printedKeys.map((key, index) => sql`${key} AS ${raw(`d${index}`)}`),
    ...(value.of === null ? [] : [sql`${print(value.of)} AS x0`]),
    ...(moment === null || time === null
      ? []
      : [sql`${momentValue(moment, time, name.byDay, { plan, dialect })} AS z`]),
    ...further,
  ];
  const conditions = [
    ...printedKeys.map((key) => sql`${key} IS NOT NULL`),
    ...(where === null ? [] : [print(where)]),
    ...(moment === null || !name.isDated ? [] : [sql`${moment} IS NOT NULL`]),
    ...(moment === null || time === null || through === null
      ? []
      : [sql`${moment} <= ${bind(time.type === 'date' ? 'DATE' : 'TIMESTAMP', through)}`]),
  ];
  return sql`SELECT ${join(columns)}\n  ${printer.from}\n  WHERE ${join(conditions, ' AND ')}`;
}

function taken(plan: Plan, rollup: PlanRollup, dialect: Dialect): Sql {
  const { keys, value, name, time } = rollup;
  if (value.is !== 'take') throw new Error(`${name.name} takes no row.`);
  const columns = keys.map((_, index) => raw(`d${index}`));
  const printer = rowPrinter(plan, rollup.rows, dialect);
  // What is known of a "first" row at a time is that row, once it is there; of a "last" one the last until then.
  const isByMoment = name.isDated && value.order[0]?.direction === 'DESC';
  const moment =
    isByMoment && time !== null ? [momentValue(sql`t0.${id(time.column)}`, time, name.byDay, { plan, dialect })] : [];
  const partition = join([...keys.map((key) => printer.expression(key)), ...moment]);
  const rank = sql`row_number() OVER (PARTITION BY ${partition} ORDER BY ${rowOrders(value.order, 't0', dialect)}) AS k`;
  const shown = [...columns, raw('x0 AS v'), ...(time === null ? [] : [raw('z')])];
  return sql`SELECT ${join(shown)} FROM (\n  ${rowsOf(plan, rollup, dialect, [rank])}) AS s0 WHERE k = 1`;
}

function aggregated(plan: Plan, rollup: PlanRollup, dialect: Dialect): Sql {
  const { keys, value, name, time, storage } = rollup;
  if (value.is !== 'aggregate') throw new Error(`${name.name} is no aggregate.`);
  const columns = keys.map((_, index) => raw(`d${index}`));
  const rows = rowsOf(plan, rollup, dialect);
  const { aggregate } = value;
  if (name.isDated)
    return datedAggregate({ rows, keys: columns, aggregate, hasArgument: value.of !== null, storage }, dialect);
  const options = { type: storage.name, precision: storage.precision ?? undefined };
  const argument = value.of === null ? null : raw('x0');
  const total = sql`${dialect.aggregate(aggregate, argument, options)} AS v`;
  if (time === null) return sql`SELECT ${join([...columns, total])} FROM (\n  ${rows}) AS s0 GROUP BY ${join(columns)}`;
  const type = { type: time.type };
  if (aggregate !== 'min' && aggregate !== 'max') {
    const known = sql`${dialect.aggregate('max', raw('z'), type)} AS z`;
    return sql`SELECT ${join([...columns, total, known])} FROM (\n  ${rows}) AS s0 GROUP BY ${join(columns)}`;
  }
  const text = storage.name === 'string' ? dialect.cast(raw('x0'), 'string') : raw('x0');
  const extreme = sql`${raw(aggregate)}(${text}) OVER (PARTITION BY ${join(columns)}) AS w0`;
  const known = sql`${dialect.aggregate('min', sql`CASE WHEN x0 = w0 THEN z END`, type)} AS z`;
  const withExtreme = sql`SELECT s0.*, ${extreme} FROM (\n  ${rows}) AS s0`;
  return sql`SELECT ${join([...columns, total, known])} FROM (${withExtreme}) AS s1 GROUP BY ${join(columns)}`;
}
