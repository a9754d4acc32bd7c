import type { Dialect } from '../../sql/dialects/dialect.ts';
import { id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { AsOfJoin, Moment, RowOrder } from '../plan/leg-join.ts';
import type { Plan } from '../plan/plan.ts';
import { securedSource } from '../policy/secured-source.ts';

interface Printing {
  readonly plan: Plan;
  readonly dialect: Dialect;
}

type ColumnPrinter = (alias: string, name: string) => Sql;

/**
 * The target reduced to one row for each key and moment, joined as of the near row's own moment. The reduction makes the
 * match the same on every run: an engine's own choice among rows of one moment is not.
 */
export function asOfClause(
  made: AsOfJoin,
  column: ColumnPrinter,
  { plan, dialect, countsTies }: Printing & { readonly countsTies: boolean },
): Sql {
  const { alias, from, on, at, match, direction, inclusive, suffix } = made;
  const byDay = at.type !== match.type;
  const moment = sql`${id(`v${suffix}`)}`;
  return dialect.asOfJoin({
    source: reduced(made, { plan, dialect, countsTies }),
    alias: raw(alias),
    keys: on.map(([own, target]) => [column(from, own), id(target)] as const),
    at: momentValue(column(from, at.column), at, byDay, { plan, dialect }),
    match: moment,
    direction,
    inclusive,
  });
}

/** How many rows of one moment a matched row was taken from, where the join counts them. */
export function tiesOf({ alias, suffix }: AsOfJoin): Sql {
  return sql`${raw(alias)}.${id(`c${suffix}`)}`;
}

/** What tells matched rows of the target apart. */
export function matchOf({ alias, on, suffix }: AsOfJoin): Sql {
  const parts = [...on.map(([, target]) => target), `v${suffix}`].map((name) => sql`${raw(alias)}.${id(name)}`);
  return sql`(${join(parts)})`;
}

/** Whether the matched row lies within the tolerance. */
export function fitsWithin(made: AsOfJoin, column: ColumnPrinter, { plan, dialect }: Printing): Sql {
  const { alias, from, at, match, direction, within, suffix } = made;
  if (within === null) throw new Error(`The join ${made.path.join('.')} has no tolerance.`);
  const type = at.type === match.type ? at.type : 'date';
  const own = momentValue(column(from, at.column), at, at.type !== match.type, { plan, dialect });
  const found = sql`${raw(alias)}.${id(`v${suffix}`)}`;
  return direction === 'backward'
    ? sql`${own} <= ${dialect.later(found, type, within)}`
    : sql`${found} <= ${dialect.later(own, type, within)}`;
}

/** An order of rows; texts by what they say, not by how an engine keeps them. */
export function rowOrders(orders: readonly RowOrder[], alias: string, dialect: Dialect): Sql {
  return join(
    orders.map(({ column, direction, isText }) => {
      const value = sql`${raw(alias)}.${id(column)}`;
      return dialect.orderBy(isText ? dialect.cast(value, 'string') : value, direction, 'LAST');
    }),
  );
}

/** A moment as it is compared: where one side knows only the day, both are days of the query's zone. */
export function momentValue(value: Sql, { type }: Moment, byDay: boolean, { plan, dialect }: Printing): Sql {
  if (type === 'date' || !byDay) return value;
  return dialect.truncate('DAY', value, { zone: plan.zone, weekStart: plan.weekStart });
}

function reduced(made: AsOfJoin, { plan, dialect, countsTies }: Printing & { readonly countsTies: boolean }): Sql {
  const { on, at, match, direction, ties, suffix } = made;
  const [rank, moment, count] = [`k${suffix}`, `v${suffix}`, `c${suffix}`].map((name) => id(name)) as [Sql, Sql, Sql];
  const value = momentValue(sql`s0.${id(match.column)}`, match, at.type !== match.type, { plan, dialect });
  const partition = sql`PARTITION BY ${join([...on.map(([, target]) => sql`s0.${id(target)}`), value])}`;
  const nearest: RowOrder = {
    column: match.column,
    direction: direction === 'backward' ? 'DESC' : 'ASC',
    isText: false,
  };
  const order = sql`${partition} ORDER BY ${rowOrders([nearest, ...ties], 's0', dialect)}`;
  const present = [...on.map(([, target]) => target), match.column].map((name) => sql`s0.${id(name)} IS NOT NULL`);
  const counted = countsTies ? sql`, count(*) OVER (${partition}) AS ${count}` : raw('');
  const source = securedSource(plan.sources, made.dataset, dialect);
  const ranked = sql`SELECT s0.*, ${dialect.known(value)} AS ${moment}, row_number() OVER (${order}) AS ${rank}${counted} FROM ${source} AS s0 WHERE ${join(present, ' AND ')}`;
  return sql`(SELECT * FROM (${ranked}) AS s1 WHERE ${rank} = 1)`;
}
