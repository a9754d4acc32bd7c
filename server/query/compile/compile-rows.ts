import type { Expression } from '../../model/expression/expression.ts';
import { printExpression } from '../../model/expression/print.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import { bind, id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { periodOf, periodsBetween } from './compile-cohort.ts';
import { compileFilter } from './compile-filter.ts';
import { type JoinOptions, type JoinPrinter, joinPrinter } from './compile-joins.ts';
import { laterPeriod, startOfDate, startOfInstant } from './compile-period.ts';
import { pathKey } from '../plan/leg-joins.ts';
import type { QueryGrain } from '../language/metric-query.ts';
import type { Keys, LegDimension, LegRows, Plan, PlanFilter, RowOperand, TimeColumn } from '../plan/plan.ts';

/** A dimension of which a row has one value. */
type PlainDimension = Exclude<LegDimension, { readonly is: 'linked' }>;

/** How the rows of one leg are spelled: `t0` is its dataset, `t1 …` what is joined to it. */
export interface RowPrinter {
  /** `FROM … LEFT JOIN …` */
  readonly from: Sql;
  /** What is missing on either side of a join. */
  readonly gaps: JoinPrinter['gaps'];
  /** A column of `t<n>`. */
  readonly column: JoinPrinter['column'];
  /** The condition under which a row is used; null: every row. */
  readonly condition: Sql | null;
  /** Its two parts: the days asked about, and the filter. */
  readonly range: Sql | null;
  readonly where: Sql | null;
  expression(expression: Expression): Sql;
  filter(filter: PlanFilter<RowOperand>): Sql;
  dimension(dimension: PlainDimension): Sql;
  /** Why a dimension has no value: 3 no key, 2 no match, 1 the value is empty; 0 where there is one. */
  reason(dimension: PlainDimension): Sql;
}

interface RowOptions extends JoinOptions {
  /** A day on which rows count, instead of the one on which they happened. */
  readonly day?: Sql;
}

export function rowPrinter(plan: Plan, leg: LegRows, dialect: Dialect, options: RowOptions = {}): RowPrinter {
  const joins = joinPrinter(plan, leg, dialect, options);
  const aliases = new Map(leg.joins.map(({ path, alias }) => [pathKey(path), alias]));
  const columnAt = (path: readonly string[]): Sql => {
    const alias = path.length === 1 ? 't0' : aliases.get(pathKey(path.slice(0, -1)));
    const name = path.at(-1);
    if (alias === undefined || name === undefined) throw new Error(`The leg has no column ${path.join('.')}.`);
    return joins.column(alias, name);
  };
  const expression = (tree: Expression): Sql => printExpression(tree, { dialect, column: columnAt });
  const time = timePrinter(plan, dialect, options.day);
  const filter = (tree: PlanFilter<RowOperand>): Sql =>
    compileFilter(tree, dialect, {
      operand: (operand) => (operand.is === 'day' ? time.day(operand.time) : expression(operand.expression)),
      keys: (among) => keyRows(plan, among, dialect),
    });
  const dimension = (of: PlainDimension): Sql => {
    if (of.is === 'calendar') {
      if (of.shift === null) return time.period(of.time, of.grain);
      return laterPeriod(of.grain, time.day(of.time), { shift: of.shift, rules: plan }, dialect);
    }
    const value = expression(of.expression);
    if (of.period === null) return value;
    const period = periodOf({ value, ...of.period }, plan, dialect);
    if (of.is === 'value') return period;
    return periodsBetween(period, time.period(of.time, of.period.grain), of.period.grain, dialect);
  };
  const range = leg.range === null || leg.time === null ? null : time.range(leg.time, leg.range);
  const where = leg.where === null ? null : filter(leg.where);
  const conditions = [range, where].filter((condition) => condition !== null);
  return {
    from: joins.from,
    gaps: joins.gaps,
    column: joins.column,
    range,
    where,
    condition: conditions.length === 0 ? null : join(conditions, ' AND '),
    expression,
    filter,
    dimension,
    reason: (of) => reasonOf({ leg, joins }, of, of.is === 'calendar' ? dimension(of) : expression(of.expression)),
  };
}

/** The rows `k0 …` of some keys. */
function keyRows(plan: Plan, among: Keys, dialect: Dialect): Sql {
  if (among.is === 'selection') return sql`SELECT * FROM ${raw(`keys${among.index}`)}`;
  const rows = rowPrinter(plan, among.rows, dialect);
  const keys = among.keys.map((key, index) => sql`${rows.expression(key)} AS ${raw(`k${index}`)}`);
  const where = rows.condition === null ? raw('') : sql` WHERE ${rows.condition}`;
  return sql`SELECT ${join(keys)} ${rows.from}${where}`;
}

function reasonOf(
  { leg, joins }: { readonly leg: LegRows; readonly joins: JoinPrinter },
  dimension: PlainDimension,
  value: Sql,
): Sql {
  const path = dimension.is === 'calendar' ? [] : dimension.path;
  const gaps = path.flatMap((_, index) => {
    const made = leg.joins.find((join) => pathKey(join.path) === pathKey(path.slice(0, index + 1)));
    if (made === undefined) return [];
    const { noKey, noMatch } = joins.gaps(made);
    return [sql` WHEN ${noKey} THEN 3 WHEN ${noMatch} THEN 2`];
  });
  return sql`CASE WHEN ${value} IS NOT NULL THEN 0${join(gaps, '')} ELSE 1 END`;
}

/** The column that holds a row's local day, where there is one. */
function localDayOf(time: TimeColumn): Sql | null {
  if (time.day !== null) return sql`t0.${id(time.day)}`;
  return time.type === 'date' ? sql`t0.${id(time.column)}` : null;
}

function timePrinter(plan: Plan, dialect: Dialect, instead?: Sql) {
  const local = (time: TimeColumn): Sql | null => instead ?? localDayOf(time);
  const { zone } = plan;
  const period = (time: TimeColumn, grain: QueryGrain): Sql => {
    const day = local(time);
    if (day !== null) return startOfDate(grain, day, plan, dialect);
    return startOfInstant(grain, sql`t0.${id(time.column)}`, plan, dialect);
  };
  const range = (time: TimeColumn, { from, to }: NonNullable<LegRows['range']>): Sql => {
    const day = local(time);
    const bounds = [from, to].map((bound) => sql`${bind('DATE', bound)}`);
    const [first = raw('NULL'), last = raw('NULL')] =
      day === null ? bounds.map((bound) => dialect.startOfDay(bound, zone)) : bounds;
    const value = day ?? sql`t0.${id(time.column)}`;
    return sql`(${value} >= ${first} AND ${value} < ${last})`;
  };
  return { day: (time: TimeColumn): Sql => local(time) ?? period(time, 'DAY'), period, range };
}
