/** values of people who may stand several times → sums a group, and what they are worth as independent values */
import { join, type Sql, sql } from '../../sql/sql.ts';
import { effectiveAnswers } from '../../stats/intervals/design-effect.ts';
import { type Interval } from '../../stats/intervals/interval.ts';
import type { Sums } from '../../stats/intervals/mean-interval.ts';
import { wilson } from '../../stats/intervals/wilson.ts';
import type { Row } from '../contract/context.ts';

/** What the values of a group add up to, and how many they are worth where people stand several times. */
export interface Repeated extends Sums {
  /** People who are known; 0 where nobody says who they are. */
  readonly persons: number;
  /** At most n: n reduced by how far values of the same person go together. */
  readonly worth: number;
}

/**
 * One row a group of `by`: n, persons, and the sums that `repeatedIn` reads, from rows with the columns of `by`, `value` (a
 * number) and `person` (empty where nobody says who it is: then each row stands for itself).
 */
export function repeatedSums(by: readonly Sql[], rows: Sql): Sql {
  const columns = join(by);
  return sql`SELECT ${columns},
  CAST(fsum(n) AS DOUBLE) AS n,
  CAST(count(*) FILTER (is_known) AS DOUBLE) AS persons,
  CAST(count(*) AS DOUBLE) AS clusters,
  fsum(total) AS total,
  fsum(squares) AS squares,
  fsum(n * n) AS size_squares,
  fsum(total * total) AS total_squares,
  fsum(n * total) AS products
FROM (
  SELECT ${columns}, who, bool_or(person IS NOT NULL) AS is_known, CAST(count(*) AS DOUBLE) AS n, fsum(value) AS total, fsum(value * value) AS squares
  FROM (SELECT *, coalesce(CAST(person AS VARCHAR), concat('nobody ', row_number() OVER ())) AS who FROM (
    ${rows}
  ) WHERE value IS NOT NULL)
  GROUP BY ALL
)
GROUP BY ALL
ORDER BY ${columns}`;
}

/** Reads a row of `repeatedSums`. */
export function repeatedIn(row: Row): Repeated {
  const [n, sum, sumOfSquares] = [row.number('n'), row.number('total'), row.number('squares')];
  const moments = {
    clusters: row.number('clusters'),
    n,
    sum,
    sumOfSquares: row.number('total_squares'),
    sizeSquares: row.number('size_squares'),
    products: row.number('products'),
  };
  return { n, persons: row.number('persons'), sum, sumOfSquares, worth: effectiveAnswers(moments, sumOfSquares) };
}

/** The sums scaled down to what they are worth, for methods that take independent values. */
export function worthOf({ n, sum, sumOfSquares, worth }: Repeated): Sums {
  const scale = worth / n;
  return { n: worth, sum: sum * scale, sumOfSquares: sumOfSquares * scale };
}

/** Wilson's interval of a share of values 0 and 1, for as many as they are worth. */
export function repeatedShare(repeated: Repeated): Interval | null {
  const { n, sum } = worthOf(repeated);
  return wilson(sum, n);
}

/** The name of a method, with what n was reduced to. */
export function methodFor(method: string, ...sides: readonly Repeated[]): string {
  const reduced = sides.some(({ n, worth }) => worth < n);
  return reduced ? `${method}, n reduced for repeated values of the same people` : method;
}
