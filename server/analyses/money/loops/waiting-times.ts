import { raw, type Sql, sql } from '../../../sql/sql.ts';
import { kaplanMeier, survivalAt, type SurvivalCurve } from '../../../stats/survival/kaplan-meier.ts';
import type { SurvivalRow } from '../../../stats/survival/risk-table.ts';
import { normalTwoSided } from '../../../stats/tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Diagnostic, Estimate, FindingTable } from '../../contract/finding.ts';
import { count, percent, pValue } from '../../words/words.ts';

/** How long until a ticket was contacted or closed; open ones count as long as they were watched. */
export interface Waiting {
  readonly what: 'contact' | 'close';
  readonly label: string;
  readonly curve: Answer<SurvivalCurve>;
  readonly n: number;
}

/** Hours from opening to a later instant, by whole hours up to two weeks and by days beyond; open tickets are censored. */
export async function waiting(
  context: AnalysisContext,
  { what, label }: Pick<Waiting, 'what' | 'label'>,
): Promise<Waiting> {
  const tickets = context.role('tickets');
  const [opened, done] = [tickets.column('opened'), tickets.column(what === 'contact' ? 'contacted' : 'closed')];
  const persons = tickets.has('person')
    ? sql`,\n  CAST(count(DISTINCT ${tickets.column('person')}) AS DOUBLE) AS persons`
    : raw('');
  const rows = await context.rows({
    title: `Hours until ${label}, open tickets censored`,
    sql: sql`WITH seen AS (
  SELECT least(max(greatest(${opened}, coalesce(${done}, ${opened}))), ${instant(context.now)}) AS until FROM ${tickets.source}
)
SELECT CASE WHEN hours <= 336 THEN ceil(hours) ELSE 24 * ceil(hours / 24) END AS hours,
  CAST(count(*) FILTER (WHERE is_done) AS DOUBLE) AS events, CAST(count(*) FILTER (WHERE NOT is_done) AS DOUBLE) AS censored${persons}
FROM (
  SELECT *, ${done} IS NOT NULL AS is_done, greatest(date_diff('minute', ${opened}, coalesce(${done}, (SELECT until FROM seen))), 0) / 60 AS hours
  FROM ${tickets.source} WHERE ${opened} IS NOT NULL AND ${opened} <= (SELECT until FROM seen)
)
GROUP BY 1
ORDER BY hours`,
    ...(tickets.has('person') ? { persons: 'persons' } : {}),
  });
  const table: SurvivalRow[] = rows.list.map((row) => ({
    time: row.number('hours'),
    events: row.number('events'),
    censored: row.number('censored'),
  }));
  return {
    what,
    label,
    // A curve from which rows are missing would be a wrong curve.
    curve: rows.withheld > 0 ? new Unanswerable('too-few', { n: rows.withheld }) : kaplanMeier(table, 'log-log'),
    n: table.reduce((sum, { events, censored }) => sum + events + censored, 0),
  };
}

/** Hours by which half are through; null where not half are. */
export function medianEstimate({ what, label, curve, n }: Waiting): Estimate | null {
  if (!isAnswered(curve) || curve.median.value === null) return null;
  const { value, low, high } = curve.median;
  const interval = low === null || high === null ? null : { low, high, level: 0.95, method: curve.method };
  return {
    name: `median_${what}`,
    label: `Median time to ${label}`,
    value,
    unit: 'hours',
    format: 'number',
    interval,
    p: null,
    n,
    of: 'tickets',
  };
}

/** Shares that are through after some times. */
export function waitingTable(all: readonly Waiting[], limit: number): FindingTable {
  const rows = all.flatMap(({ label, curve }) =>
    isAnswered(curve)
      ? [...new Set([4, 8, limit, 48, 72, 168, 336])]
          .sort((a, b) => a - b)
          .flatMap((hours) => {
            const at = survivalAt(curve, hours);
            if (!isAnswered(at)) return [];
            return [
              [
                label,
                hours,
                1 - at.survival,
                at.interval === null ? null : 1 - at.interval.high,
                at.interval === null ? null : 1 - at.interval.low,
              ],
            ];
          })
      : [],
  );
  return {
    name: 'waiting',
    title: 'Share that is through, by hours since opening (open tickets censored)',
    columns: [
      { name: 'step', label: 'Step', type: 'string' },
      { name: 'hours', label: 'Hours', type: 'real' },
      { name: 'share', label: 'Share', type: 'real', format: 'percent' },
      { name: 'low', label: 'Low', type: 'real', format: 'percent' },
      { name: 'high', label: 'High', type: 'real', format: 'percent' },
    ],
    rows,
  };
}

/** Whether many more are through in the last tenth before the service limit than in the tenth after it. */
export function clusteringAt(limit: number, { curve, label }: Waiting): Diagnostic | null {
  if (!isAnswered(curve)) return null;
  const within = (from: number, to: number): number =>
    curve.points.filter(({ time }) => time > from && time <= to).reduce((sum, { events }) => sum + events, 0);
  const [below, above] = [within(0.9 * limit, limit), within(limit, 1.1 * limit)];
  const n = below + above;
  if (n < 10) return null;
  const p = normalTwoSided((below - n / 2) / Math.sqrt(n / 4));
  const isCrowded = p < 0.01 && below > 1.5 * above;
  const what = `${count(below)} of ${label} lie in the last tenth before ${limit} hours and ${count(above)} in the tenth after (${percent(below / n, 0)} before, ${pValue(p)})`;
  return {
    name: 'gaming',
    label: 'Crowding just under the service limit',
    value: below / n,
    passed: null,
    message: isCrowded
      ? `${what}: tickets may be answered to meet the limit, not the customer.`
      : `${what}: no crowding under the limit.`,
  };
}

function instant(now: string): Sql {
  return sql`CAST(${now.slice(0, 19).replace('T', ' ')} AS TIMESTAMP)`;
}
