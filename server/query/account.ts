import { plainValue, type Table } from '../lib/table.ts';
import type { Model } from '../model/model.ts';
import type { Dialect } from '../sql/dialects/dialect.ts';
import { join, raw, type Sql, sql } from '../sql/sql.ts';
import { joinGaps, rowPrinter } from './compile-rows.ts';
import type { Leg, Plan } from './plan.ts';
import type { Facts, LegAccount } from './result.ts';

/** The statement that tells what became of every row of a leg's dataset: one row of counts. */
export function compileAccount(plan: Plan, leg: Leg, dialect: Dialect): Sql {
  const rows = rowPrinter(plan, leg, dialect);
  const gaps = leg.joins.map(gapsOf(leg));
  const used = rows.condition ?? raw('1 = 1');
  const count = (condition: Sql, name: string): Sql =>
    sql`${dialect.aggregate('count', null, { where: condition })} AS ${raw(name)}`;
  const flags = [
    sql`${used} AS used`,
    sql`(${anyOf(gaps.map(({ noKey }) => noKey))}) AS k`,
    sql`(${anyOf(gaps.map(({ noMatch }) => noMatch))}) AS o`,
    ...gaps.flatMap(({ noKey, noMatch }, index) => [
      sql`(${noKey}) AS ${raw(`k${index}`)}`,
      sql`(${noMatch}) AS ${raw(`o${index}`)}`,
    ]),
  ];
  const counts = [
    sql`${dialect.aggregate('count', null)} AS seen`,
    count(raw('used'), 'used'),
    count(raw('used AND k'), 'null_keys'),
    count(raw('used AND o'), 'orphans'),
    ...gaps.flatMap((_, index) => [
      count(raw(`used AND k${index}`), `null_keys${index}`),
      count(raw(`used AND o${index}`), `orphans${index}`),
    ]),
  ];
  return sql`SELECT ${join(counts)} FROM (\n  SELECT ${join(flags)}\n  ${rows.from}) AS s0`;
}

function anyOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('1 = 0') : join(conditions, ' OR ');
}

/** The account of a leg from the row of its statement. */
export function legAccount(model: Model, facts: Facts, leg: Leg, row: Table): LegAccount {
  const dataset = model.datasets.get(leg.dataset);
  const known = facts.datasets.get(leg.dataset);
  if (dataset === undefined || known === undefined) throw new Error(`Nothing is known of ${leg.dataset}.`);
  const number = (name: string): number => numberIn(row, name);
  return {
    leg: nameOfLeg(leg, dataset.time?.default ?? null),
    dataset: leg.dataset,
    kind: dataset.kind,
    rowsInSource: known.rowsInSource,
    rowsUsed: number('used'),
    outsideFilter: number('seen') - number('used'),
    deleted: known.deleted,
    deduplicated: known.deduplicated,
    withheldByConsent: 0,
    nullKeyRows: number('null_keys'),
    orphanRows: number('orphans'),
    paths: leg.joins.map(({ path }, index) => ({
      path: path.join('.'),
      nullKeys: number(`null_keys${index}`),
      orphans: number(`orphans${index}`),
    })),
  };
}

/** `orders`, or `orders by shipped_at` where it is dated by another column than its default. */
function nameOfLeg({ dataset, time }: Leg, defaultTime: string | null): string {
  return time === null || time.column === defaultTime ? dataset : `${dataset} by ${time.column}`;
}

/** A gap of one hop alone: a hop behind a gap has none of its own. */
function gapsOf(leg: Leg): (made: Leg['joins'][number]) => { readonly noKey: Sql; readonly noMatch: Sql } {
  return (made) => {
    const { noKey, noMatch } = joinGaps(made);
    const before = leg.joins.find(({ alias }) => alias === made.from);
    const target = before?.on[0]?.[1];
    const isThere = before === undefined || target === undefined ? null : sql`NOT (${joinGaps(before).noMatch})`;
    const near = isThere === null ? raw('') : sql` AND ${isThere}`;
    return { noKey: sql`${noKey}${near}`, noMatch: sql`NOT ${noKey} AND ${noMatch}${near}` };
  };
}

function numberIn(row: Table, name: string): number {
  const column = row.columns.find((candidate) => candidate.name === name);
  const value = column === undefined ? null : plainValue(column, 0);
  if (typeof value !== 'number') throw new Error(`The account has no ${name}.`);
  return value;
}
