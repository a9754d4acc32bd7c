import { sql } from '../../../sql/sql.ts';
import { type RateChange, rateChange } from '../../../stats/causes/rate-change.ts';
import { type Period, type UChart, uChart } from '../../../stats/causes/u-chart.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { codedSql } from './coded.ts';
import { livesSql } from './stake.ts';

/** New customers of a cause, week by week. */
export interface Trend {
  readonly cause: string;
  /** Whole weeks: the Monday as `2026-01-05`, customers who met the cause for the first time, and who could have. */
  readonly weeks: readonly (Period & { readonly week: string })[];
  /** The later half of the weeks against the earlier; null where there is too little. */
  readonly change: RateChange | null;
  readonly chart: UChart | null;
}

/** Customers who met a cause, came or left, by week. */
interface Flow {
  readonly what: string;
  readonly cause: string | null;
  /** Null: before all weeks. */
  readonly week: string | null;
  readonly n: number;
}

const fewest = 10;

/**
 * Trends of causes that at least 10 customers met for the first time in these weeks. Who could still meet a cause are
 * the customers of the week who have not met it; where it is not known since when people are customers, each week counts
 * alike.
 */
export async function readTrends(
  context: AnalysisContext,
  coder: string | null,
  causes: readonly string[],
): Promise<readonly Trend[]> {
  const flows = await readFlows(context, coder);
  const days = flows.filter(({ what }) => what === 'first').map(({ week }) => week ?? '');
  const [first, last] = [days.toSorted()[0], days.toSorted().at(-1)];
  if (first === undefined || last === undefined) return [];
  // The first and the last week may be cut by the data.
  const whole = weeksBetween(first, last).slice(1, -1);
  const shown = whole.slice(-(context.options.number('trend_weeks') ?? 26));
  const active = new Map(shown.map((week) => [week, activeIn(week, flows)]));
  return causes.flatMap((cause) => {
    const own = flows.filter((flow) => flow.cause === cause);
    const weeks = shown.map((week) => ({
      week,
      events: total(own, 'first', (each) => each === week),
      exposure: exposureOf(week, own, active.get(week) ?? null),
    }));
    if (weeks.reduce((sum, { events }) => sum + events, 0) < fewest) return [];
    const [change, chart] = [rateChange(weeks), uChart(weeks)];
    return [{ cause, weeks, change: isAnswered(change) ? change : null, chart: isAnswered(chart) ? chart : null }];
  });
}

function total(flows: readonly Flow[], what: string, counts: (week: string) => boolean): number {
  return flows
    .filter((flow) => flow.what === what && (flow.week === null || counts(flow.week)))
    .reduce((sum, { n }) => sum + n, 0);
}

/** Customers of a week; null where it is not known since when people are customers. */
function activeIn(week: string, flows: readonly Flow[]): number | null {
  if (!flows.some(({ what }) => what === 'came')) return null;
  return total(flows, 'came', (each) => each <= week) - total(flows, 'left', (each) => each < week);
}

function exposureOf(week: string, own: readonly Flow[], active: number | null): number {
  if (active === null) return 1;
  const met = total(own, 'first', (each) => each < week) - total(own, 'met_left', (each) => each < week);
  return Math.max(1, active - met);
}

async function readFlows(context: AnalysisContext, coder: string | null): Promise<readonly Flow[]> {
  const lives =
    context.find('customers')?.has('start') === true
      ? sql`
UNION ALL
SELECT 'met_left', cause, date_trunc('week', ended), count(*) FROM first_tickets JOIN customer_lives USING (customer) WHERE ended IS NOT NULL GROUP BY ALL
UNION ALL
SELECT 'came', NULL, date_trunc('week', started), count(*) FROM customer_lives GROUP BY ALL
UNION ALL
SELECT 'left', NULL, date_trunc('week', ended), count(*) FROM customer_lives WHERE ended IS NOT NULL GROUP BY ALL`
      : sql``;
  const livesTable =
    context.find('customers')?.has('start') === true
      ? sql`, customer_lives AS (${livesSql(context)}
)`
      : sql``;
  const rows = await context.rows({
    title: 'First tickets of a customer for a cause, and customers, by week',
    sql: sql`WITH ${codedSql(context, coder)}, first_tickets AS (
  SELECT cause, customer, CAST(date_trunc('week', min(opened)) AS DATE) AS week
  FROM caused_tickets
  WHERE customer IS NOT NULL
  GROUP BY cause, customer
)${livesTable}, weekly_flows AS (
SELECT 'first' AS what, cause, week, count(*) AS n FROM first_tickets GROUP BY ALL${lives}
)
SELECT what, cause, strftime(CAST(week AS DATE), '%Y-%m-%d') AS week, CAST(n AS DOUBLE) AS customers
FROM weekly_flows
ORDER BY ALL`,
    persons: 'customers',
  });
  // Weeks that may not be read would pass for weeks in which nothing happened.
  if (rows.withheld > 0) return [];
  return rows.list.map((row) => ({
    what: row.text('what') ?? '',
    cause: row.text('cause'),
    week: row.text('week'),
    n: row.number('customers'),
  }));
}

function weeksBetween(first: string, last: string): readonly string[] {
  const week = 7 * 86_400_000;
  const start = Date.parse(first);
  const count = Math.round((Date.parse(last) - start) / week) + 1;
  return Array.from({ length: count }, (_, at) => new Date(start + at * week).toISOString().slice(0, 10));
}
