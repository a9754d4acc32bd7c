import { columnPaths } from '../../model/expression/columns.ts';
import { plainValue, type Table } from '../../lib/table.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import { type AccountContext, counted, isHindsight, partOf } from './account-parts.ts';
import { compileSelections } from '../compile/compile.ts';
import { matches } from '../compile/compile-links.ts';
import { rollupTables } from '../compile/compile-rollup.ts';
import { rowPrinter } from '../compile/compile-rows.ts';
import { spanText } from '../language/duration.ts';
import { personCount } from '../policy/guarded-account.ts';
import type { AsOfJoin, LegJoin, PlainJoin } from '../plan/leg-join.ts';
import { pathKey } from '../plan/leg-joins.ts';
import type { LegRows, Plan } from '../plan/plan.ts';
import { operandsOf } from '../plan/plan-filter.ts';
import { joinsOfRows, selectionsOfRows } from '../resolve/read-datasets.ts';
import type { Resolved } from '../resolve/resolve.ts';
import type { Facts, LegAccount, PathAccount } from './result.ts';
import { permittedAlso, withheld } from '../policy/withheld.ts';

/** The statement that tells what became of every row of a leg's dataset: one row of counts. */
export function compileAccount(plan: Plan, leg: LegRows, dialect: Dialect): Sql {
  const told = { ...leg, joins: leg.joins.filter((made) => isTold(plan, leg, made)) };
  const rows = rowPrinter(plan, told, dialect, { countsTies: true });
  const context: AccountContext = { plan, leg, rows, dialect };
  const parts = leg.joins.map((made, index) => partOf(made, index, context));
  const unmatched = parts.flatMap((part) => part.unmatched ?? []);
  const used = rows.condition ?? raw('1 = 1');
  const behind = personCount(plan, leg, dialect);
  const selecting = leg.links.filter(({ keeps }) => keeps === 'matching');
  const outside = selecting.map((link) => sql`NOT ${rows.filter(matches(link))}`);
  const flags = [
    sql`${used} AS used`,
    sql`(${anyOf(parts.flatMap(({ noKey }) => noKey ?? []))}) AS k`,
    sql`(${anyOf(parts.flatMap(({ noMatch }) => noMatch ?? []))}) AS o`,
    ...(unmatched.length === 0 ? [] : [sql`(${anyOf(unmatched)}) AS u`]),
    ...(outside.length === 0 ? [] : [sql`(${anyOf(outside)}) AS p`]),
    ...parts.flatMap(({ columns }) => columns),
    ...behind.columns,
  ];
  const counts = [
    ...permittedAlso(plan.sources, leg.dataset, dialect),
    sql`${dialect.aggregate('count', null)} AS seen`,
    counted(raw('used'), 'used', dialect),
    counted(raw('used AND k'), 'null_keys', dialect),
    counted(raw('used AND o'), 'orphans', dialect),
    ...(unmatched.length === 0 ? [] : [counted(raw('used AND u'), 'unmatched', dialect)]),
    ...(outside.length === 0 ? [] : [counted(raw('used AND p'), 'outside', dialect)]),
    ...parts.flatMap((part) => part.counts),
    ...behind.counts,
  ];
  const selected = new Set(selectionsOfRows(leg));
  const selections = compileSelections(plan, dialect).filter((_, index) => selected.has(index));
  const tables = [...selections, ...rollupTables(plan, joinsOfRows(told), dialect)];
  const before = tables.length === 0 ? raw('') : sql`WITH ${join(tables, ',\n')}\n`;
  return sql`${before}SELECT ${join(counts)} FROM (\n  SELECT ${join(flags)}\n  ${rows.from}) AS s0`;
}

/** Whether the account needs a join: not for a rollup that says nothing of the rows' use or age. */
function isTold(plan: Plan, { where, links }: LegRows, made: LegJoin): boolean {
  if (made.is !== 'rollup' || isHindsight(plan, made) || links.length > 0) return true;
  const looked = operandsOf(where).flatMap((operand) => (operand.is === 'day' ? [] : columnPaths(operand.expression)));
  return looked.some((path) => pathKey(path.slice(0, -1)) === pathKey(made.path));
}

function anyOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('1 = 0') : join(conditions, ' OR ');
}

interface Accounted {
  readonly resolved: Resolved;
  readonly plan: Plan;
  readonly facts: Facts;
}

/** The account of a leg from the row of its statement. */
export function legAccount({ resolved, plan, facts }: Accounted, leg: LegRows, row: Table): LegAccount {
  const { model, policy } = resolved;
  const dataset = model.datasets.get(leg.dataset);
  const known = facts.datasets.get(leg.dataset);
  if (dataset === undefined || known === undefined) throw new Error(`Nothing is known of ${leg.dataset}.`);
  const number = (name: string): number => numberIn(row, name);
  return {
    leg: nameOfLeg(leg, dataset.time?.default ?? null),
    dataset: leg.dataset,
    kind: dataset.kind,
    rowsUsed: number('used'),
    outsideFilter: number('seen') - number('used'),
    ...withheld(plan.sources, known, { dataset: leg.dataset, seen: number('seen'), row, seesRules: policy.seesRules }),
    nullKeyRows: number('null_keys'),
    orphanRows: number('orphans'),
    asOfUnmatched: leg.joins.some(({ is }) => is === 'as_of') ? number('unmatched') : 0,
    outsideGroups: leg.links.some(({ keeps }) => keeps === 'matching') ? number('outside') : 0,
    paths: leg.joins.flatMap((made, index) => (made.is === 'rollup' ? [] : [pathAccount(made, index, number)])),
    hindsight: leg.joins.flatMap((made, index) =>
      isHindsight(plan, made)
        ? [{ rollup: made.rollup.name, entity: made.rollup.entity, rows: number(`hindsight${index}`) }]
        : [],
    ),
  };
}

function pathAccount(made: PlainJoin | AsOfJoin, index: number, number: (name: string) => number): PathAccount {
  const path = made.path.join('.');
  if (made.is !== 'as_of') {
    return { path, nullKeys: number(`null_keys${index}`), orphans: number(`orphans${index}`), asOf: null };
  }
  const [matched, used] = [number(`matched${index}`), number('used')];
  const asOf = {
    matched,
    unmatched: used - matched,
    reused: matched - number(`matches${index}`),
    ties: number(`ties${index}`),
    share: used === 0 ? null : matched / used,
  };
  return { path, nullKeys: 0, orphans: 0, asOf };
}

/** `orders`, or `orders by shipped_at` where it is dated by another column than its default. */
function nameOfLeg({ dataset, time, shift }: LegRows, defaultTime: string | null): string {
  const dated = time === null || time.column === defaultTime ? dataset : `${dataset} by ${time.column}`;
  return shift === null ? dated : `${dated}, ${spanText(shift.span)} earlier`;
}

function numberIn(row: Table, name: string): number {
  const column = row.columns.find((candidate) => candidate.name === name);
  const value = column === undefined ? null : plainValue(column, 0);
  if (typeof value !== 'number') throw new Error(`The account has no ${name}.`);
  return value;
}
