import { wilson } from '../../stats/intervals/wilson.ts';
import {
  type CompetingRow,
  cumulativeIncidence,
  incidenceAt,
  type IncidencePoint,
} from '../../stats/survival/cumulative-incidence.ts';
import { atRiskAt } from '../../stats/survival/risk-table.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { Estimate, FindingChart, FindingTable } from '../contract/finding.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';

/** How customers of one group leave by own will after the landmark. */
export interface Leaving {
  readonly group: string;
  readonly rows: readonly CompetingRow[];
  readonly n: number;
  /** By own will. */
  readonly left: number;
  /** Taken away otherwise. */
  readonly other: number;
  readonly points: readonly IncidencePoint[];
  /** Share that has left by the horizon; null where nobody was followed that long. */
  readonly share: Share | null;
  /** When the last of them left by own will; 0 where nobody did. */
  readonly lastLeft: number;
}

interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly method: string;
}

/** The curve of a group up to the horizon; where nobody left, a share of 0 with the interval of those followed all the way. */
export function leavingOf(group: string, rows: readonly CompetingRow[], horizon: number): Leaving {
  const sum = (of: (row: CompetingRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const left = sum(({ events }) => events[0] ?? 0);
  const other = sum(({ events }) => events[1] ?? 0);
  const found = cumulativeIncidence(rows, 0);
  const points = isAnswered(found) ? found : [];
  const lastLeft = Math.max(0, ...rows.filter(({ events }) => (events[0] ?? 0) > 0).map(({ time }) => time));
  const n = left + other + sum(({ censored }) => censored);
  return {
    group,
    rows,
    n,
    left,
    other,
    points,
    lastLeft,
    share: left === 0 ? nobodyLeft(rows, horizon) : shareAt(points, horizon),
  };
}

/** A share as an estimate of the finding. */
export function shareEstimate(name: string, label: string, leaving: Leaving): Estimate | null {
  const { share, n } = leaving;
  if (share === null || n === 0) return null;
  const interval = { low: share.low, high: share.high, level: 0.95, method: share.method };
  return { name, label, value: share.value, unit: null, format: 'percent', interval, p: null, n, of: 'customers' };
}

/** A group as part of an estimate’s name: small letters, digits and underscores. */
export function slug(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_');
}

/** The refusal of a share that lies beyond what was observed. */
export function beyond({ lastLeft }: Leaving, of: string | null): Refusal {
  return refusal('beyond-last-event', { t: `${lastLeft} days` }, { of });
}

/** The curves day by day, with everybody still followed. */
export function curveTable(groups: readonly Leaving[]): FindingTable {
  return {
    name: 'curve',
    title: 'Share that has left, by days after the landmark',
    columns: [
      { name: 'group', label: 'Group', type: 'string' },
      { name: 'days', label: 'Days', type: 'integer' },
      { name: 'at_risk', label: 'Still followed', type: 'integer' },
      { name: 'left', label: 'Left', type: 'integer' },
      { name: 'share', label: 'Share that has left', type: 'real', format: 'percent' },
      { name: 'low', label: 'At least', type: 'real', format: 'percent' },
      { name: 'high', label: 'At most', type: 'real', format: 'percent' },
    ],
    rows: groups.flatMap(({ group, n, points }) => [
      [group, 0, n, 0, 0, 0, 0],
      ...points
        .filter(({ time }) => time > 0)
        .map(({ time, atRisk, events, incidence, interval }) => [
          group,
          time,
          atRisk,
          events,
          incidence,
          interval.low,
          interval.high,
        ]),
    ]),
  };
}

/** The line of figures below a curve: how many are still followed at six moments. */
export function atRiskTable(groups: readonly Leaving[], horizon: number): FindingTable {
  const moments = [...new Set([0, 1, 2, 3, 4, 5, 6].map((part) => Math.round((part * horizon) / 6)))];
  return {
    name: 'at_risk',
    title: 'Customers still followed',
    columns: [
      { name: 'group', label: 'Group', type: 'string' },
      ...moments.map((moment) => ({ name: `day_${moment}`, label: `Day ${moment}`, type: 'integer' as const })),
    ],
    rows: groups.map(({ group, rows }) => {
      const counts = atRiskAt(
        rows.map(({ time, events, censored }) => ({ time, events: events.reduce((a, b) => a + b, 0), censored })),
        moments,
      );
      return [group, ...(isAnswered(counts) ? counts : moments.map(() => 0))];
    }),
  };
}

/** Steps with their bands, a colour a group. */
export function curveChart(groups: readonly Leaving[]): FindingChart {
  const x = { field: 'days', type: 'quantitative', title: 'Days after the landmark' };
  const color = { field: 'group', type: 'nominal', title: null };
  const y = { field: 'share', type: 'quantitative', title: 'Share that has left', axis: { format: '.0%' } };
  return {
    name: 'curve',
    title: 'Who has left by when',
    table: 'curve',
    spec: {
      layer: [
        {
          mark: { type: 'area', interpolate: 'step-after', opacity: 0.15 },
          encoding: {
            x,
            y: { field: 'low', type: 'quantitative', title: 'Share that has left' },
            y2: { field: 'high' },
            color,
          },
        },
        { mark: { type: 'line', interpolate: 'step-after' }, encoding: { x, y, color } },
      ],
    },
    summary: `Share of customers that has left by day, for ${groups.map(({ group }) => group).join(', ')}.`,
  };
}

/** `of 100 such customers 9 leave`, in thousands where hundreds would say none. */
export function ofHundred(share: number): string {
  const whole = share > 0 && share < 0.0095 ? 1000 : 100;
  return `of ${whole.toLocaleString('en')} such customers ${Math.round(whole * share)} leave`;
}

function shareAt(points: readonly IncidencePoint[], horizon: number): Share | null {
  const at = incidenceAt(points, horizon);
  if (!isAnswered(at)) return null;
  return { value: at.incidence, ...at.interval, method: 'Aalen–Johansen, log(−log)' };
}

function nobodyLeft(rows: readonly CompetingRow[], horizon: number): Share | null {
  const throughout = rows.filter(({ time }) => time >= horizon).reduce((total, { censored }) => total + censored, 0);
  const interval = wilson(0, throughout);
  return interval === null ? null : { value: 0, ...interval, method: 'Wilson score of those followed throughout' };
}
