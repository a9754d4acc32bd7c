import { type Interval, z95 } from '../intervals/interval.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { riskTable } from './risk-table.ts';

/** Subjects who left observation at the same time, by why: a count a kind of event, and those still without any. */
export interface CompetingRow {
  readonly time: number;
  /** In the same order in every row, such as [voluntary, involuntary]. */
  readonly events: readonly number[];
  readonly censored: number;
}

/** The share of all that have had this kind of event by a time, 0 to 1. */
export interface IncidencePoint {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly incidence: number;
  readonly standardError: number;
  readonly interval: Interval;
  /** Share still without any event, 0 to 1. */
  readonly remaining: number;
}

/**
 * Aalen–Johansen's cumulative incidence of one kind of event where others take subjects away first (`kind` counts from 0). Counting
 * the others as censored would overstate it. Variance by the delta method (Marubini & Valsecchi 1995), 95 % on the log(−log) scale.
 * Unanswerable: what a risk table refuses; `no-events` where this kind never happened.
 */
export function cumulativeIncidence(rows: readonly CompetingRow[], kind: number): Answer<readonly IncidencePoint[]> {
  const counted = rows.map(({ time, events, censored }) => ({
    time,
    events: events.reduce((a, b) => a + b, 0),
    censored,
  }));
  const table = riskTable(counted);
  if (!isAnswered(table)) return table;
  if (rows.some(({ events }) => events.some((count) => !(count >= 0)))) return new Unanswerable('out-of-scale');
  const own = new Map<number, number>();
  for (const { time, events } of rows) own.set(time, (own.get(time) ?? 0) + (events[kind] ?? 0));
  if (![...own.values()].some((count) => count > 0)) return new Unanswerable('no-events', { n: table.n });
  let [survival, incidence] = [1, 0];
  const moments = new Moments();
  return table.times.map(({ time, atRisk, events }) => {
    const happened = own.get(time) ?? 0;
    incidence += (survival * happened) / atRisk;
    moments.add({ survival, incidence, atRisk, events, happened });
    survival = events === atRisk ? 0 : survival * (1 - events / atRisk);
    const standardError = Math.sqrt(Math.max(0, moments.varianceAt(incidence)));
    return {
      time,
      atRisk,
      events: happened,
      incidence,
      standardError,
      interval: incidenceInterval(incidence, standardError),
      remaining: survival,
    };
  });
}

/**
 * What has been reached by a time: 0 before the first. Unanswerable with `out-of-scale` after the last subject left observation,
 * unless nobody remained.
 */
export function incidenceAt(
  points: readonly IncidencePoint[],
  time: number,
): Answer<Pick<IncidencePoint, 'incidence' | 'standardError' | 'interval'>> {
  const last = points.at(-1);
  const exhausted = last !== undefined && last.remaining === 0;
  if (!(time >= 0) || last === undefined || (time > last.time && !exhausted))
    return new Unanswerable('out-of-scale', { time, last: last?.time ?? 0 });
  const point = points.findLast((candidate) => candidate.time <= time);
  return point ?? { incidence: 0, standardError: 0, interval: { low: 0, high: 0 } };
}

/** The variance is a square in the incidence reached, so three running sums carry it: no second loop over earlier times. */
class Moments {
  #square = 0;
  #linear = 0;
  #constant = 0;

  add(at: { survival: number; incidence: number; atRisk: number; events: number; happened: number }): void {
    const { survival, incidence, atRisk, events, happened } = at;
    const weight = events === atRisk ? 0 : events / (atRisk * (atRisk - events));
    const cross = (survival * happened) / atRisk ** 2;
    this.#square += weight;
    this.#linear += -2 * weight * incidence - 2 * cross;
    this.#constant += weight * incidence ** 2 + 2 * cross * incidence;
    this.#constant += (survival ** 2 * (atRisk - happened) * happened) / atRisk ** 3;
  }

  varianceAt(incidence: number): number {
    return this.#square * incidence ** 2 + this.#linear * incidence + this.#constant;
  }
}

function incidenceInterval(incidence: number, standardError: number): Interval {
  if (incidence <= 0 || incidence >= 1) return { low: incidence, high: incidence };
  const width = Math.exp((z95 * standardError) / (incidence * Math.abs(Math.log(incidence))));
  return { low: incidence ** width, high: incidence ** (1 / width) };
}
