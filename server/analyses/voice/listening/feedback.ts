import { bind, sql } from '../../../sql/sql.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { postsSql } from './coverage.ts';

/** What came in from the posts of a phase. */
export interface Feedback {
  readonly phase: string;
  readonly answers: number;
  /** From the customer’s last event there to the middle answer; null where no answer follows an event. */
  readonly latencyHours: number | null;
  /** From the last answer to the last day of the data, not below 0. */
  readonly ageDays: number;
}

const fewest = 10;

/** Answers by phase of their post; phases with answers of fewer than 10 customers are left out. */
export async function readFeedback(context: AnalysisContext, lastDay: string): Promise<readonly Feedback[]> {
  const [responses, events] = [context.find('responses'), context.role('events')];
  if (responses === null) return [];
  const days = context.options.number('answer_days') ?? 90;
  const rows = await context.rows({
    title: 'Answers by phase: how soon after the event, and how long ago',
    sql: sql`WITH post_places AS (${postsSql(context, { knownPhase: true })}
), answer_rows AS (
  SELECT CAST(r.${responses.column('customer')} AS VARCHAR) AS customer, CAST(r.${responses.column('at')} AS TIMESTAMP) AS answered, post_places.touchpoint, post_places.phase
  FROM ${responses.source} AS r JOIN post_places ON post_places.post = CAST(r.${responses.column('post')} AS VARCHAR)
  WHERE post_places.phase IS NOT NULL AND r.${responses.column('at')} IS NOT NULL
), touched_rows AS (
  SELECT CAST(${events.column('customer')} AS VARCHAR) AS customer, CAST(${events.column('touchpoint')} AS VARCHAR) AS touchpoint, CAST(${events.column('phase')} AS VARCHAR) AS phase, CAST(${events.column('at')} AS TIMESTAMP) AS happened
  FROM ${events.source}
  WHERE ${events.column('at')} IS NOT NULL
), answers_matched AS (
  SELECT answer_rows.*, date_diff('second', happened, answered) / 3600 AS hours
  FROM answer_rows ASOF LEFT JOIN touched_rows
    ON touched_rows.customer = answer_rows.customer AND touched_rows.touchpoint = answer_rows.touchpoint AND touched_rows.phase = answer_rows.phase
    AND touched_rows.happened <= answer_rows.answered
)
SELECT
  phase,
  CAST(count(*) AS DOUBLE) AS answers,
  CAST(count(DISTINCT customer) AS DOUBLE) AS customers,
  median(hours) FILTER (WHERE hours <= ${24 * days}) AS latency,
  CAST(greatest(0, date_diff('day', CAST(max(answered) AS DATE), ${bind('DATE', lastDay)})) AS DOUBLE) AS age
FROM answers_matched
GROUP BY ALL
ORDER BY phase`,
    persons: 'customers',
  });
  return rows.list
    .filter((row) => row.number('customers') >= fewest)
    .map((row) => ({
      phase: row.text('phase') ?? '',
      answers: row.number('answers'),
      latencyHours: row.maybe('latency'),
      ageDays: row.number('age'),
    }));
}
