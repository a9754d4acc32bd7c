import { TrivetError } from '../../lib/errors.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import { bind, id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { momentValue } from './compile-as-of.ts';
import { componentAggregates, keyColumns, named, Projection, shownKeys } from './compile-leg.ts';
import { withOthers } from './compile-top.ts';
import { type RowPrinter, rowPrinter } from './compile-rows.ts';
import type { Grouping, Leg, Plan } from '../plan/plan.ts';
import { securedSource } from '../policy/secured-source.ts';
import { lastDays, type LegSnapshot } from '../plan/snapshot.ts';

const mostPeriods = 5_000;

/**
 * A leg of states that are repeated at dates. Which rows count depends on the periods that are still told apart, so each
 * grouping picks its own and a total over time is the state at its end, not a sum.
 */
export function compileSnapshot(plan: Plan, index: number, dialect: Dialect): Sql {
  const leg = plan.legs[index];
  const snapshot = leg?.snapshot ?? null;
  if (leg === undefined || snapshot === null) throw new Error(`Leg ${index} of the plan is no snapshot.`);
  const parts = plan.groupings.map(({ by, id }) => {
    const grouping = { id, by: by.filter((number) => !leg.excluded.includes(number)) };
    return compilePass({ plan, leg, index, snapshot, grouping, dialect });
  });
  return join(parts, '\n  UNION ALL\n  ');
}

interface Pass {
  readonly plan: Plan;
  readonly leg: Leg;
  readonly index: number;
  readonly snapshot: LegSnapshot;
  readonly grouping: Grouping;
  readonly dialect: Dialect;
}

function compilePass(pass: Pass): Sql {
  const { plan, leg, index, snapshot, grouping, dialect } = pass;
  const rows = rowPrinter(plan, leg, dialect, snapshot.is === 'carry' ? { day: raw('s2.d') } : {});
  const projected = new Projection();
  const keys = grouping.by.flatMap((number) => {
    const dimension = leg.dimensions[number];
    if (dimension === undefined || dimension.is === 'linked') throw new Error(`The leg has no dimension ${number}.`);
    const key = [`d${number}`, rows.dimension(dimension)] as const;
    const splits = plan.dimensions[number]?.splitsNulls === true;
    return splits ? [key, [`n${number}`, rows.reason(dimension)] as const] : [key];
  });
  const aggregates = componentAggregates(plan, index, { rows, projected, dialect, share: null }).map(named);
  const picked = snapshot.is === 'carry' ? carried(pass, snapshot, rows) : latest(pass, snapshot, rows);
  const columns = [...keys, ...projected.columns, ...picked.columns];
  const values = join(columns.map(([alias, value]) => sql`${value} AS ${raw(alias)}`));
  const all = {
    rows: sql`SELECT ${values}\n  ${picked.from}${whereOf(picked.before)}`,
    names: columns.map(([alias]) => alias),
  };
  const isSplit = plan.top !== null && grouping.by.includes(plan.top.dimension);
  const inner = isSplit ? withOthers(plan, all, dialect).rows : all.rows;
  const shown = join([...shownKeys(plan, grouping.by, dialect), raw(`${grouping.id} AS g`), ...aggregates]);
  const by = keyColumns(plan, grouping.by);
  const groupBy = by.length === 0 ? raw('') : sql`\n  GROUP BY ${join(by)}`;
  return sql`SELECT ${shown} FROM (\n  ${inner}) AS s0${whereOf(picked.after)}${groupBy}`;
}

/** Rows to choose from, and the choice: conditions before and after the columns of the choice are there. */
interface Picked {
  readonly from: Sql;
  readonly columns: readonly (readonly [alias: string, value: Sql])[];
  readonly before: readonly Sql[];
  readonly after: readonly Sql[];
}

/** Chosen before the filters act: whether a row is the last of its period does not depend on what is asked about. */
function latest(
  { plan, leg, grouping, dialect }: Pass,
  snapshot: Exclude<LegSnapshot, { readonly is: 'carry' }>,
  rows: RowPrinter,
): Picked {
  const periods = grouping.by.flatMap((number) => {
    const dimension = leg.dimensions[number];
    return dimension?.is === 'calendar' ? [rows.dimension(dimension)] : [];
  });
  const { over } = snapshot;
  const column = rows.column('t0', over.column);
  const moment = snapshot.is === 'last_date' ? momentValue(column, over, true, { plan, dialect }) : column;
  const partition = snapshot.is === 'last_per' ? [...periods, rows.column('t0', snapshot.per)] : periods;
  const within = partition.length === 0 ? raw('') : sql`PARTITION BY ${join(partition)}`;
  const used = rows.where === null ? [] : [['c', rows.where] as const];
  return {
    from: rows.from,
    columns: [['z', moment], ['k', sql`max(${moment}) OVER (${within})`], ...used],
    before: rows.range === null ? [] : [rows.range],
    after: [raw('z = k'), ...(rows.where === null ? [] : [raw('c')])],
  };
}

/** Each row stands for its entity at the ends of periods until its next row, or until the limit. */
function carried(
  { plan, leg, grouping, dialect }: Pass,
  snapshot: Extract<LegSnapshot, { readonly is: 'carry' }>,
  rows: RowPrinter,
): Picked {
  const { over, per, limit, days } = snapshot;
  const grains = grouping.by.flatMap((number) => {
    const dimension = leg.dimensions[number];
    return dimension?.is === 'calendar' ? [dimension.grain] : [];
  });
  const ends = days === null ? [] : lastDays(days, grains, plan);
  if (ends.length > mostPeriods) throw tooMany(leg.dataset, ends.length);
  const source = securedSource(plan.sources, leg.dataset, dialect);
  const states = sql`SELECT DISTINCT t0.${id(per)} AS x, t0.${id(over.column)} AS z FROM ${source} AS t0 WHERE t0.${id(over.column)} IS NOT NULL`;
  const spans = sql`SELECT x, z, lead(z) OVER (PARTITION BY x ORDER BY z) AS k FROM (${states}) AS s3`;
  const day = (value: string): Sql => momentValue(raw(value), over, true, { plan, dialect });
  const same = sql`${dialect.same(raw('s1.x'), rows.column('t0', per))} AND s1.z = ${rows.column('t0', over.column)}`;
  const until = limit === null ? [] : [sql`s2.d <= ${dialect.later(day('s1.z'), 'date', limit)}`];
  return {
    from: sql`${rows.from}\n  JOIN (${spans}) AS s1 ON ${same}\n  CROSS JOIN (${dayRows(ends, dialect)}) AS s2`,
    columns: [['z', raw('s2.d')]],
    before: [
      sql`${day('s1.z')} <= s2.d`,
      sql`(s1.k IS NULL OR ${day('s1.k')} > s2.d)`,
      ...until,
      ...(rows.where === null ? [] : [rows.where]),
    ],
    after: [],
  };
}

function dayRows(days: readonly string[], dialect: Dialect): Sql {
  if (days.length === 0) return sql`SELECT ${dialect.cast(raw('NULL'), 'date')} AS d WHERE 1 = 0`;
  return join(
    days.map((day) => sql`SELECT ${dialect.cast(sql`${bind('DATE', day)}`, 'date')} AS d`),
    ' UNION ALL ',
  );
}

function whereOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('') : sql`\n  WHERE ${join(conditions, ' AND ')}`;
}

function tooMany(dataset: string, count: number): TrivetError {
  const message = `The states of ${dataset} would be carried to the ends of ${count} periods, over the limit of ${mostPeriods}.`;
  return new TrivetError('cost-exceeded', message, { hint: 'Ask for a shorter range or a coarser grain.' });
}
