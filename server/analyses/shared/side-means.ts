import { raw, sql, type Sql } from '../../sql/sql.ts';
import { clusteredMean, type ClusteredMean } from '../../stats/noise/clustered-mean.ts';
import { type Answer, isAnswered, Unanswerable } from '../../stats/unanswerable.ts';
import type { BoundRole } from '../run/bind-roles.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Outcome } from './outcome.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';

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

/**
 * Sums over groups of `n`, `total` and `squares` by `person`, from which the variance between persons follows. The group
 * without a person holds rows that each stand for themselves.
 */
export function personSums(role: BoundRole): Sql {
  const known = role.has('customer') ? raw('count(person)') : raw('sum(n)');
  return sql`CAST(sum(CASE WHEN person IS NULL THEN n ELSE 1 END) AS DOUBLE) AS clusters, CAST(${known} AS DOUBLE) AS persons,
  CAST(sum(n) AS DOUBLE) AS n, fsum(total) AS total, fsum(squares) AS squares,
  fsum(CASE WHEN person IS NULL THEN squares ELSE total * total END) AS total_squared,
  fsum(CASE WHEN person IS NULL THEN total ELSE total * n END) AS total_times_n,
  CAST(sum(CASE WHEN person IS NULL THEN n ELSE n * n END) AS DOUBLE) AS n_squared`;
}

/** Both sides with their variance between persons; a row without a person stands for itself. */
export async function sideMeans(context: AnalysisContext, compared: Compared, title: string): Promise<SideMeans> {
  const rows = await context.rows({
    title,
    sql: sql`WITH persons AS (
  SELECT side, person, count(*) AS n, fsum(value) AS total, fsum(value * value) AS squares
  FROM ${sidedRows(compared)}
  WHERE side IS NOT NULL AND value IS NOT NULL
  GROUP BY side, person
)
SELECT side, ${personSums(compared.role)}
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

/** That groups of too few persons were left out; null where none was. */
export function hiddenPart({ k }: BoundRole, cells: number, of: string | null = null): Refusal | null {
  return cells > 0 && k !== null ? refusal('k-anon', { k, cells }, { of }) : null;
}
