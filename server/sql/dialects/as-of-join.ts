import { join, raw, type Sql, sql } from '../sql.ts';
import type { AsOfSpelling } from './dialect.ts';

/** `ASOF LEFT JOIN`, as DuckDB and ClickHouse spell it. */
export function asOfJoin({ source, alias, keys, at, match, direction, inclusive }: AsOfSpelling): Sql {
  const order = raw({ backward: '>', forward: '<' }[direction] + (inclusive ? '=' : ''));
  const equal = keys.map(([near, column]) => sql`${alias}.${column} = ${near}`);
  return sql`ASOF LEFT JOIN ${source} AS ${alias} ON ${join(equal, ' AND ')} AND ${at} ${order} ${alias}.${match}`;
}

/**
 * The same for engines without it: each row of the source is found from its own time until its neighbour's, so a row has
 * one match and an ordinary join finds it.
 */
export function asOfByNeighbours({ source, alias, keys, at, match, direction, inclusive }: AsOfSpelling): Sql {
  const isBackward = direction === 'backward';
  const by = join(keys.map(([, column]) => sql`s0.${column}`));
  const order = sql`PARTITION BY ${by} ORDER BY s0.${match} ${raw(isBackward ? 'ASC' : 'DESC')}`;
  const neighbour = raw('as_of_neighbour');
  const withNeighbour = sql`(SELECT s0.*, lead(s0.${match}) OVER (${order}) AS ${neighbour} FROM ${source} AS s0)`;
  const equal = keys.map(([near, column]) => sql`${alias}.${column} = ${near}`);
  const [near, far] = isBackward ? ['>', '<'] : ['<', '>'];
  const own = sql`${at} ${raw(near + (inclusive ? '=' : ''))} ${alias}.${match}`;
  const before = sql`${at} ${raw(far + (inclusive ? '' : '='))} ${alias}.${neighbour}`;
  const within = sql`(${alias}.${neighbour} IS NULL OR ${before})`;
  return sql`LEFT JOIN ${withNeighbour} AS ${alias} ON ${join([...equal, own, within], ' AND ')}`;
}
