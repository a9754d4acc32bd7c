import type { Dialect } from '../../sql/dialects/dialect.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import { startOfDate, startOfInstant } from './compile-period.ts';
import { rollupName } from './compile-rollup-join.ts';
import type { QueryGrain } from '../language/metric-query.ts';
import type { Plan } from '../plan/plan.ts';

/** `sizes AS (…)`: how many entities began in each period `x`, filtered by nothing. */
export function cohortSizes(plan: Plan, dialect: Dialect): readonly Sql[] {
  const { cohort } = plan;
  if (cohort === null) return [];
  const period = periodOf({ value: raw('v'), of: cohort.of, grain: cohort.grain }, plan, dialect);
  const begun = sql`SELECT ${period} AS x FROM ${rollupName(plan, cohort.rollup)} WHERE v IS NOT NULL`;
  const count = dialect.aggregate('count', null);
  return [sql`sizes AS (SELECT x, ${count} AS s FROM (${begun}) AS s0 GROUP BY x)`];
}

/** The results with the size `s` of each row's cohort; where cohorts are rolled up, of all of them. */
export function withCohortSizes(plan: Plan, results: Sql, dialect: Dialect): Sql {
  const { cohort, groupings } = plan;
  if (cohort === null) return results;
  const rolledUp = groupings.filter(({ by }) => !by.includes(cohort.dimension)).map(({ id }) => raw(String(id)));
  const whole = sql`(SELECT sum(s) FROM sizes)`;
  const own = raw('sizes.s');
  const size = rolledUp.length === 0 ? own : sql`CASE WHEN s2.g IN (${join(rolledUp)}) THEN ${whole} ELSE ${own} END`;
  const on = sql`sizes.x = s2.${raw(`d${cohort.dimension}`)}`;
  return sql`SELECT s2.*, ${dialect.cast(size, 'bigint')} AS s FROM (${results}) AS s2 LEFT JOIN sizes ON ${on}`;
}

interface Periodic {
  readonly value: Sql;
  readonly of: 'date' | 'timestamp';
  readonly grain: QueryGrain;
}

/** The first day of the period of a day or an instant. */
export function periodOf({ value, of, grain }: Periodic, plan: Plan, dialect: Dialect): Sql {
  return of === 'date' ? startOfDate(grain, value, plan, dialect) : startOfInstant(grain, value, plan, dialect);
}

/** How many periods lie between the first days of two. */
export function periodsBetween(from: Sql, to: Sql, grain: QueryGrain, dialect: Dialect): Sql {
  const unit = grain === 'FISCAL_QUARTER' ? 'MONTH' : grain === 'FISCAL_YEAR' ? 'YEAR' : grain;
  const units = dialect.scalar('date_diff', [sql`${unit.toLowerCase()}`, from, to]);
  const periods = grain === 'FISCAL_QUARTER' ? dialect.divide(units, raw('3')) : units;
  return dialect.cast(periods, 'bigint');
}
