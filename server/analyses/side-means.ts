import { raw, sql, type Sql } from '../sql/sql.ts';
import { clusteredMean, type ClusteredMean } from '../stats/noise/clustered-mean.ts';
import { type Answer, isAnswered, Unanswerable } from '../stats/unanswerable.ts';
import type { BoundRole } from './bind-roles.ts';
import type { AnalysisContext } from './context.ts';
import type { Outcome } from './outcome.ts';
import { type Refusal, refusal } from './refusal.ts';

/** The rows that are compared. */
export interface Compared {
  readonly role: BoundRole;
  /** What stands after FROM where it is not the role alone. */
  readonly source?: Sql;
  readonly outcome: Outcome;
  /** The column of the role that holds the outcome. */
  readonly column: string;
  /** `'first'`, `'second'` or NULL for each row. */
  readonly side: Sql;
}

/** Means of both sides, their variance between persons. */
export interface SideMeans {
  readonly first: Answer<ClusteredMean>;
  readonly second: Answer<ClusteredMean>;
  /** Sides that are left out because too few persons stand behind them. */
  readonly withheld: number;
}

/** Sides of fewer answers are not compared. */
const fewest = 10;

/** The rows on one side or the other: side, value and person, as it stands after FROM. */
export function sidedRows({ role, source = role.source, outcome, column, side }: Compared, more: Sql = raw('')): Sql {
  const person = role.has('customer') ? role.column('customer') : raw('NULL');
  return sql`(
  SELECT ${side} AS side, ${outcome.value(role.column(column))} AS value, ${person} AS person${more}
  FROM ${source}
)`;
}

/** Who a row counts for (a row without a person for itself), and how many persons are known, over rows grouped by who. */
export function personsIn(role: BoundRole): { readonly who: Sql; readonly known: Sql } {
  return role.has('customer')
    ? { who: sql`coalesce(CAST(person AS VARCHAR), 'row ' || row)`, known: sql`CAST(count(person) AS DOUBLE)` }
    : { who: sql`'row ' || row`, known: sql`CAST(count(*) AS DOUBLE)` };
}

/** Both sides with their variance between persons; a row without a person stands for itself. */
export async function sideMeans(context: AnalysisContext, compared: Compared, title: string): Promise<SideMeans> {
  const counted = personsIn(compared.role);
  const rows = await context.rows({
    title,
    sql: sql`WITH persons AS (
  SELECT side, ${counted.who} AS who, any_value(person) AS person, count(*) AS n, fsum(value) AS total
  FROM (SELECT *, row_number() OVER () AS row FROM ${sidedRows(compared)})
  WHERE side IS NOT NULL AND value IS NOT NULL
  GROUP BY side, who
)
SELECT side, CAST(count(*) AS DOUBLE) AS clusters, ${counted.known} AS persons, CAST(sum(n) AS DOUBLE) AS n, fsum(total) AS total,
  fsum(total * total) AS total_squared, fsum(total * n) AS total_times_n, CAST(sum(n * n) AS DOUBLE) AS n_squared
FROM persons
GROUP BY side
ORDER BY side`,
    persons: 'persons',
  });
  const meanOf = (side: string): Answer<ClusteredMean> => {
    const row = rows.list.find((each) => each.text('side') === side);
    if (row === undefined) return new Unanswerable('empty-group');
    return clusteredMean({
      n: row.number('n'),
      sum: row.number('total'),
      clusters: row.number('clusters'),
      sumSquared: row.number('total_squared'),
      sumTimesSize: row.number('total_times_n'),
      sizeSquared: row.number('n_squared'),
    });
  };
  return { first: meanOf('first'), second: meanOf('second'), withheld: rows.withheld };
}

/** Two sides that can be compared, or why not: too few on one of them. */
export function comparable({
  first,
  second,
}: SideMeans):
  { readonly first: ClusteredMean; readonly second: ClusteredMean } | { readonly n: number; readonly why: Refusal } {
  const n = Math.min(...[first, second].map((side) => (isAnswered(side) ? side.n : Number(side.details['n'] ?? 0))));
  if (isAnswered(first) && isAnswered(second) && n >= fewest) return { first, second };
  return { n, why: refusal('n-too-small', { n }) };
}
