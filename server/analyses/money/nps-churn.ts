/** last answers before closed windows → who of them left, by class and reason, and whether that foretells the next window */
import { join, type Sql, sql } from '../../sql/sql.ts';
import { auc } from '../../stats/classification/auc.ts';
import { brier, calibration } from '../../stats/classification/calibration.ts';
import { adjusted } from '../../stats/multiplicity/adjusted.ts';
import type { CompetingRow } from '../../stats/survival/cumulative-incidence.ts';
import { logRank } from '../../stats/survival/log-rank.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { AnalysisContext, Row } from '../contract/context.ts';
import type { Diagnostic, FindingTable } from '../contract/finding.ts';
import {
  byDays,
  competingRow,
  fewest,
  type Followed,
  presentAt,
  riskCounts,
  timesAssumption,
} from '../shared/leaving.ts';
import { type Leaving, leavingOf } from '../shared/leaving-curves.ts';
import { answeredRelations, type NpsClass, npsClasses, type ReasonLift } from './nps-reasons.ts';
import type { Refusal } from '../contract/refusal.ts';
import { percent } from '../words/words.ts';

/** Passives who named one reason, against all other passives who named one. */
interface PassiveReason {
  readonly reason: string;
  readonly label: string;
  readonly leaving: Leaving;
  readonly others: Leaving;
  readonly p: number | null;
  readonly q: number | null;
}

/** What was seen after the windows had closed. */
export interface Observed {
  /** Customers present, with or without an answer; null where groups of them are not shown. */
  readonly all: Leaving | null;
  /** Passives with a reason that detractors name more often, and those with another. */
  readonly atRisk: Leaving;
  readonly otherPassives: Leaving;
  /** Class × (named a shared reason, named another, named none), for the curve. */
  readonly groups: readonly Leaving[];
  readonly passiveReasons: readonly PassiveReason[];
  readonly table: FindingTable;
  readonly calibration: readonly Diagnostic[];
  readonly assumptions: readonly string[];
}

/** Follows everybody of the closed windows; refuses where too few persons stand behind a day and a month. */
export async function observedChurn(
  context: AnalysisContext,
  followed: Followed,
  window: number,
  lifts: readonly ReasonLift[],
): Promise<Observed | Refusal> {
  const relations = sql`${presentAt(context, followed)},
${answeredRelations(context, window)}`;
  const shared = lifts.filter(({ isShared }) => isShared).map(({ reason }) => reason);
  const isShared =
    shared.length === 0 ? sql`false` : sql`m.reason IN (${join(shared.map((reason) => sql`${reason}`))})`;
  const byGroup = await byDays(
    context,
    followed,
    (by) => ({
      title: 'Customers by class, kind of reason and days until they left',
      sql: sql`WITH ${relations},
marked AS (
  SELECT p.landmark, p.person, p.days, p.outcome, coalesce(a.class, 'no answer') AS class,
    CASE WHEN bool_or(${isShared}) THEN 'shared' WHEN count(m.reason) > 0 THEN 'other' ELSE 'none' END AS reason_kind
  FROM present AS p
  LEFT JOIN answered AS a USING (landmark, person)
  LEFT JOIN named AS m USING (landmark, person)
  GROUP BY ALL
)
SELECT CAST(landmark AS VARCHAR) AS landmark, class, reason_kind, ${by} AS days,
  ${riskCounts}
FROM marked
GROUP BY ALL
ORDER BY landmark, class, reason_kind, days`,
    }),
    { mayLack: true },
  );
  if ('code' in byGroup) return { ...byGroup, of: 'at_risk_left' };
  const byReason = await byDays(context, followed, (by) => reasonStep(relations, by), { mayLack: true });
  if ('code' in byReason) return { ...byReason, of: 'at_risk_left' };
  const { horizon } = followed;
  const rowsOf = (keep: (row: Row) => boolean): readonly CompetingRow[] => byGroup.rows.list.filter(keep).map(competingRow); // prettier-ignore
  const groupOf = (name: NpsClass, kind: string, label: string): Leaving =>
    leavingOf(label, rowsOf((row) => row.text('class') === name && row.text('reason_kind') === kind), horizon); // prettier-ignore
  const groups = npsClasses.flatMap((name) => [
    groupOf(name, 'shared', `${name}, reason of detractors`),
    groupOf(name, 'other', `${name}, other reason`),
    groupOf(name, 'none', `${name}, no reason`),
  ]);
  const labels = new Map(lifts.map(({ reason, label }) => [reason, label]));
  return {
    all: byGroup.rows.withheld > 0 ? null : leavingOf('all', byGroup.rows.list.map(competingRow), horizon), // prettier-ignore
    atRisk: groupOf('passive', 'shared', 'passives with a reason of detractors'),
    otherPassives: groupOf('passive', 'other', 'other passives'),
    groups: groups.filter(({ n }) => n >= fewest),
    passiveReasons: passiveReasons(byReason.rows.list, labels, horizon),
    table: churnTable(byReason.rows.list, labels, horizon),
    assumptions: [...new Set([byGroup, byReason].flatMap(timesAssumption))],
    calibration: calibrated(byGroup.rows.list, followed.landmarks),
  };
}

function reasonStep(relations: Sql, by: Sql): { readonly title: string; readonly sql: Sql } {
  return {
    title: 'Customers by class, reason and days until they left',
    sql: sql`WITH ${relations}
SELECT m.class AS class, m.reason AS reason, ${by} AS days,
  CAST(count(*) FILTER (WHERE p.outcome = 'leaving') AS DOUBLE) AS leaving,
  CAST(count(*) FILTER (WHERE p.outcome = 'other') AS DOUBLE) AS other,
  CAST(count(*) FILTER (WHERE p.outcome = 'staying') AS DOUBLE) AS staying,
  CAST(count(DISTINCT p.person) AS DOUBLE) AS persons
FROM present AS p
JOIN named AS m USING (landmark, person)
GROUP BY ALL
ORDER BY class, reason, days`,
  };
}

function passiveReasons(
  rows: readonly Row[],
  labels: ReadonlyMap<string, string>,
  horizon: number,
): readonly PassiveReason[] {
  const passives = rows.filter((row) => row.text('class') === 'passive');
  const reasons = [...new Set(passives.map((row) => row.text('reason') ?? ''))];
  const found = reasons.flatMap((reason) => {
    const label = labels.get(reason) ?? reason;
    const leaving = leavingOf(label, passives.filter((row) => row.text('reason') === reason).map(competingRow), horizon); // prettier-ignore
    const others = leavingOf('others', passives.filter((row) => row.text('reason') !== reason).map(competingRow), horizon); // prettier-ignore
    if (leaving.n < fewest || others.n < fewest) return [];
    return [{ reason, label, leaving, others, p: testOf(leaving, others) }];
  });
  const tested = found.flatMap(({ p }) => (p === null ? [] : [p]));
  const corrected = adjusted(tested, 'benjamini-hochberg');
  let next = 0;
  return found.map((each) => ({
    ...each,
    q: each.p === null || !isAnswered(corrected) ? null : (corrected[next++] ?? 1),
  }));
}

/** Log-rank of leaving by own will, other ends censored; null where it cannot be tested. */
export function testOf(first: Leaving, second: Leaving): number | null {
  const test = logRank(
    [first, second].flatMap(({ group, rows }) =>
      rows.map(({ time, events, censored }) => ({
        group,
        time,
        events: events[0] ?? 0,
        censored: censored + (events[1] ?? 0),
      })),
    ),
  );
  return isAnswered(test) ? test.pValue : null;
}

function churnTable(rows: readonly Row[], labels: ReadonlyMap<string, string>, horizon: number): FindingTable {
  const reasons = [...new Set(rows.map((row) => row.text('reason') ?? ''))];
  const cells = npsClasses.flatMap((name) =>
    reasons.flatMap((reason) => {
      const own = rows.filter((row) => row.text('class') === name && row.text('reason') === reason);
      const { n, left, share } = leavingOf(reason, own.map(competingRow), horizon); // prettier-ignore
      if (n < fewest || share === null) return [];
      return [[name, labels.get(reason) ?? reason, n, left, share.value, share.low, share.high]];
    }),
  );
  return {
    name: 'observed',
    title: `Left by own will within ${horizon} days after the landmark`,
    columns: [
      { name: 'class', label: 'Class', type: 'string' },
      { name: 'reason', label: 'Reason', type: 'string' },
      { name: 'customers', label: 'Customers', type: 'integer' },
      { name: 'left', label: 'Left', type: 'integer' },
      { name: 'share', label: 'Share that left', type: 'real', format: 'percent' },
      { name: 'low', label: 'At least', type: 'real', format: 'percent' },
      { name: 'high', label: 'At most', type: 'real', format: 'percent' },
    ],
    rows: cells.toSorted((a, b) => Number(b[4]) - Number(a[4])),
  };
}

/** Shares of the earlier windows by class and kind of reason, held against the last window. */
function calibrated(rows: readonly Row[], landmarks: readonly string[]): readonly Diagnostic[] {
  const last = landmarks.at(-1);
  const known = rows.filter((row) => row.text('class') !== 'no answer');
  const cellOf = (row: Row): string => `${row.text('class') ?? ''} ${row.text('reason_kind') ?? ''}`;
  const sums = (of: readonly Row[]): Map<string, { n: number; hits: number }> => {
    const found = new Map<string, { n: number; hits: number }>();
    for (const row of of) {
      const { n, hits } = found.get(cellOf(row)) ?? { n: 0, hits: 0 };
      const leaving = row.number('leaving');
      found.set(cellOf(row), { n: n + leaving + row.number('other') + row.number('staying'), hits: hits + leaving });
    }
    return found;
  };
  const earlier = sums(known.filter((row) => row.text('landmark') !== last));
  if (landmarks.length < 2 || earlier.size === 0) return [];
  const later = [...sums(known.filter((row) => row.text('landmark') === last))].flatMap(([cell, { n, hits }]) => {
    const before = earlier.get(cell);
    return before === undefined ? [] : [{ predicted: (before.hits + 0.5) / (before.n + 1), n, hits }];
  });
  const [right, error, order] = [calibration(later), brier(later), auc(later.map((row) => ({ ...row, score: row.predicted })))]; // prettier-ignore
  if (!isAnswered(right) || !isAnswered(error)) return [];
  const passed =
    Math.abs(right.slope - 1) <= 1.96 * right.slopeError && Math.abs(right.intercept) <= 1.96 * right.interceptError;
  return [
    {
      name: 'calibration_slope',
      label: 'Calibration slope',
      value: right.slope,
      passed,
      message: `Shares of the earlier windows on the last one: slope ${right.slope.toFixed(2)} ± ${(1.96 * right.slopeError).toFixed(2)} (1 is right), ${percent(right.predicted)} foretold, ${percent(right.observed)} left.`,
    },
    {
      name: 'brier',
      label: 'Brier score',
      value: error.value,
      passed: null,
      message: `${error.value.toFixed(4)}, against ${error.ofBaseRate.toFixed(4)} for telling everybody the overall share.`,
    },
    ...(isAnswered(order)
      ? [
          {
            name: 'auc',
            label: 'AUC',
            value: order.value,
            passed: null,
            message: `In ${percent(order.value, 0)} of pairs who left had the higher share; 50 % is a coin.`,
          },
        ]
      : []),
  ];
}
