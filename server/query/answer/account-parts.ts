import type { Dialect } from '../../sql/dialects/dialect.ts';
import { raw, type Sql, sql } from '../../sql/sql.ts';
import { matchOf, momentValue, tiesOf } from '../compile/compile-as-of.ts';
import type { Gaps } from '../compile/compile-joins.ts';
import { rollupOf } from '../compile/compile-rollup-join.ts';
import type { RowPrinter } from '../compile/compile-rows.ts';
import type { AsOfJoin, LegJoin, Moment, PlainJoin, RollupJoin } from '../plan/leg-join.ts';
import type { LegRows, Plan } from '../plan/plan.ts';

/** What the parts of an account are spelled with. */
export interface AccountContext {
  readonly plan: Plan;
  readonly leg: LegRows;
  readonly rows: RowPrinter;
  readonly dialect: Dialect;
}

/** What the account asks about one join: conditions, columns of each row, and counts over them. */
interface AccountPart {
  readonly noKey?: Sql;
  readonly noMatch?: Sql;
  readonly unmatched?: Sql;
  readonly columns: readonly Sql[];
  readonly counts: readonly Sql[];
}

/** The part of one join; those of a rollup count the rows that were classed by what came only later. */
export function partOf(made: LegJoin, index: number, context: AccountContext): AccountPart {
  if (made.is === 'as_of') return asOfPart(made, index, context);
  return made.is === 'plain' ? keyPart(made, index, context) : hindsightPart(made, index, context);
}

/** Whether it can be told of a join which rows are older than what it says of them. */
export function isHindsight(plan: Plan, made: LegJoin): made is RollupJoin & { readonly fact: Moment } {
  return made.is === 'rollup' && made.mode === 'END' && made.fact !== null && rollupOf(plan, made).time !== null;
}

function hindsightPart(made: RollupJoin, index: number, { plan, rows, dialect }: AccountContext): AccountPart {
  const { time } = rollupOf(plan, made);
  if (!isHindsight(plan, made) || time === null) return { columns: [], counts: [] };
  const byDay = time.type !== made.fact.type;
  const own = momentValue(rows.column('t0', made.fact.column), made.fact, byDay, { plan, dialect });
  const known = momentValue(sql`${raw(made.alias)}.z`, time, byDay, { plan, dialect });
  const flag = `h${index}`;
  return {
    columns: [sql`(${own} < ${known}) AS ${raw(flag)}`],
    counts: [counted(raw(`used AND ${flag}`), `hindsight${index}`, dialect)],
  };
}

function keyPart(made: PlainJoin, index: number, { leg, rows, dialect }: AccountContext): AccountPart {
  const { noKey, noMatch } = ownGaps(made, leg, rows);
  return {
    noKey,
    noMatch,
    columns: [sql`(${noKey}) AS ${raw(`k${index}`)}`, sql`(${noMatch}) AS ${raw(`o${index}`)}`],
    counts: [
      counted(raw(`used AND k${index}`), `null_keys${index}`, dialect),
      counted(raw(`used AND o${index}`), `orphans${index}`, dialect),
    ],
  };
}

function asOfPart(made: AsOfJoin, index: number, { rows, dialect }: AccountContext): AccountPart {
  const { noKey, noMatch } = rows.gaps(made);
  const unmatched = sql`(${noKey} OR ${noMatch})`;
  const [flag, match, ties] = [`u${index}`, `x${index}`, `c${index}`];
  const matched = raw(`used AND NOT ${flag}`);
  return {
    unmatched,
    columns: [
      sql`${unmatched} AS ${raw(flag)}`,
      sql`${matchOf(made)} AS ${raw(match)}`,
      sql`${tiesOf(made)} AS ${raw(ties)}`,
    ],
    counts: [
      counted(matched, `matched${index}`, dialect),
      sql`${dialect.aggregate('count_distinct', raw(match), { where: matched })} AS ${raw(`matches${index}`)}`,
      counted(sql`${matched} AND ${raw(ties)} > 1`, `ties${index}`, dialect),
    ],
  };
}

/** A count of the rows for which something holds. */
export function counted(condition: Sql, name: string, dialect: Dialect): Sql {
  return sql`${dialect.aggregate('count', null, { where: condition })} AS ${raw(name)}`;
}

/** A gap of one hop alone: a hop behind a gap has none of its own. */
function ownGaps(made: LegJoin, leg: LegRows, rows: RowPrinter): Gaps {
  const { noKey, noMatch } = rows.gaps(made);
  const before = leg.joins.find(({ alias }) => alias === made.from);
  const near = before === undefined ? raw('') : sql` AND NOT (${rows.gaps(before).noMatch})`;
  return { noKey: sql`${noKey}${near}`, noMatch: sql`NOT ${noKey} AND ${noMatch}${near}` };
}
