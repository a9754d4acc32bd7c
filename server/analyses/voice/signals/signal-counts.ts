/** signals as yes or no → how often each was detected, and by which version */
import { type Sql, sql } from '../../../sql/sql.ts';
import type { BoundRole } from '../../run/bind-roles.ts';
import type { AnalysisContext } from '../../contract/context.ts';

/** One kind of signal: interactions that were looked at, those in which it was detected. */
export interface SignalCount {
  readonly signal: string;
  readonly n: number;
  readonly detected: number;
  /** Persons behind them. */
  readonly persons: number;
  /** Versions of the detector that looked. */
  readonly versions: number;
  /** Rows that say neither yes nor no. */
  readonly unknown: number;
}

/** Counts by signal, the commonest first. Without a column that tells signals apart there is one. */
export async function signalCounts(context: AnalysisContext): Promise<readonly SignalCount[]> {
  const signals = context.role('signals');
  const interaction = signals.column('interaction');
  const version = signals.has('version') ? sql`count(DISTINCT ${signals.column('version')})` : sql`1`;
  const rows = await context.rows({
    title: 'Interactions and detections, by signal',
    persons: 'persons',
    sql: sql`SELECT ${signalOf(signals)} AS signal,
  CAST(count(DISTINCT ${interaction}) FILTER (WHERE ${signals.column('present')} IS NOT NULL) AS DOUBLE) AS n,
  CAST(count(DISTINCT ${interaction}) FILTER (WHERE ${signals.column('present')}) AS DOUBLE) AS detected,
  CAST(count(DISTINCT ${personOf(signals)}) AS DOUBLE) AS persons,
  CAST(${version} AS DOUBLE) AS versions,
  CAST(count(*) FILTER (WHERE ${signals.column('present')} IS NULL) AS DOUBLE) AS unknown
FROM ${signals.source}
WHERE ${interaction} IS NOT NULL
GROUP BY ALL
ORDER BY n DESC, signal`,
  });
  return rows.list.map((row) => ({
    signal: row.text('signal') ?? 'signal',
    n: row.number('n'),
    detected: row.number('detected'),
    persons: row.number('persons'),
    versions: row.number('versions'),
    unknown: row.number('unknown'),
  }));
}

/** Values of a column that is not yes or no, for the refusal: the largest. */
export async function largestValue(context: AnalysisContext, role: BoundRole, column: string): Promise<string> {
  const rows = await context.rows({
    title: `What ${role.name} holds instead of yes and no`,
    persons: 'persons',
    sql: sql`SELECT CAST(max(${role.column(column)}) AS VARCHAR) AS largest, CAST(count(*) AS DOUBLE) AS persons FROM ${role.source}`,
  });
  return rows.list[0]?.text('largest') ?? 'these';
}

/** Interactions that were looked at for one signal: `interaction`, and whether it was `found`. */
export function detections(signals: BoundRole, signal: string): Sql {
  return sql`SELECT ${signals.column('interaction')} AS interaction, bool_or(${signals.column('present')}) AS found
  FROM ${signals.source}
  WHERE ${isSignal(signals, signal)} AND ${signals.column('present')} IS NOT NULL
  GROUP BY ALL`;
}

/** Whether a row of signals or labels is about this signal. */
export function isSignal(role: BoundRole, signal: string): Sql {
  return role.has('signal') ? sql`CAST(${role.column('signal')} AS VARCHAR) = ${signal}` : sql`TRUE`;
}

/** Who a row is about; somebody unknown counts by the interaction. */
export function personOf(signals: BoundRole): Sql {
  const interaction = sql`CAST(${signals.column('interaction')} AS VARCHAR)`;
  return signals.has('person')
    ? sql`coalesce(CAST(${signals.column('person')} AS VARCHAR), ${interaction})`
    : interaction;
}

function signalOf(signals: BoundRole): Sql {
  return signals.has('signal') ? sql`CAST(${signals.column('signal')} AS VARCHAR)` : sql`'signal'`;
}
