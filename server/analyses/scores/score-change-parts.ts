import { type Parameter, raw, sql, type Sql } from '../../sql/sql.ts';
import type { ClusteredMean } from '../../stats/noise/clustered-mean.ts';
import { expectedReturn } from '../../stats/noise/expected-return.ts';
import { pairedChange, type PairedChange } from '../../stats/noise/paired-sums.ts';
import type { Decomposition } from '../../stats/mix/kitagawa.ts';
import type { ZDifference } from '../../stats/noise/z-difference.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { BoundRole } from '../run/bind-roles.ts';
import type { AnalysisContext } from '../contract/context.ts';
import { isOutside, type Outcome } from '../shared/outcome.ts';
import { baselinePoints, type Series } from './score-series.ts';
import { sidedRows } from '../shared/side-means.ts';
import type { Period, Windows } from '../shared/windows.ts';

/** The answers and what is made of them. */
export interface Answers {
  readonly role: BoundRole;
  readonly outcome: Outcome;
  readonly period: Period;
}

/** The difference split by one segment column. */
export interface Mix {
  readonly segmenter: string;
  readonly split: Decomposition;
  /** Two-sided p-value of the part within segments. */
  readonly p: number;
}

/** Everything that was computed. */
export interface Movement {
  readonly answers: Answers;
  readonly windows: Windows;
  readonly after: ClusteredMean;
  readonly before: ClusteredMean;
  readonly difference: ZDifference;
  readonly series: Series;
  readonly panel: PairedChange | null;
  /** The one that shifts most first. */
  readonly mixes: readonly Mix[];
  readonly withheld: number;
}

/** The day of an answer. */
function dayOf(role: BoundRole): Sql {
  return sql`CAST(${role.column('answered')} AS DATE)`;
}

/** `first` after, `second` before. */
export function sideOf(role: BoundRole, { from, through, beforeFrom, beforeThrough }: Windows): Sql {
  const day = dayOf(role);
  return sql`CASE WHEN ${day} BETWEEN ${date(from)} AND ${date(through)} THEN 'first' WHEN ${day} BETWEEN ${date(beforeFrom)} AND ${date(beforeThrough)} THEN 'second' END`;
}

function date(day: string): Parameter {
  return { type: 'DATE', value: day };
}

/** The series: answers, their sum and sum of squares by period, and answers outside of the scale. */
export function seriesStatement({ role, outcome, period }: Answers): Sql {
  const score = role.column('score');
  const hasPersons = role.has('customer');
  return sql`SELECT CAST(CAST(date_trunc(${period}, day) AS DATE) AS VARCHAR) AS period, CAST(max(day) AS VARCHAR) AS through,
  CAST(count(*) AS DOUBLE) AS n, fsum(value) AS total, fsum(value * value) AS squares,
  CAST(count(*) FILTER (outside) AS DOUBLE) AS outside,
  CAST(${raw(hasPersons ? 'count(DISTINCT person)' : 'count(*)')} AS DOUBLE) AS persons
FROM (
  SELECT ${dayOf(role)} AS day, ${hasPersons ? role.column('customer') : raw('NULL')} AS person,
    ${outcome.value(score)} AS value, ${isOutside(outcome, score)} AS outside
  FROM ${role.source}
)
WHERE value IS NOT NULL AND day IS NOT NULL
GROUP BY 1
ORDER BY 1`;
}

/** The change of those who answered in both windows; null without persons, or with fewer than ten. */
export async function panelChange(
  context: AnalysisContext,
  answers: Answers,
  windows: Windows,
): Promise<PairedChange | null> {
  if (!answers.role.has('customer')) return null;
  const compared = { ...answers, column: 'score', side: sideOf(answers.role, windows) };
  const rows = await context.rows({
    title: 'Persons who answered in both',
    sql: sql`WITH persons AS (
  SELECT person, favg(value) FILTER (side = 'second') AS before, favg(value) FILTER (side = 'first') AS after
  FROM ${sidedRows(compared)}
  WHERE person IS NOT NULL AND value IS NOT NULL
  GROUP BY person
  HAVING before IS NOT NULL AND after IS NOT NULL
)
SELECT CAST(count(*) AS DOUBLE) AS persons, coalesce(fsum(before), 0) AS before, coalesce(fsum(after), 0) AS after,
  coalesce(fsum(before * before), 0) AS before_squared, coalesce(fsum(after * after), 0) AS after_squared,
  coalesce(fsum(before * after), 0) AS product
FROM persons`,
    persons: 'persons',
  });
  const [row] = rows.list;
  if (row === undefined || row.number('persons') < 10) return null;
  const change = pairedChange({
    n: row.number('persons'),
    before: row.number('before'),
    after: row.number('after'),
    beforeSquared: row.number('before_squared'),
    afterSquared: row.number('after_squared'),
    product: row.number('product'),
  });
  return isAnswered(change) ? change : null;
}

/**
 * How far the figure before would have come back to the mean of the whole history by itself: its sampling noise against
 * how far periods truly differ. Null without a baseline.
 */
export function returnByItself({ before: history }: Series, before: ClusteredMean, periods: number): number | null {
  if (history.length < baselinePoints) return null;
  const mean = history.reduce((sum, point) => sum + point.mean, 0) / history.length;
  const total = history.reduce((sum, point) => sum + (point.mean - mean) ** 2, 0) / (history.length - 1);
  const noise = history.reduce((sum, point) => sum + point.variance, 0) / history.length;
  const between = Math.max(0, total - noise) / Math.max(1, periods);
  const back = expectedReturn(before.mean, { mean, between, within: before.variance });
  return isAnswered(back) ? back : null;
}
