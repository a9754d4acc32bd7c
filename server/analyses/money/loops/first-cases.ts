import { raw, type Sql, sql } from '../../../sql/sql.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { count as days, day } from '../../shared/leaving.ts';
import { stratumOf } from './cases.ts';

/** `cases` for WITH: the first case of each customer, whether it was followed up in time, and the day on which the clock starts. */
export function firstCases(context: AnalysisContext): Sql {
  const [tickets, answers] = [context.role('tickets'), context.find('answers')];
  const wait = days(context.options.number('window') ?? 14);
  const person = tickets.column('person');
  if (answers === null || !answers.has('response') || !tickets.has('response'))
    return sql`first_case AS (
  SELECT ${person} AS person, ${tickets.column('opened')} AS at, ${tickets.column('closed')} AS done, '' AS score
  FROM ${tickets.source} WHERE ${person} IS NOT NULL AND ${tickets.column('opened')} IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY ${person} ORDER BY ${tickets.column('opened')}, ${tickets.column('closed')}) = 1
),
${casesFrom(context, wait)}`;
  const score = sql`CAST(${answers.column('score')} AS DOUBLE)`;
  return sql`followed_up AS (
  SELECT ${tickets.column('response')} AS response, min(${tickets.column('contacted')}) AS done
  FROM ${tickets.source} WHERE ${tickets.column('response')} IS NOT NULL GROUP BY ALL
),
low AS (
  SELECT ${answers.column('person')} AS person, ${answers.column('response')} AS response, ${answers.column('time')} AS at, ${score} AS score
  FROM ${answers.source} WHERE ${score} <= ${context.options.number('score_at_most') ?? 6} AND ${answers.column('person')} IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY ${answers.column('person')} ORDER BY ${answers.column('time')}, ${answers.column('response')}) = 1
),
first_case AS (
  SELECT l.person, l.at, f.done, CAST(l.score AS VARCHAR) AS score FROM low AS l LEFT JOIN followed_up AS f ON f.response = l.response
),
${casesFrom(context, wait)}`;
}

function casesFrom(context: AnalysisContext, wait: Sql): Sql {
  const customers = context.find('customers');
  const [joined, stratum] =
    customers === null
      ? [raw(''), sql`f.score`]
      : [
          sql` JOIN ${customers.source} AS c ON c.${customers.column('person')} = f.person`,
          stratumOf(context, [sql`f.score`]),
        ];
  return sql`cases AS (
  SELECT f.person, coalesce(${day(sql`f.done`)} <= ${day(sql`f.at`)} + ${wait}, false) AS treated, ${day(sql`f.at`)} + ${wait} AS clock,
    '' AS part, ${stratum} AS stratum
  FROM first_case AS f${joined}
)`;
}
