import { columnOf, plainValue, type Table } from '../../lib/table.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import { id, raw, type Sql, sql } from '../../sql/sql.ts';
import type { LegRows, Plan } from '../plan/plan.ts';
import type { LegAccount } from '../answer/result.ts';

/** What an account under a threshold asks besides: who stands behind the rows that are used. */
export interface PersonCount {
  /** Columns of each row. */
  readonly columns: readonly Sql[];
  /** Counts over them; `used` says of a row whether it is used. */
  readonly counts: readonly Sql[];
}

export function personCount(plan: Plan, leg: LegRows, dialect: Dialect): PersonCount {
  if (thresholdOf(plan, leg) === null) return { columns: [], counts: [] };
  const person = plan.sources.get(leg.dataset)?.person ?? null;
  if (person === null)
    return { columns: [], counts: [sql`${dialect.aggregate('count', null, { where: raw('used') })} AS persons`] };
  return {
    columns: [sql`t0.${id(person)} AS person`],
    counts: [
      sql`${dialect.aggregate('count_distinct', raw('person'), { where: raw('used') })} AS persons`,
      sql`${dialect.aggregate('count', null, { where: raw('used AND person IS NULL') })} AS nobody`,
    ],
  };
}

/** Whether enough persons stand behind the rows of a leg that their number may be told. */
export function mayTellRows(plan: Plan, leg: LegRows, row: Table): boolean {
  const k = thresholdOf(plan, leg);
  if (k === null) return true;
  const number = (name: string): number => {
    const column = columnOf(row, name);
    return column === undefined ? 0 : Number(plainValue(column, 0) ?? 0);
  };
  const persons = number('persons') + (number('nobody') > 0 ? 1 : 0);
  return persons === 0 || persons >= k;
}

/** An account that tells nothing. */
export function untold(account: LegAccount): LegAccount {
  return {
    ...account,
    rowsInSource: 0,
    rowsUsed: 0,
    outsideFilter: 0,
    deleted: 0,
    deduplicated: 0,
    withheldByConsent: 0,
    nullKeyRows: 0,
    orphanRows: 0,
    asOfUnmatched: 0,
    paths: [],
    hindsight: [],
  };
}

function thresholdOf({ legs, metrics, components }: Plan, leg: LegRows): number | null {
  const found = metrics.flatMap(({ guards }) =>
    guards.flatMap(({ k, persons }) => (legs[components[persons]?.leg ?? -1] === leg ? [k] : [])),
  );
  return found.length === 0 ? null : Math.max(...found);
}
