/** rows of a leg → aggregated by the few columns of their own that groups are made of → joined, and aggregated again */
import { columnPaths } from '../../model/expression/columns.ts';
import type { Expression } from '../../model/expression/expression.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import { id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { rowPrinter } from './compile-rows.ts';
import type { Leg, LegDimension, LegRows, Plan, PlanComponent } from '../plan/plan.ts';
import { operandsOf } from '../plan/plan-filter.ts';

/** One aggregate of a leg under its name. */
export interface Aggregate {
  readonly alias: string;
  readonly value: Sql;
  readonly component: PlanComponent;
}

/** Prints the aggregates of a leg over rows whose columns are projected first. */
type PrintAggregates = (rows: ReturnType<typeof rowPrinter>) => {
  readonly columns: readonly (readonly [alias: string, value: Sql])[];
  readonly aggregates: readonly Aggregate[];
};

interface Early {
  readonly plan: Plan;
  readonly leg: Leg;
  readonly index: number;
  /** Dimensions that are grouped by. */
  readonly by: readonly number[];
}

/**
 * What stands for the dataset of a leg where that is quicker: one row for each day, or for each key by which the entity is
 * found whose rollup is asked about, with the components `m<n>` so far. Null where rows are aggregated once: where parts do
 * not add up exactly, or where conditions and groups look at more than those columns.
 */
export function earlySource(early: Early, print: PrintAggregates, dialect: Dialect): Sql | null {
  const { plan, leg } = early;
  const columns = earlyColumns(early);
  if (columns === null || columns.some((name) => /^[mxw]\d+$/i.test(name))) return null;
  const rows = rowPrinter(plan, { ...leg, joins: [] }, dialect);
  const { columns: projected, aggregates } = print(rows);
  const keys = columns.map((name) => sql`t0.${id(name)} AS ${id(name)}`);
  const inner = join([...keys, ...projected.map(([alias, value]) => sql`${value} AS ${raw(alias)}`)]);
  const where = rows.condition === null ? raw('') : sql` WHERE ${rows.condition}`;
  const names = join(columns.map((name) => id(name)));
  const parts = join(aggregates.map(({ alias, value }) => sql`${value} AS ${raw(alias)}`));
  return sql`(SELECT ${names}, ${parts} FROM (SELECT ${inner} ${rows.from}${where}) AS s3 GROUP BY ${names})`;
}

/**
 * What stands for the dataset of stacked rows whose persons are counted by what is known of them: each key once, because
 * the same key finds the same values. Null where a row says more than its key.
 */
export function distinctSource(
  { plan, rows, components }: { readonly plan: Plan; readonly rows: LegRows; readonly components: readonly Counted[] },
  dialect: Dialect,
): Sql | null {
  const keys = new Set(rows.joins.flatMap(({ from, on }) => (from === 't0' ? on.map(([own]) => own) : [])));
  const isKey = (expression: Expression | null): boolean =>
    expression?.op === 'column' && expression.path.length === 1 && keys.has(expression.path[0] ?? '');
  const areKeys = components.every(
    ({ component, of }) => component.aggregate === 'count_distinct' && component.where === null && isKey(of),
  );
  const areBehind = rows.dimensions.every(isBehindJoin) && rows.joins.every(({ is }) => is === 'plain');
  if (!areKeys || !areBehind || keys.size === 0 || rows.links.length > 0 || !looksAtOwn(rows, [])) return null;
  const own = rowPrinter(plan, { ...rows, joins: [] }, dialect);
  const where = own.condition === null ? raw('') : sql` WHERE ${own.condition}`;
  const columns = [...keys].map((name) => sql`t0.${id(name)} AS ${id(name)}`);
  return sql`(SELECT DISTINCT ${join(columns)} ${own.from}${where})`;
}

/** A component with what it counts of the rows at hand. */
interface Counted {
  readonly component: PlanComponent;
  readonly of: Expression | null;
}

/** A component from the parts of it that rows of an early source hold. */
export function fromParts({ aggregate, type }: PlanComponent, part: Sql, dialect: Dialect): Sql {
  const total = dialect.aggregate('sum', part, { type: type.name, precision: type.precision ?? undefined });
  // A count of no rows is 0, a sum of no counts is NULL.
  return aggregate === 'count' ? dialect.scalar('coalesce', [total, dialect.cast(raw('0'), type.name)]) : total;
}

function earlyColumns({ plan, leg, index, by }: Early): readonly string[] | null {
  const components = plan.components.filter((component) => component.leg === index);
  const dimensions = by.flatMap((number) => leg.dimensions[number] ?? []);
  if (components.length === 0 || leg.links.length > 0 || !components.every(addsUp)) return null;
  if (!looksAtOwn(leg, components)) return null;
  return leg.joins.length === 0 ? daysOf(dimensions) : keysOfEntity(leg, dimensions);
}

/** Whether parts of a component, added up, are exactly the whole. */
function addsUp({ aggregate, isAllocated, type }: PlanComponent): boolean {
  if (isAllocated) return false;
  return aggregate === 'count' || (aggregate === 'sum' && type.name !== 'real');
}

function looksAtOwn({ where }: LegRows, components: readonly PlanComponent[]): boolean {
  const operands = [where, ...components.map(({ filter }) => filter)].flatMap(operandsOf);
  const expressions = [
    ...operands.flatMap((operand) => (operand.is === 'day' ? [] : [operand.expression])),
    ...components.flatMap(({ of, where: condition }) => [of, condition].filter((part) => part !== null)),
  ];
  return expressions.every((expression: Expression) => columnPaths(expression).every(({ length }) => length === 1));
}

/** The columns of local days, where all dimensions are calendars over them: there are few days, whatever the rows. */
function daysOf(dimensions: readonly LegDimension[]): readonly string[] | null {
  const days = dimensions.map((dimension) => {
    if (dimension.is !== 'calendar') return null;
    const { day, type, column } = dimension.time;
    return day ?? (type === 'date' ? column : null);
  });
  const known = days.filter((day) => day !== null);
  return known.length === 0 || known.length < days.length ? null : [...new Set(known)];
}

/** The keys of plain joins, where an entity's rollup is looked up behind them: that is dear to do for every row. */
function keysOfEntity({ joins }: Leg, dimensions: readonly LegDimension[]): readonly string[] | null {
  const areBehind = dimensions.every(isBehindJoin);
  const areKnownInTheEnd = joins.every(
    (made) => made.is === 'plain' || (made.is === 'rollup' && made.mode === 'END' && made.from !== 't0'),
  );
  if (!areBehind || !areKnownInTheEnd || !joins.some(({ is }) => is === 'rollup')) return null;
  return [...new Set(joins.flatMap(({ from, on }) => (from === 't0' ? on.map(([own]) => own) : [])))];
}

function isBehindJoin(dimension: LegDimension): boolean {
  return dimension.is === 'value' && columnPaths(dimension.expression).every(({ length }) => length > 1);
}
