import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';

/**
 * Subjects who left observation at the same time: `events` had the event, `censored` were still without it. Any unit of time, 0 or
 * more; a single subject is `{ time, events: 1, censored: 0 }`. With `start`, observation began only then (left truncation):
 * they count as at risk after `start`, up to and with `time`.
 */
export interface SurvivalRow {
  readonly start?: number;
  readonly time: number;
  readonly events: number;
  readonly censored: number;
}

/** One distinct time at which somebody left observation. */
export interface RiskTime {
  readonly time: number;
  /** Under observation just before this time; those who are censored at it still count. */
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
}

/** The distinct times in order, with everybody at risk. */
export interface RiskTable {
  readonly n: number;
  readonly events: number;
  readonly times: readonly RiskTime[];
}

/**
 * What every method of this folder starts from. Unanswerable: `empty-group` for nobody, `out-of-scale` for negative times or
 * counts, counts that are no numbers, or a start that is not before its time. Subjects who leave at time 0 count as at risk at 0.
 * `alsoAt` adds times at which nobody of these rows need leave.
 */
export function riskTable(rows: readonly SurvivalRow[], alsoAt: readonly number[] = []): Answer<RiskTable> {
  const present = rows.filter(({ events, censored }) => events !== 0 || censored !== 0);
  const unsound = present.find((row) => !isSound(row));
  if (unsound !== undefined) return new Unanswerable('out-of-scale', { time: unsound.time, events: unsound.events });
  const leaving = new Map(alsoAt.map((time) => [time, { events: 0, censored: 0 }]));
  const entering = new Map<number, number>();
  let n = 0;
  for (const { start, time, events, censored } of present) {
    const at = leaving.get(time) ?? { events: 0, censored: 0 };
    leaving.set(time, { events: at.events + events, censored: at.censored + censored });
    if (start !== undefined) entering.set(start, (entering.get(start) ?? 0) + events + censored);
    n += events + censored;
  }
  if (n === 0) return new Unanswerable('empty-group');
  const times = [...leaving].sort(([a], [b]) => a - b);
  const late = [...entering].sort(([a], [b]) => b - a);
  let outside = late.reduce((sum, [, count]) => sum + count, 0);
  let left = 0;
  const table = times.map(([time, { events, censored }]): RiskTime => {
    while ((late.at(-1)?.[0] ?? Infinity) < time) outside -= late.pop()?.[1] ?? 0;
    const row = { time, atRisk: n - outside - left, events, censored };
    left += events + censored;
    return row;
  });
  return { n, events: times.reduce((sum, [, { events }]) => sum + events, 0), times: table };
}

/** How many are under observation at each of `moments`: the line of figures below a curve. */
export function atRiskAt(rows: readonly SurvivalRow[], moments: readonly number[]): Answer<number[]> {
  const table = riskTable(rows, moments);
  if (!isAnswered(table)) return table;
  const counts = new Map(table.times.map(({ time, atRisk }) => [time, atRisk]));
  return moments.map((moment) => counts.get(moment) ?? 0);
}

function isSound({ start, time, events, censored }: SurvivalRow): boolean {
  const counts = events >= 0 && censored >= 0 && Number.isFinite(events + censored);
  return counts && time >= 0 && Number.isFinite(time) && (start === undefined || start < time);
}
