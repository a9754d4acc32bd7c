import { type ProcessBehaviour, processBehaviour } from '../../stats/noise/xmr.ts';
import { type Answer, Unanswerable } from '../../stats/unanswerable.ts';
import type { Row } from '../contract/context.ts';
import type { FindingChart, FindingTable } from '../contract/finding.ts';
import type { Outcome } from '../shared/outcome.ts';
import { axisOf } from '../words/outcome-words.ts';
import { nextPeriod, type Period, type Windows } from '../shared/windows.ts';

/** A period of a series with what its answers add up to. */
export interface SeriesPoint {
  /** First day. */
  readonly period: string;
  readonly n: number;
  readonly mean: number;
  /** Variance of the mean, as if answers were independent. */
  readonly variance: number;
}

/** Points before and after, and the limits that the points before set. */
export interface Series {
  readonly before: readonly SeriesPoint[];
  readonly after: readonly SeriesPoint[];
  /** Unanswerable with fewer than eight points before. */
  readonly limits: Answer<ProcessBehaviour>;
  /** Whether a point from `from` on lies outside of normal variation; null without limits. */
  readonly hasSignal: boolean | null;
}

/** Points that a baseline needs. */
export const baselinePoints = 8;

/** Points of a series, from rows with `period`, `n`, `total` and `squares`; periods of fewer than `fewest` are no point. */
export function pointsIn(rows: readonly Row[], fewest: number): readonly SeriesPoint[] {
  return rows.flatMap((row) => {
    const [period, n] = [row.text('period') ?? '', row.number('n')];
    if (n < fewest || period === '') return [];
    const total = row.number('total');
    return [
      { period, n, mean: total / n, variance: Math.max(0, row.number('squares') - total ** 2 / n) / (n - 1) / n },
    ];
  });
}

/** Splits a series where the later days begin; a period that lies on both sides is left out. */
export function seriesOf(points: readonly SeriesPoint[], windows: Windows, period: Period): Series {
  const before = points.filter((point) => nextPeriod(point.period, period) <= windows.from);
  const after = points.filter((point) => point.period >= windows.from && point.period <= windows.through);
  const limits =
    before.length < baselinePoints
      ? new Unanswerable('too-few', { n: before.length, needed: baselinePoints })
      : processBehaviour(
          [...before, ...after].map(({ mean }) => mean),
          before.length,
        );
  if (limits instanceof Unanswerable) return { before, after, limits, hasSignal: null };
  return { before, after, limits, hasSignal: limits.signals.some(({ at }) => at >= before.length) };
}

/** The points with the limits they are judged by. */
export function seriesTable({ before, after, limits }: Series, { label, format, unit }: Outcome): FindingTable {
  const bounds = limits instanceof Unanswerable ? null : limits;
  const rows = [...before, ...after];
  return {
    name: 'periods',
    title: `${label} by period`,
    columns: [
      { name: 'period', label: 'Period', type: 'date' },
      { name: 'n', label: 'Answers', type: 'integer' },
      { name: 'value', label, type: 'real', format, unit },
      { name: 'low', label: 'Lower limit', type: 'real', format, unit },
      { name: 'high', label: 'Upper limit', type: 'real', format, unit },
      { name: 'signal', label: 'Signal', type: 'boolean' },
    ],
    rows: rows.map((point, at) => [
      point.period,
      point.n,
      point.mean,
      bounds?.low ?? null,
      bounds?.high ?? null,
      bounds === null ? null : bounds.signals.some((signal) => signal.at === at),
    ]),
  };
}

/** The series as a line between its limits. */
export function seriesChart({ hasSignal }: Series, outcome: Outcome): FindingChart {
  const { label } = outcome;
  const limit = (field: string) => ({
    mark: { type: 'line', strokeDash: [4, 4] },
    encoding: { y: { field, type: 'quantitative' } },
  });
  const judged =
    hasSignal === null
      ? 'too few periods before to draw limits of normal variation'
      : hasSignal
        ? 'a point at the end lies outside of normal variation'
        : 'all points at the end lie within normal variation';
  return {
    name: 'periods',
    title: `${label} by period`,
    table: 'periods',
    spec: {
      encoding: { x: { field: 'period', type: 'temporal', title: null } },
      layer: [
        {
          mark: { type: 'line', point: true },
          encoding: {
            y: { field: 'value', type: 'quantitative', title: label, scale: { zero: false }, ...axisOf(outcome) },
          },
        },
        ...(hasSignal === null ? [] : [limit('low'), limit('high')]),
      ],
    },
    summary: `${label} by period: ${judged}.`,
  };
}
