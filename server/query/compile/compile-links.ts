import type { Dialect } from '../../sql/dialects/dialect.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import { type RowPrinter, rowPrinter } from './compile-rows.ts';
import type { Leg, LegDimension, LegLink, Plan, PlanFilter, RowOperand } from '../plan/plan.ts';

/** What the links of a leg add to its rows when they are grouped by some dimensions: `s1 …` beside `t0 …`. */
export interface LinkPrinter {
  /** `JOIN …`, to be put behind the FROM of the leg. */
  readonly joins: Sql;
  readonly conditions: readonly Sql[];
  /** How much of a row counts in its group; null: all of it. */
  readonly share: Sql | null;
  dimension(dimension: LinkedDimension): Sql;
  /** As the reason of other dimensions. */
  reason(dimension: LinkedDimension): Sql;
}

type LinkedDimension = Extract<LegDimension, { readonly is: 'linked' }>;

interface Grouped {
  readonly plan: Plan;
  readonly leg: Leg;
  /** Dimensions by number. */
  readonly by: readonly number[];
}

/** A link that no dimension of the grouping needs is not joined: totals come from the leg's own rows. */
export function linkPrinter({ plan, leg, by }: Grouped, rows: RowPrinter, dialect: Dialect): LinkPrinter {
  const used = leg.links.map((_, link) => usedValues(leg, by, link));
  const joined = leg.links.flatMap((link, index) => {
    const values = used[index] ?? [];
    return values.length === 0 ? [] : [joinOf({ plan, link, index, values }, rows, dialect)];
  });
  const outside = leg.links.filter(({ keeps }, index) => keeps === 'matching' && used[index]?.length === 0);
  const shares = leg.links.flatMap(({ weight }, index) =>
    weight === null || used[index]?.length === 0
      ? []
      : [dialect.scalar('coalesce', [raw(`s${index + 1}.x0`), dialect.cast(raw('1'), 'real')])],
  );
  const value = ({ link, value: number }: LinkedDimension): Sql => raw(`s${link + 1}.v${number}`);
  return {
    joins: join(joined, ''),
    conditions: outside.map((link) => rows.filter(matches(link))),
    share: shares.length === 0 ? null : join(shares, ' * '),
    dimension: value,
    reason: (dimension) => {
      const on = leg.links[dimension.link]?.on ?? [];
      const gaps = on.map(([own]) => sql`${rows.expression(own)} IS NULL`);
      const noMatch = raw(`s${dimension.link + 1}.k0 IS NULL`);
      return sql`CASE WHEN ${value(dimension)} IS NOT NULL THEN 0 WHEN ${join(gaps, ' OR ')} THEN 3 WHEN ${noMatch} THEN 2 ELSE 1 END`;
    },
  };
}

/** The condition that a row of the leg has a link at all. */
export function matches({ on, rows }: LegLink): PlanFilter<RowOperand> {
  const own = on.map(([expression]) => ({ is: 'value', expression }) as const);
  return { is: 'keys', own, isIn: true, among: { is: 'rows', rows, keys: on.map(([, linked]) => linked) } };
}

function usedValues(leg: Leg, by: readonly number[], link: number): readonly number[] {
  return by.flatMap((number) => {
    const dimension = leg.dimensions[number];
    return dimension?.is === 'linked' && dimension.link === link ? [dimension.value] : [];
  });
}

interface Joined {
  readonly plan: Plan;
  readonly link: LegLink;
  readonly index: number;
  readonly values: readonly number[];
}

function joinOf({ plan, link, index, values }: Joined, rows: RowPrinter, dialect: Dialect): Sql {
  const alias = `s${index + 1}`;
  const on = link.on.map(([own], key) => sql`${raw(`${alias}.k${key}`)} = ${rows.expression(own)}`);
  const kind = raw(link.keeps === 'all' ? 'LEFT JOIN' : 'JOIN');
  const pairs = link.weight === null ? distinctPairs : sharedPairs;
  return sql`\n  ${kind} (${pairs({ plan, link, index, values }, dialect)}) AS ${raw(alias)} ON ${join(on, ' AND ')}`;
}

/** Each key with each of its values once. */
function distinctPairs({ plan, link, values }: Joined, dialect: Dialect): Sql {
  const rows = rowPrinter(plan, link.rows, dialect);
  const columns = [...keysOf(link, rows), ...valuesOf(link, values, rows)];
  return sql`SELECT DISTINCT ${join(columns)} ${rows.from}${whereOf(rows)}`;
}

/** Each key with each of its values once, and the part `x0` of a row that the value has: all parts of a key are 1 together. */
function sharedPairs({ plan, link, values }: Joined, dialect: Dialect): Sql {
  const rows = rowPrinter(plan, link.rows, dialect);
  if (link.weight === null) throw new Error(`${link.rows.dataset} has no weight.`);
  const weight = dialect.cast(rows.expression(link.weight), 'real');
  const columns = [...keysOf(link, rows), ...valuesOf(link, values, rows), sql`${weight} AS x0`];
  const keys = link.on.map((_, index) => raw(`k${index}`));
  const names = join([...keys, ...values.map((value) => raw(`v${value}`))]);
  // A row whose weights are all missing, zero or negative stays whole, in the group without a value.
  const total = dialect.aggregate('sum', raw('x0'), { type: 'real' });
  const weighed = sql`SELECT ${names}, ${total} AS x1 FROM (SELECT ${join(columns)} ${rows.from}${whereOf(rows)}) AS p0 WHERE x0 > 0 GROUP BY ${names}`;
  const all = sql`sum(x1) OVER (PARTITION BY ${join(keys)})`;
  return sql`SELECT ${names}, ${dialect.divide(raw('x1'), all)} AS x0 FROM (${weighed}) AS p1`;
}

function keysOf({ on }: LegLink, rows: RowPrinter): readonly Sql[] {
  return on.map(([, linked], index) => sql`${rows.expression(linked)} AS ${raw(`k${index}`)}`);
}

function valuesOf(link: LegLink, values: readonly number[], rows: RowPrinter): readonly Sql[] {
  return values.map((number) => {
    const value = link.values[number];
    if (value === undefined) throw new Error(`The link has no value ${number}.`);
    return sql`${rows.dimension(value)} AS ${raw(`v${number}`)}`;
  });
}

function whereOf({ condition }: RowPrinter): Sql {
  return condition === null ? raw('') : sql` WHERE ${condition}`;
}
