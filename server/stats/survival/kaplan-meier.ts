import { type Interval, z95 } from '../intervals/interval.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { type RiskTime, riskTable, type SurvivalRow } from './risk-table.ts';

/** Which transformation of survival is taken as normal: `log` is R's default, `log-log` is better in small groups. */
export type IntervalKind = 'log' | 'log-log';

/** The curve at one time, just after it. Shares of 1. */
export interface SurvivalPoint extends RiskTime {
  readonly survival: number;
  /** Greenwood's; null once nobody is left, because it is not defined there. */
  readonly standardError: number | null;
  /** 95 %. Null where the standard error is. */
  readonly interval: Interval | null;
}

/** The time by which a share has had the event; what the data do not reach is null. */
export interface QuantileTime {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface SurvivalCurve {
  readonly n: number;
  readonly events: number;
  readonly points: readonly SurvivalPoint[];
  readonly median: QuantileTime;
  /** Beyond the last event nothing is known about the curve but that it does not rise. */
  readonly lastEvent: number;
  /** When the last subject left observation. */
  readonly lastTime: number;
  readonly method: string;
}

/**
 * Kaplan & Meier 1958 with Greenwood's variance. Unanswerable: what a risk table refuses, and `no-events` where all are censored:
 * a flat curve with no width would claim more than is known.
 */
export function kaplanMeier(rows: readonly SurvivalRow[], kind: IntervalKind = 'log'): Answer<SurvivalCurve> {
  const table = riskTable(rows);
  if (!isAnswered(table)) return table;
  if (table.events === 0) return new Unanswerable('no-events', { n: table.n });
  let survival = 1;
  let sum = 0;
  const points = table.times.map((at): SurvivalPoint => {
    survival *= 1 - at.events / at.atRisk;
    sum += at.events / (at.atRisk * (at.atRisk - at.events));
    const standardError = survival > 0 ? survival * Math.sqrt(sum) : null;
    return { ...at, survival, standardError, interval: survivalInterval(survival, standardError, kind) };
  });
  return {
    n: table.n,
    events: table.events,
    points,
    median: quantileOf(points, 0.5),
    lastEvent: points.findLast(({ events }) => events > 0)?.time ?? 0,
    lastTime: points.at(-1)?.time ?? 0,
    method: `Kaplan–Meier, Greenwood, 95 % on the ${kind} scale`,
  };
}

/**
 * The curve at any time. Unanswerable with `out-of-scale` before 0 and after the last subject left, except where nobody was left:
 * there it stays at 0.
 */
export function survivalAt(
  curve: SurvivalCurve,
  time: number,
): Answer<Pick<SurvivalPoint, 'survival' | 'standardError' | 'interval'>> {
  const last = curve.points.at(-1);
  if (!(time >= 0) || (time > curve.lastTime && last?.survival !== 0))
    return new Unanswerable('out-of-scale', { time, last: curve.lastTime });
  const point = curve.points.findLast((candidate) => candidate.time <= time);
  return point ?? { survival: 1, standardError: 0, interval: { low: 1, high: 1 } };
}

/**
 * The time by which `share` of the subjects (0 to 1) has had the event, with the times at which the bounds of the curve get there.
 * Where a line stays exactly at the level for a while it is the middle of that while.
 */
export function survivalQuantile(curve: SurvivalCurve, share: number): QuantileTime {
  return quantileOf(curve.points, share);
}

function quantileOf(points: readonly SurvivalPoint[], share: number): QuantileTime {
  const level = 1 - share;
  return {
    value: reached(points, ({ survival }) => survival, level),
    low: reached(points, ({ survival, interval }) => (survival === 0 ? 0 : (interval?.low ?? 1)), level),
    high: reached(points, ({ interval }) => interval?.high ?? Number.NaN, level),
  };
}

function survivalInterval(survival: number, standardError: number | null, kind: IntervalKind): Interval | null {
  if (standardError === null) return null;
  if (standardError === 0) return { low: survival, high: survival };
  if (kind === 'log') {
    const factor = Math.exp((z95 * standardError) / survival);
    return { low: survival / factor, high: Math.min(1, survival * factor) };
  }
  const log = Math.log(survival);
  const factor = Math.exp((z95 * standardError) / (survival * Math.abs(log)));
  return { low: survival ** factor, high: survival ** (1 / factor) };
}

function reached(
  points: readonly SurvivalPoint[],
  line: (point: SurvivalPoint) => number,
  level: number,
): number | null {
  const slack = 1e-12;
  const first = points.find((point) => line(point) <= level + slack);
  if (first === undefined) return null;
  if (line(first) < level - slack) return first.time;
  const below = points.find((point) => line(point) < level - slack);
  return below === undefined ? first.time : (first.time + below.time) / 2;
}
