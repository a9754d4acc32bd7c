import { type Answer, Unanswerable } from '../unanswerable.ts';
import type { SurvivalRow } from './risk-table.ts';

/** Subjects who share the values of all columns, and when they left; strata have hazards of their own. */
export interface CovariateRow extends SurvivalRow {
  readonly x: readonly number[];
  readonly stratum?: string;
}

/**
 * How several events at one time are counted: `exact` over all ways to choose them among those at risk, for few subjects; Efron's comes
 * close to it, Breslow's shrinks towards 0.
 */
export type Ties = 'efron' | 'breslow' | 'exact';

/** Rows in the order in which a pass over time needs them, columns centred and scaled. */
export interface RiskSets {
  readonly names: readonly string[];
  readonly n: number;
  readonly events: number;
  /** A stratum each: rows by falling time. */
  readonly strata: readonly (readonly Member[])[];
  readonly deviations: readonly number[];
  readonly truncated: boolean;
}

/** One row, ready for the pass. */
export interface Member {
  readonly start: number;
  readonly time: number;
  readonly events: number;
  readonly count: number;
  readonly x: Float64Array;
}

/**
 * Orders and scales the rows. Unanswerable: `too-few`, `no-events`, `constant-column` with its name, `out-of-scale` for times,
 * counts or values that are no numbers, or events that are not whole.
 */
export function riskSets(rows: readonly CovariateRow[], names: readonly string[]): Answer<RiskSets> {
  const present = rows.filter(({ events, censored }) => events !== 0 || censored !== 0);
  if (!present.every((row) => isSound(row, names.length))) return new Unanswerable('out-of-scale');
  const n = present.reduce((sum, { events, censored }) => sum + events + censored, 0);
  const events = present.reduce((sum, row) => sum + row.events, 0);
  if (n <= names.length + 1) return new Unanswerable('too-few', { n, needed: names.length + 2 });
  if (events === 0) return new Unanswerable('no-events', { n });
  const means = names.map((_, j) => present.reduce((sum, row) => sum + countOf(row) * (row.x[j] ?? 0), 0) / n);
  const deviations = names.map((_, j) =>
    Math.sqrt(present.reduce((sum, row) => sum + countOf(row) * ((row.x[j] ?? 0) - (means[j] ?? 0)) ** 2, 0) / n),
  );
  const constant = names.find((_, j) => isConstant(present, j));
  if (constant !== undefined) return new Unanswerable('constant-column', { column: constant });
  const strata = new Map<string | undefined, Member[]>();
  for (const row of present) {
    const x = Float64Array.from(row.x, (value, j) => (value - (means[j] ?? 0)) / (deviations[j] ?? 1));
    const member = { start: row.start ?? -Infinity, time: row.time, events: row.events, count: countOf(row), x };
    const stratum = strata.get(row.stratum);
    if (stratum === undefined) strata.set(row.stratum, [member]);
    else stratum.push(member);
  }
  for (const members of strata.values()) members.sort((a, b) => b.time - a.time);
  const truncated = present.some(({ start }) => start !== undefined && start > 0);
  return { names, n, events, strata: [...strata.values()], deviations, truncated };
}

function countOf({ events, censored }: SurvivalRow): number {
  return events + censored;
}

function isConstant(rows: readonly CovariateRow[], j: number): boolean {
  const first = rows[0]?.x[j];
  return rows.every(({ x }) => x[j] === first);
}

function isSound({ start, time, events, censored, x }: CovariateRow, columns: number): boolean {
  const counts = events >= 0 && censored >= 0 && Number.isFinite(events + censored) && Number.isInteger(events);
  const times = time >= 0 && Number.isFinite(time) && (start === undefined || start < time);
  return counts && times && x.length === columns && x.every(Number.isFinite);
}
