import type { Dialect } from '../sql/dialects/dialect.ts';
import { bind, join, raw, type Sql, sql } from '../sql/sql.ts';
import { keyColumns } from './compile-leg.ts';
import { startOfDate } from './compile-period.ts';
import type { Grouping, Plan, PlanComponent } from './plan.ts';

/**
 * The tables between legs and metrics: legs are stacked in their declared types (`a`), periods without rows are stacked beside
 * them, and everything is merged by GROUP BY (`b`): of each key and leg exactly one value is not null, so max is the merge.
 */
export function mergeLegs(plan: Plan, dialect: Dialect): Sql[] {
  if (plan.legs.length === 1 && plan.spine === null) return [sql`merged AS (${branch(plan, 0, 'b', dialect)})`];
  const merged = plan.components.map((_, number) => sql`max(${raw(`a${number}`)}) AS ${raw(`b${number}`)}`);
  const keys = [...keyColumns(plan), raw('g')];
  const branches = plan.legs.map((_, index) => branch(plan, index, 'a', dialect));
  const spine = spineRows(plan, dialect);
  const from = spine.length === 0 ? raw('stacked') : raw('(SELECT * FROM stacked UNION ALL SELECT * FROM spine) AS s0');
  return [
    sql`stacked AS (\n  ${join(branches, '\n  UNION ALL\n  ')})`,
    ...(spine.length === 0 ? [] : [sql`spine AS (\n  ${join(spine, '\n  UNION ALL\n  ')})`]),
    sql`merged AS (SELECT ${join([...keys, ...merged])} FROM ${from} GROUP BY ${join(keys)})`,
  ];
}

/** Every branch casts every column: engines that do not would build a union of types. */
function branch(plan: Plan, leg: number, letter: 'a' | 'b', dialect: Dialect): Sql {
  const keys = plan.dimensions.flatMap((_, index) => keysOf(plan, index, raw(`d${index}`), dialect));
  const components = plan.components.map((component, number) => {
    const value = raw(component.leg === leg ? `m${number}` : 'NULL');
    return sql`${castTo(component, value, dialect)} AS ${raw(`${letter}${number}`)}`;
  });
  const kept = keptRows(plan, leg);
  return sql`SELECT ${join([...keys, raw('g'), ...components])} FROM ${raw(`leg${leg}`)}${kept}`;
}

/** Of an earlier time only what has a period of the present to stand beside. */
function keptRows(plan: Plan, leg: number): Sql {
  const shift = plan.legs[leg]?.shift ?? null;
  const dates = plan.dimensions.flatMap(({ isCalendar }, index) => (isCalendar ? [index] : []));
  if (shift === null || dates.length === 0) return raw('');
  const conditions = dates.map((index) => {
    const rolledUp = plan.groupings.filter(({ by }) => !by.includes(index)).map(({ id }) => raw(String(id)));
    const period = raw(`d${index}`);
    const isPresent =
      shift.through === null ? sql`${period} IS NOT NULL` : sql`${period} <= ${bind('DATE', shift.through)}`;
    return rolledUp.length === 0 ? isPresent : sql`(g IN (${join(rolledUp)}) OR ${isPresent})`;
  });
  return sql` WHERE ${join(conditions, ' AND ')}`;
}

function keysOf(plan: Plan, index: number, value: Sql, dialect: Dialect): Sql[] {
  const dimension = plan.dimensions[index];
  if (dimension === undefined) return [];
  const typed = dialect.cast(value, dimension.type, dimension.precision ?? undefined);
  return [sql`${typed} AS ${raw(`d${index}`)}`, ...(dimension.splitsNulls ? [raw(`n${index}`)] : [])];
}

function castTo({ type }: PlanComponent, value: Sql, dialect: Dialect): Sql {
  return dialect.cast(value, type.name, type.precision ?? undefined);
}

/** Every period with every tuple of the other dimensions that any leg has, for each grouping that has a calendar. */
function spineRows(plan: Plan, dialect: Dialect): Sql[] {
  return plan.groupings.flatMap((grouping) => {
    const dates = grouping.by.filter((index) => plan.dimensions[index]?.isCalendar === true);
    return plan.spine === null || dates.length === 0 ? [] : [spineOf(plan, grouping, dates, dialect)];
  });
}

function spineOf(plan: Plan, { by, id }: Grouping, dates: readonly number[], dialect: Dialect): Sql {
  const others = keyColumns(
    plan,
    by.filter((index) => !dates.includes(index)),
  );
  const observed = sql`(SELECT DISTINCT ${join(others)} FROM stacked WHERE g = ${raw(String(id))}) AS s1`;
  const from =
    others.length === 0 ? periods(plan, dates, dialect) : sql`${periods(plan, dates, dialect)} CROSS JOIN ${observed}`;
  const keys = plan.dimensions.flatMap(({ splitsNulls }, index) => {
    if (by.includes(index) && !dates.includes(index)) return keysOf(plan, index, raw(`d${index}`), dialect);
    const value = dates.includes(index) ? raw(`d${index}`) : raw('NULL');
    const [key = value] = keysOf(plan, index, value, dialect);
    const reason = dialect.cast(raw(dates.includes(index) ? '0' : 'NULL'), 'integer');
    return splitsNulls ? [key, sql`${reason} AS ${raw(`n${index}`)}`] : [key];
  });
  const nothing = plan.components.map(
    (component, number) => sql`${castTo(component, raw('NULL'), dialect)} AS ${raw(`a${number}`)}`,
  );
  return sql`SELECT ${join([...keys, raw(`${id} AS g`), ...nothing])} FROM ${from}`;
}

function periods(plan: Plan, dates: readonly number[], dialect: Dialect): Sql {
  if (plan.spine === null) throw new Error('The plan has no spine.');
  const { first, last, step } = plan.spine;
  const columns = dates.map((index) => {
    const grain = plan.dimensions[index]?.grain ?? 'DAY';
    return sql`${startOfDate(grain, raw('d'), plan, dialect)} AS ${raw(`d${index}`)}`;
  });
  const days = dialect.series(sql`${bind('DATE', first)}`, sql`${bind('DATE', last)}`, step);
  return sql`(SELECT DISTINCT ${join(columns)} FROM ${days} AS s2) AS s0`;
}
