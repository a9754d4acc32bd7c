import { addDays, addSpan, daysBetween } from '../../query/calendar/period.ts';
import { type Span, spanOf, spanText } from '../../query/language/duration.ts';
import { type ProcessBehaviour, processBehaviour } from '../../stats/noise/xmr.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import { raw, sql, type Sql } from '../../sql/sql.ts';
import type { BoundRole } from '../run/bind-roles.ts';
import type { Row } from '../contract/context.ts';
import { isOutside, type Outcome } from '../shared/outcome.ts';
import { baselinePoints, pointsIn, type SeriesPoint } from './score-series.ts';
import { nextPeriod, type Period } from '../shared/windows.ts';

/** Periods of fewer values are no point of a baseline. */
const fewest = 10;

/** How often data are expected. */
export interface Cadence {
  /** For people: `week`, `3 days`. */
  readonly text: string;
  /** The last day by which the next data had to be there. */
  readonly due: (lastDay: string) => string;
  readonly origin: 'asked' | 'declared' | 'observed';
}

/** The days of the calendar that a cadence names. */
export const cadences: ReadonlyMap<string, Span> = new Map([
  ['day', { months: 0, days: 1 }],
  ['week', { months: 0, days: 7 }],
  ['month', { months: 1, days: 0 }],
  ['quarter', { months: 3, days: 0 }],
]);

/** Rows by period up to today: all of them, and those with a value. */
export function feedStatement(
  role: BoundRole,
  outcome: Outcome | null,
  { period, today }: { readonly period: Period; readonly today: string },
): Sql {
  const hasPersons = role.has('customer');
  const value = outcome === null ? raw('CAST(NULL AS DOUBLE)') : outcome.value(role.column('value'));
  const outside = outcome === null ? raw('FALSE') : isOutside(outcome, role.column('value'));
  return sql`SELECT CAST(CAST(date_trunc(${period}, day) AS DATE) AS VARCHAR) AS period,
  CAST(min(day) AS VARCHAR) AS first, CAST(max(day) AS VARCHAR) AS last, CAST(count(*) AS DOUBLE) AS arrived,
  CAST(count(value) AS DOUBLE) AS n, coalesce(fsum(value), 0) AS total, coalesce(fsum(value * value), 0) AS squares,
  CAST(count(*) FILTER (outside) AS DOUBLE) AS outside,
  CAST(${raw(hasPersons ? 'count(DISTINCT person)' : 'count(*)')} AS DOUBLE) AS persons
FROM (
  SELECT CAST(${role.column('arrived')} AS DATE) AS day, ${hasPersons ? role.column('customer') : raw('NULL')} AS person,
    ${value} AS value, ${outside} AS outside
  FROM ${role.source}
)
WHERE day <= ${{ type: 'DATE', value: today }}
GROUP BY 1
ORDER BY 1`;
}

/** The gaps between days with data: the usual one and one that is rarely exceeded, and rows dated after today. */
export function gapStatement(role: BoundRole, today: string): Sql {
  const day = sql`CAST(${role.column('arrived')} AS DATE)`;
  const persons = role.has('customer') ? sql`count(DISTINCT ${role.column('customer')})` : raw('count(*)');
  return sql`WITH gaps AS (
  SELECT date_diff('day', lag(day) OVER (ORDER BY day), day) AS gap
  FROM (SELECT DISTINCT ${day} AS day FROM ${role.source}) WHERE day <= ${{ type: 'DATE', value: today }}
)
SELECT CAST(median(gap) AS DOUBLE) AS usual, CAST(quantile_cont(gap, 0.95) AS DOUBLE) AS longest,
  (SELECT CAST(count(*) FILTER (${day} > ${{ type: 'DATE', value: today }}) AS DOUBLE) FROM ${role.source}) AS later,
  (SELECT CAST(${persons} AS DOUBLE) FROM ${role.source}) AS persons
FROM gaps`;
}

/** What is asked for comes before what the dataset declares, and that before what the gaps between days with data tell. */
export function cadenceOf(asked: string | null, declared: string | null, gaps: Row | undefined): Cadence | null {
  const named = cadences.get(asked ?? '') ?? null;
  if (named !== null) return { text: asked ?? '', due: (day) => addSpan(day, named, 1), origin: 'asked' };
  const span = declared === null ? null : spanOf(declared);
  if (span !== null) return { text: spanText(span), due: (day) => addSpan(day, span, 1), origin: 'declared' };
  const [usual, longest] = [gaps?.maybe('usual') ?? null, gaps?.maybe('longest') ?? null];
  if (usual === null || longest === null) return null;
  const every = Math.max(1, Math.round(usual));
  return {
    text: every === 1 ? 'day' : every === 7 ? 'week' : `${every} days`,
    due: (day) => addDays(day, Math.ceil(2 * Math.max(1, longest))),
    origin: 'observed',
  };
}

/** Points of a history: means where values are bound, else how many arrived in each whole period. */
export function historyOf(
  rows: readonly Row[],
  outcome: Outcome | null,
  { period, today }: { readonly period: Period; readonly today: string },
): readonly SeriesPoint[] {
  if (outcome !== null) return pointsIn(rows, fewest);
  const arrived = new Map(rows.map((row) => [row.text('period') ?? '', row.number('arrived')]));
  const [first] = rows;
  const start = first?.text('period') ?? null;
  if (start === null) return [];
  const points: SeriesPoint[] = [];
  const opened = first?.text('first') === start ? start : nextPeriod(start, period);
  for (let day = opened; daysBetween(nextPeriod(day, period), today) >= 0; day = nextPeriod(day, period)) {
    const n = arrived.get(day) ?? 0;
    points.push({ period: day, n, mean: n, variance: 0 });
  }
  return points;
}

/** The limits of the earlier two thirds of a history, and the first later point that lies outside of normal variation. */
export interface Drift {
  readonly limits: ProcessBehaviour;
  readonly baseline: number;
  /** Null where nothing later does. */
  readonly since: string | null;
}

/** Null without a baseline of eight points, or where they never moved. */
export function driftIn(points: readonly SeriesPoint[]): Drift | null {
  if (points.length < baselinePoints) return null;
  const baseline = Math.max(baselinePoints, Math.floor((2 * points.length) / 3));
  const limits = processBehaviour(
    points.map(({ mean }) => mean),
    baseline,
  );
  if (!isAnswered(limits)) return null;
  const first = limits.signals.find(({ at }) => at >= baseline);
  return { limits, baseline, since: first === undefined ? null : (points[first.at]?.period ?? null) };
}
