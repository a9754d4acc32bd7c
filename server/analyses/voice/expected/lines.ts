import { sql } from '../../../sql/sql.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { isDated, pairingOf, sideSql, type SideName } from './sides.ts';

/** The mean of one side of a dimension in a quarter of a year. */
export interface LinePoint {
  readonly dimension: string;
  /** The first day of the quarter. */
  readonly quarter: string;
  readonly side: SideName;
  readonly mean: number;
  readonly n: number;
}

/** What was expected and what was given by quarter; empty where no days are known. Quarters of fewer than ten answers are left out. */
export async function readLines(context: AnalysisContext): Promise<readonly LinePoint[]> {
  if (!isDated(context)) return [];
  const points: LinePoint[] = [];
  for (const side of ['expected', 'perceived'] as const) {
    const found = await context.rows({
      title: `${side === 'expected' ? 'Expected' : 'Perceived'} by quarter`,
      sql: sql`SELECT dimension, CAST(CAST(date_trunc('quarter', day) AS DATE) AS VARCHAR) AS quarter, favg(value) AS mean,
  CAST(count(*) AS DOUBLE) AS n, CAST(count(DISTINCT person) AS DOUBLE) AS persons
FROM (
    ${sideSql(context, side, pairingOf(context))}
)
WHERE day IS NOT NULL
GROUP BY ALL
HAVING count(*) >= 10
ORDER BY dimension, quarter`,
      persons: 'persons',
    });
    for (const row of found)
      points.push({
        dimension: row.text('dimension') ?? 'none',
        quarter: row.text('quarter') ?? '',
        side,
        mean: row.number('mean'),
        n: row.number('n'),
      });
  }
  return points;
}
