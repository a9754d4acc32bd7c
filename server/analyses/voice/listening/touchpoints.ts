import { sql } from '../../../sql/sql.ts';
import type { AnalysisContext } from '../../contract/context.ts';

export interface Touchpoint {
  readonly touchpoint: string;
  readonly name: string;
  readonly critical: boolean;
}

/** All touchpoints that are known of: those of the role, else none. */
export async function readTouchpoints(context: AnalysisContext): Promise<readonly Touchpoint[]> {
  const touchpoints = context.find('touchpoints');
  if (touchpoints === null) return [];
  const key = touchpoints.column('touchpoint');
  const name = touchpoints.has('name') ? touchpoints.column('name') : key;
  const critical = touchpoints.has('critical') ? touchpoints.column('critical') : sql`false`;
  const rows = await context.rows({
    title: 'Touchpoints',
    sql: sql`SELECT CAST(${key} AS VARCHAR) AS touchpoint, CAST(min(${name}) AS VARCHAR) AS name, coalesce(bool_or(${critical}), false) AS critical
FROM ${touchpoints.source}
WHERE ${key} IS NOT NULL
GROUP BY ALL
ORDER BY touchpoint`,
  });
  return rows.list.map((row) => ({
    touchpoint: row.text('touchpoint') ?? '',
    name: row.text('name') ?? row.text('touchpoint') ?? '',
    critical: row.value('critical') === true,
  }));
}
