/** answers and what the same customers paid afterwards → moments by score and stratum, clustered by customer */
import { join, raw, type Sql, sql } from '../../../sql/sql.ts';
import type { ClusterMoments } from '../../../stats/intervals/clustered-mean.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { count } from '../../shared/leaving.ts';

export interface ScoreMoments {
  readonly score: number;
  readonly stratum: string;
  readonly moments: ClusterMoments;
}

/** Reads what was paid in the days after an answer, by score; money is summed for each customer before anything is joined to it. */
export async function moneyAfterAnswers(
  context: AnalysisContext,
): Promise<{ readonly rows: readonly ScoreMoments[]; readonly withheld: number }> {
  const isPerCustomer = context.options.text('measure') === 'per customer';
  const lag = context.options.number('lag') ?? 180;
  const { list, withheld } = await context.rows({
    title: `Money in the ${lag} days after an answer, by score`,
    sql: sql`WITH ${isPerCustomer ? perCustomer(context, count(lag)) : perPurchase(context, count(lag))}
SELECT p.score, ${stratumOf(context)} AS stratum, CAST(count(*) AS DOUBLE) AS clusters,
  fsum(p.n) AS n, fsum(p.total) AS total, fsum(p.total * p.total) AS squares, fsum(p.n * p.n) AS size_squares, fsum(p.n * p.total) AS products,
  CAST(count(DISTINCT p.person) AS DOUBLE) AS persons
FROM paid AS p${joinOf(context)}
GROUP BY ALL
ORDER BY p.score, stratum`,
    persons: 'persons',
  });
  const rows = list.map((row) => ({
    score: row.number('score'),
    stratum: row.text('stratum') ?? '',
    moments: {
      clusters: row.number('clusters'),
      n: row.number('n'),
      sum: row.number('total'),
      sumOfSquares: row.number('squares'),
      sizeSquares: row.number('size_squares'),
      products: row.number('products'),
    },
  }));
  return { rows, withheld };
}

/** Each purchase belongs to the last answer before it. */
function perPurchase(context: AnalysisContext, lag: Sql): Sql {
  return sql`${answered(context)},
purchase AS (
  ${purchases(context)}
),
paid AS (
  SELECT b.person, a.score, CAST(count(*) AS DOUBLE) AS n, fsum(b.amount) AS total
  FROM purchase AS b ASOF JOIN answered AS a ON a.person = b.person AND b.moment > a.moment
  WHERE b.moment < a.moment + to_days(${lag})
  GROUP BY ALL
)`;
}

/** The first answer of each customer that can be followed for all the days, with everything paid in them, nothing included. */
function perCustomer(context: AnalysisContext, lag: Sql): Sql {
  return sql`${answered(context)},
purchase AS (
  ${purchases(context)}
),
followed AS (
  SELECT * FROM answered WHERE moment + to_days(${lag}) <= (SELECT max(moment) FROM purchase)
  QUALIFY row_number() OVER (PARTITION BY person ORDER BY moment) = 1
),
paid AS (
  SELECT f.person, f.score, 1.0 AS n, coalesce(fsum(b.amount), 0) AS total
  FROM followed AS f LEFT JOIN purchase AS b ON b.person = f.person AND b.moment > f.moment AND b.moment < f.moment + to_days(${lag})
  GROUP BY ALL
)`;
}

/** Of two answers of a customer at one instant the higher counts. */
function answered(context: AnalysisContext): Sql {
  const answers = context.role('answers');
  const [person, time] = [answers.column('person'), answers.column('time')];
  const width = context.options.number('bin') ?? 1;
  const score = sql`CAST(${answers.column('score')} AS DOUBLE)`;
  return sql`answered AS (
  SELECT ${person} AS person, CAST(${time} AS TIMESTAMP) AS moment, max(floor(${score} / CAST(${width} AS DOUBLE)) * CAST(${width} AS DOUBLE)) AS score
  FROM ${answers.source} WHERE ${person} IS NOT NULL AND ${time} IS NOT NULL AND ${answers.column('score')} IS NOT NULL
  GROUP BY ALL
)`;
}

function purchases(context: AnalysisContext): Sql {
  const revenue = context.role('revenue');
  return sql`SELECT ${revenue.column('person')} AS person, CAST(${revenue.column('time')} AS TIMESTAMP) AS moment, CAST(${revenue.column('amount')} AS DOUBLE) AS amount
  FROM ${revenue.source} WHERE ${revenue.column('person')} IS NOT NULL AND ${revenue.column('time')} IS NOT NULL AND ${revenue.column('amount')} IS NOT NULL`;
}

function joinOf(context: AnalysisContext): Sql {
  const customers = context.find('customers');
  if (customers === null || !customers.has('covariate')) return raw('');
  const columns = customers.columns('covariate').map(({ sql: name }) => sql`coalesce(CAST(${name} AS VARCHAR), '–')`);
  return sql` JOIN (
  SELECT ${customers.column('person')} AS person, min(concat_ws(' · ', ${join(columns, ', ')})) AS stratum FROM ${customers.source} GROUP BY ALL
) AS c ON c.person = p.person`;
}

function stratumOf(context: AnalysisContext): Sql {
  return context.find('customers')?.has('covariate') === true ? raw('c.stratum') : sql`'all'`;
}
