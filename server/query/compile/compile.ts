import type { Dialect } from '../../sql/dialects/dialect.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import { cohortSizes, withCohortSizes } from './compile-cohort.ts';
import { compileFilter, plainPrinter } from './compile-filter.ts';
import { compileLeg, keyColumns } from './compile-leg.ts';
import { mergeLegs } from './compile-merge.ts';
import { compileChange, compileCount, compileMetric, coverageColumns } from './compile-metric.ts';
import { rollupTables } from './compile-rollup.ts';
import { compileSnapshot } from './compile-snapshot.ts';
import { compileStacked } from './compile-stacked.ts';
import type { Leg, Plan, PlanMetric, PlanOrder, ResultOperand } from '../plan/plan.ts';
import { joinsOfPlan } from '../resolve/read-datasets.ts';
import { isGuarded, mostGuarded } from '../policy/suppress.ts';

/**
 * Plan → one statement: legs aggregate (`m`), are stacked (`a`) and merged (`b`) and turned into metrics (`r`). Pure: same
 * plan, same bytes.
 */
export function compilePlan(plan: Plan, dialect: Dialect): Sql {
  return sql`WITH ${join(tablesOf(plan, dialect), ',\n')}\n${answer(plan, dialect)}`;
}

/** The tables of a plan up to its metrics. */
function tablesOf(plan: Plan, dialect: Dialect): readonly Sql[] {
  const legs = plan.legs.map((leg, index) => sql`${raw(`leg${index}`)} AS (${compileOne(plan, leg, index, dialect)})`);
  return [
    ...compileSelections(plan, dialect),
    ...rollupTables(plan, joinsOfPlan(plan), dialect),
    ...(plan.top === null ? [] : [topTable(plan.top.ranking, dialect)]),
    ...legs,
    ...mergeLegs(plan, dialect),
    ...cohortSizes(plan, dialect),
    sql`result AS (${withCohortSizes(plan, results(plan, dialect), dialect)})`,
  ];
}

/** The keys `k0 …` that each selection of a plan finds, as tables of a WITH; conditions on rows name them. */
export function compileSelections({ selections }: Plan, dialect: Dialect): readonly Sql[] {
  return selections.map(({ plan }, index) => {
    const keys = plan.dimensions.map((_, number) => raw(`d${number} AS k${number}`));
    const having = plan.having === null ? raw('') : sql` WHERE ${compileFilter(plan.having, dialect, resultPrinter)}`;
    const tables = join(tablesOf(plan, dialect), ',\n');
    return sql`${raw(`keys${index}`)} AS (WITH ${tables}\nSELECT ${join(keys)} FROM result${having})`;
  });
}

/** The first values `d0` of a dimension, with the reasons `n0` of a missing one; ties by the values. */
function topTable(ranking: Plan, dialect: Dialect): Sql {
  const keys = join(keyColumns(ranking));
  const tables = join(tablesOf(ranking, dialect), ',\n');
  const first = sql`SELECT ${keys} FROM result${orderClause(ranking, dialect)}\n${dialect.limit(ranking.limit)}`;
  return sql`top0 AS (WITH ${tables}\n${first})`;
}

function compileOne(plan: Plan, { snapshot, also }: Leg, index: number, dialect: Dialect): Sql {
  if (snapshot !== null) return compileSnapshot(plan, index, dialect);
  return also.length > 0 ? compileStacked(plan, index, dialect) : compileLeg(plan, index, dialect);
}

/** Components whose merged value is part of what the engine returns: those of intervals and counts. */
function shownComponents({ metrics }: Plan): readonly number[] {
  const shown = metrics.flatMap(({ interval, count, guards }) => [
    ...(interval?.of ?? []),
    ...(count === null ? [] : [count]),
    ...guards.flatMap(({ persons, unknown, rows }) => [persons, rows, ...(unknown === null ? [] : [unknown])]),
  ]);
  return [...new Set(shown)].sort((a, b) => a - b);
}

/** Whether rows carry their rank `k`, because totals or a first part left out make the engine's own limit wrong. */
function isRanked({ groupings, offset }: Plan): boolean {
  return groupings.length > 1 || offset > 0;
}

function results(plan: Plan, dialect: Dialect): Sql {
  const values = plan.metrics.flatMap((metric, index) =>
    isChange(metric) ? [] : [sql`${compileMetric(plan, metric, dialect)} AS ${raw(`r${index}`)}`],
  );
  const coverage = coverageColumns(plan, dialect);
  const from = coverage.length === 0 ? raw('merged') : sql`(SELECT *, ${join(coverage)} FROM merged) AS s0`;
  const counts = new Set(plan.metrics.flatMap(({ count }) => count ?? []));
  const components = shownComponents(plan).map((number) =>
    counts.has(number) ? sql`${compileCount(plan, number, dialect)} AS ${raw(`b${number}`)}` : raw(`b${number}`),
  );
  const columns = [...keyColumns(plan), raw('g'), ...components, ...values];
  const { top } = plan;
  const hasOthers = top === null || top.keepsOthers;
  const kept = hasOthers ? raw('') : raw(` WHERE (o${top.dimension} IS NULL OR o${top.dimension} = 0)`);
  const plain = sql`SELECT ${join(columns)} FROM ${from}${kept}`;
  const changes = plan.metrics.flatMap((metric, index) => {
    const { compared } = metric;
    if (compared === null || compared.is === 'VALUE') return [];
    return [sql`${compileChange(compared, metric, dialect)} AS ${raw(`r${index}`)}`];
  });
  return changes.length === 0 ? plain : sql`SELECT s1.*, ${join(changes)} FROM (${plain}) AS s1`;
}

function isChange({ compared }: PlanMetric): boolean {
  return compared !== null && compared.is !== 'VALUE';
}

function carried(plan: Plan): Sql[] {
  return [...keyColumns(plan), raw('g'), ...shownComponents(plan).map((number) => raw(`b${number}`))];
}

function answer(plan: Plan, dialect: Dialect): Sql {
  const sizes = plan.cohort === null ? [] : [raw('s')];
  const columns = [...carried(plan), ...plan.metrics.map((_, index) => raw(`r${index}`)), ...sizes];
  if (isGuarded(plan)) {
    const every = sql`SELECT ${join([...columns, raw('count(*) OVER () AS c')])} FROM result`;
    return sql`${every} ORDER BY ${join([raw('g'), ...ties(plan, dialect)])}\n${dialect.limit(mostGuarded + 1)}`;
  }
  const having = plan.having === null ? null : compileFilter(plan.having, dialect, resultPrinter);
  if (!isRanked(plan)) {
    const where = having === null ? raw('') : sql` WHERE ${having}`;
    const counted = join([...columns, raw('count(*) OVER () AS c')]);
    return sql`SELECT ${counted} FROM result${where}${orderClause(plan, dialect)}\n${dialect.limit(plan.limit)}`;
  }
  const count = dialect.cast(raw('sum(CASE WHEN g = 0 THEN 1 ELSE 0 END) OVER ()'), 'bigint');
  const rank = sql`row_number() OVER (PARTITION BY g${orderClause(plan, dialect)}) AS k`;
  const where = having === null ? raw('') : sql` WHERE g <> 0 OR ${having}`;
  const ranked = sql`SELECT ${join([...columns, rank, sql`${count} AS c`])} FROM result${where}`;
  const [first, last] = [raw(String(plan.offset)), raw(String(plan.offset + plan.limit))];
  // The first row stays for its count of all rows, also where it is itself left out.
  const page = sql`g <> 0 OR k = 1 OR (k > ${first} AND k <= ${last})`;
  return sql`SELECT ${join([...columns, raw('k'), raw('c')])} FROM (${ranked}) AS s1 WHERE ${page} ORDER BY g, k`;
}

function operand({ is, index }: ResultOperand): Sql {
  return raw(`${is === 'metric' ? 'r' : 'b'}${index}`);
}

function ordered({ is, index }: PlanOrder['by']): Sql {
  if (is === 'dimension') return raw(`d${index}`);
  return is === 'others' ? raw(`o${index}`) : operand({ is, index });
}

const resultPrinter = plainPrinter(operand);

/** As asked, then by every dimension, so that no order is left to chance. */
function orderClause(plan: Plan, dialect: Dialect): Sql {
  const asked = plan.order.map(({ by, direction, nulls }) => {
    return dialect.orderBy(ordered(by), direction, nulls);
  });
  const all = [...asked, ...ties(plan, dialect)];
  return all.length === 0 ? raw('') : sql` ORDER BY ${join(all)}`;
}

function ties(plan: Plan, dialect: Dialect): Sql[] {
  return keyColumns(plan).map((key) => dialect.orderBy(key, 'ASC', 'LAST'));
}
