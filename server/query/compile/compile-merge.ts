import type { Dialect } from '../../sql/dialects/dialect.ts';
import { bind, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { keyColumns } from './compile-leg.ts';
import { startOfDate } from './compile-period.ts';
import type { Grouping, Plan, PlanComponent } from '../plan/plan.ts';

/**
 * The tables between legs and metrics: legs are stacked in their declared types (`a`), periods without rows are stacked beside
 * them, and everything is merged by GROUP BY (`b`): of each key and leg exactly one value is not null, so max is the merge.
 */
export function mergeLegs(plan: Plan, dialect: Dialect): Sql[] {
  const wholes = wholesOf(plan);
  if (plan.legs.length === 1 && plan.spine === null && wholes.length === 0)
    return [sql`merged AS (${branch(plan, 0, 'b', dialect)})`];
  const merged = plan.components.map((_, number) => sql`max(${raw(`a${number}`)}) AS ${raw(`b${number}`)}`);
  const flag = wholes.length === 0 ? [] : [raw('s')];
  const keys = [...keyColumns(plan), raw('g'), ...flag];
  const branches = plan.legs.map((_, index) => branch(plan, index, 'a', dialect));
  const spine = spineRows(plan, dialect);
  const from = spine.length === 0 ? raw('stacked') : raw('(SELECT * FROM stacked UNION ALL SELECT * FROM spine) AS s0');
  const name = wholes.length === 0 ? raw('merged') : raw('parts');
  return [
    sql`stacked AS (\n  ${join(branches, '\n  UNION ALL\n  ')})`,
    ...(spine.length === 0 ? [] : [sql`spine AS (\n  ${join(spine, '\n  UNION ALL\n  ')})`]),
    sql`${name} AS (SELECT ${join([...keys, ...merged])} FROM ${from} GROUP BY ${join(keys)})`,
    ...(wholes.length === 0 ? [] : [sql`merged AS (${spread(plan, wholes)})`]),
  ];
}

/** The different sets of dimensions by which legs are not split. */
function wholesOf({ legs }: Plan): readonly (readonly number[])[] {
  const sets = new Map(legs.map(({ excluded }) => [excluded.join(), excluded]));
  sets.delete('');
  return [...sets.values()];
}

/** `0 AS s`, or the number of the whole to which a leg's rows belong; nothing where the plan has no wholes. */
function scopeOf(plan: Plan, excluded: readonly number[]): Sql[] {
  const wholes = wholesOf(plan);
  if (wholes.length === 0) return [];
  return [raw(`${wholes.findIndex((whole) => whole.join() === excluded.join()) + 1} AS s`)];
}

/** Gives each group the value of the whole that it is part of: the one row of that whole with the same other keys. */
function spread(plan: Plan, wholes: readonly (readonly number[])[]): Sql {
  const all = plan.dimensions.map((_, index) => index);
  const values = plan.components.map(({ leg }, number) => {
    const excluded = plan.legs[leg]?.excluded ?? [];
    const column = raw(`b${number}`);
    if (excluded.length === 0) return column;
    const whole = wholes.findIndex((candidate) => candidate.join() === excluded.join()) + 1;
    const same = keyColumns(
      plan,
      all.filter((index) => !excluded.includes(index)),
    );
    const partition = join([...same, raw('g')]);
    return sql`max(CASE WHEN s = ${raw(String(whole))} THEN ${column} END) OVER (PARTITION BY ${partition}) AS ${column}`;
  });
  const keys = [...keyColumns(plan), raw('g')];
  const columns = plan.components.map((_, number) => raw(`b${number}`));
  const spread = sql`SELECT ${join([...keys, raw('s'), ...values])} FROM parts`;
  return sql`SELECT ${join([...keys, ...columns])} FROM (${spread}) AS s0 WHERE s = 0`;
}

/** Every branch casts every column: engines that do not would build a union of types. */
function branch(plan: Plan, leg: number, letter: 'a' | 'b', dialect: Dialect): Sql {
  const keys = plan.dimensions.flatMap((_, index) => keysOf(plan, index, raw(`d${index}`), dialect));
  const components = plan.components.map((component, number) => {
    const value = raw(component.leg === leg ? `m${number}` : 'NULL');
    return sql`${castTo(component, value, dialect)} AS ${raw(`${letter}${number}`)}`;
  });
  const kept = keptRows(plan, leg);
  const scope = scopeOf(plan, plan.legs[leg]?.excluded ?? []);
  return sql`SELECT ${join([...keys, raw('g'), ...scope, ...components])} FROM ${raw(`leg${leg}`)}${kept}`;
}

/** Of an earlier time only what has a period of the present to stand beside. */
function keptRows(plan: Plan, leg: number): Sql {
  const shift = plan.legs[leg]?.shift ?? null;
  const excluded = plan.legs[leg]?.excluded ?? [];
  const dates = plan.dimensions.flatMap(({ isCalendar }, index) =>
    isCalendar && !excluded.includes(index) ? [index] : [],
  );
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
  return [sql`${typed} AS ${raw(`d${index}`)}`, ...keyColumns(plan, [index]).slice(1)];
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
  const observed = sql`(SELECT DISTINCT ${join(others)} FROM stacked WHERE g = ${raw(String(id))}${wholesOf(plan).length === 0 ? raw('') : raw(' AND s = 0')}) AS s1`;
  const from =
    others.length === 0 ? periods(plan, dates, dialect) : sql`${periods(plan, dates, dialect)} CROSS JOIN ${observed}`;
  const keys = plan.dimensions.flatMap((_, index) => {
    if (by.includes(index) && !dates.includes(index)) return keysOf(plan, index, raw(`d${index}`), dialect);
    const value = dates.includes(index) ? raw(`d${index}`) : raw('NULL');
    const [key = value] = keysOf(plan, index, value, dialect);
    const beside = dialect.cast(raw(dates.includes(index) ? '0' : 'NULL'), 'integer');
    return [
      key,
      ...keyColumns(plan, [index])
        .slice(1)
        .map((column) => sql`${beside} AS ${column}`),
    ];
  });
  const nothing = plan.components.map(
    (component, number) => sql`${castTo(component, raw('NULL'), dialect)} AS ${raw(`a${number}`)}`,
  );
  return sql`SELECT ${join([...keys, raw(`${id} AS g`), ...scopeOf(plan, []), ...nothing])} FROM ${from}`;
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
