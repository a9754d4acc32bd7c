import { printExpression } from '../../model/expression/print.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import { momentValue } from './compile-as-of.ts';
import type { RollupJoin, RollupName } from '../plan/leg-join.ts';
import type { Plan } from '../plan/plan.ts';
import { type PlanRollup, rollupKey } from '../plan/rollup-plan.ts';

type ColumnPrinter = (alias: string, name: string) => Sql;

interface Printing {
  readonly plan: Plan;
  readonly dialect: Dialect;
}

/** The table of a rollup, joined to a row's entity or as of the row's own time. */
export function rollupClause(made: RollupJoin, column: ColumnPrinter, { plan, dialect }: Printing): Sql {
  const { alias, from, on, fact, mode } = made;
  const source = rollupName(plan, made.rollup);
  const keys = on.map(([own, target]) => [column(from, own), raw(target)] as const);
  if (mode !== 'FACT') {
    const pairs = keys.map(([near, target]) => sql`${raw(alias)}.${target} = ${near}`);
    return sql`LEFT JOIN ${source} AS ${raw(alias)} ON ${join(pairs, ' AND ')}`;
  }
  if (fact === null) throw new Error(`${made.path.join('.')} has no time; the check should have refused it.`);
  const at = momentValue(column('t0', fact.column), fact, made.rollup.byDay, { plan, dialect });
  return dialect.asOfJoin({
    source,
    alias: raw(alias),
    keys,
    at,
    match: raw('z'),
    direction: 'backward',
    inclusive: true,
  });
}

/** The value of a joined rollup. No entity: no value. No row that says anything of it: what the rollup says is then. */
export function rollupColumn(made: RollupJoin, column: ColumnPrinter, { plan, dialect }: Printing): Sql {
  const { alias, from, entityKey, fact, mode } = made;
  const value = sql`${raw(alias)}.v`;
  const unknown = [
    ...(entityKey === null ? [] : [sql`${column(from, entityKey)} IS NULL`]),
    ...(mode === 'FACT' && fact !== null ? [sql`${column('t0', fact.column)} IS NULL`] : []),
  ];
  const rollup = rollupOf(plan, made);
  if (rollup.empty === null || mode === 'KEY') return value;
  const whens = [
    ...(unknown.length === 0 ? [] : [sql` WHEN ${join(unknown, ' OR ')} THEN NULL`]),
    sql` WHEN ${raw(alias)}.d0 IS NULL THEN ${emptyValue(rollup, dialect)}`,
  ];
  return sql`CASE${join(whens, '')} ELSE ${value} END`;
}

/** The table of a rollup: `d<n>` its keys, `v` its value, `z` when that was known. */
export function rollupName(plan: Plan, rollup: RollupName): Sql {
  return raw(`rollup${indexOf(plan, rollup)}`);
}

/** What an entity has of which no row says anything. */
function emptyValue({ empty, bands, storage }: PlanRollup, dialect: Dialect): Sql {
  if (empty === null) return raw('NULL');
  const isOfType = storage.name === 'string' ? typeof empty === 'string' : typeof empty === 'number';
  if (bands === null)
    return isOfType ? dialect.cast(sql`${empty}`, storage.name, storage.precision ?? undefined) : raw('NULL');
  return isOfType ? banded(bands, sql`${empty}`, dialect) : sql`${empty}`;
}

/** The rollup that a join looks at. */
export function rollupOf(plan: Plan, { rollup }: RollupJoin): PlanRollup {
  const found = plan.rollups[indexOf(plan, rollup)];
  if (found === undefined) throw new Error(`The plan has no rollup ${rollup.name}.`);
  return found;
}

function indexOf(plan: Plan, name: RollupName): number {
  return plan.rollups.findIndex((rollup) => rollupKey(rollup.name) === rollupKey(name));
}

/** The label of the range in which a value lies. */
export function banded(bands: NonNullable<PlanRollup['bands']>, value: Sql, dialect: Dialect): Sql {
  const branches = bands.map(({ label, condition }) => {
    const holds = printExpression(condition, { dialect, column: () => value });
    return sql`WHEN ${holds} THEN ${label}`;
  });
  return sql`CASE ${join(branches, ' ')} END`;
}
