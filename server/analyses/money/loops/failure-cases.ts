import { raw, type Sql, sql } from '../../../sql/sql.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { count, day } from '../../shared/leaving.ts';
import { stratumOf } from './cases.ts';

/** `first_failure` for WITH: the first failure of each customer, with the day on which it was to be made good. */
function firstFailures(context: AnalysisContext): Sql {
  const failures = context.role('failures');
  const [person, time] = [failures.column('person'), failures.column('time')];
  const wait = count(context.options.number('window') ?? 1);
  const within =
    failures.has('effort') && failures.has('effort_time')
      ? sql` AND coalesce(${day(failures.column('effort_time'))} <= ${day(time)} + ${wait}, true)`
      : raw('');
  const severity = failures.has('severity')
    ? sql`CAST(${failures.column('severity')} AS VARCHAR)`
    : sql`CAST(NULL AS VARCHAR)`;
  // Where nobody says what was done, every failure counts.
  const effort = failures.has('effort')
    ? sql`coalesce(CAST(${failures.column('effort')} AS BOOLEAN), false)${within}`
    : raw('true');
  const tie = failures.has('failure') ? sql`, ${failures.column('failure')}` : raw('');
  return sql`first_failure AS (
  SELECT ${person} AS person, ${day(time)} AS failed, ${day(time)} + ${wait} AS clock, ${severity} AS severity,
    ${effort} AS effort
  FROM ${failures.source} WHERE ${person} IS NOT NULL AND ${time} IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY ${person} ORDER BY ${time}${tie}) = 1
)`;
}

/** `cases`: failures with and without an effort, parts by severity; clocks start once the days to act are over. */
export function effortCases(context: AnalysisContext): Sql {
  const customers = context.role('customers');
  return sql`${firstFailures(context)},
cases AS (
  SELECT f.person, f.effort AS treated, f.clock, coalesce(f.severity, '–') AS part, ${stratumOf(context)} AS stratum
  FROM first_failure AS f JOIN ${customers.source} AS c ON c.${customers.column('person')} = f.person
)`;
}

/**
 * `cases`: failures that were made good, and customers without a failure so far. Their clocks start in the middle of one of
 * the quarters in which failures happened; which one is fixed by their key. Who fails later counts as one without a failure
 * until then: to leave them out would be to look ahead. Strata are quarters and covariates.
 */
export function unfailedCases(context: AnalysisContext): Sql {
  const customers = context.role('customers');
  const [person, start, end] = [customers.column('person'), customers.column('start'), customers.column('end')];
  return sql`${firstFailures(context)},
quarters AS (
  SELECT quarter, row_number() OVER (ORDER BY quarter) - 1 AS place, count(*) OVER () AS quarters
  FROM (SELECT DISTINCT CAST(date_trunc('quarter', failed) AS DATE) AS quarter FROM first_failure)
),
unfailed AS (
  SELECT c.${person} AS person, q.quarter, q.quarter + 45 AS clock
  FROM ${customers.source} AS c
  JOIN quarters AS q ON hash(CAST(c.${person} AS VARCHAR)) % q.quarters = q.place
  LEFT JOIN first_failure AS f ON f.person = c.${person}
  WHERE ${day(sql`c.${start}`)} <= q.quarter + 45 AND coalesce(${day(sql`c.${end}`)} > q.quarter + 45, true)
    AND coalesce(f.failed > q.quarter + 45, true)
),
both_groups AS (
  SELECT person, true AS treated, clock, CAST(date_trunc('quarter', failed) AS DATE) AS quarter FROM first_failure WHERE effort
  UNION ALL
  SELECT person, false, clock, quarter FROM unfailed
),
cases AS (
  SELECT b.person, b.treated, b.clock, '' AS part, ${stratumOf(context, [sql`b.quarter`])} AS stratum
  FROM both_groups AS b JOIN ${customers.source} AS c ON c.${person} = b.person
)`;
}
