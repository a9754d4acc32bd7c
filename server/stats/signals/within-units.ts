import { type Interval } from '../intervals/interval.ts';
import { leastSquares } from '../least-squares.ts';
import { tQuantile } from '../quantiles.ts';
import { tTwoSided } from '../tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';

/** One unit in one period. */
export interface PanelCell {
  readonly unit: string;
  readonly period: string;
  readonly x: number;
  readonly y: number;
}

export interface WithinSlope extends Interval {
  /** Change of y that goes with 1 more of x within a unit, what is common to a period taken out. */
  readonly slope: number;
  readonly standardError: number;
  readonly p: number;
  readonly units: number;
  readonly cells: number;
  readonly method: string;
}

/**
 * Slope with a fixed effect of each unit and period: what counts is how units move against the others, not how they differ.
 * Units with one period say nothing and are left out. `constant-column` where x never moves within a unit, `constant-outcome` where y never does, `too-few` below
 * three units.
 */
export function withinSlope(cells: readonly PanelCell[]): Answer<WithinSlope> {
  const units = [...byUnit(cells).values()].filter((own) => own.length > 1);
  const flat = units.flat();
  if (units.length < 3) return new Unanswerable('too-few', { n: units.length, needed: 3 });
  if (!flat.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))) return new Unanswerable('out-of-scale');
  const later = [...new Set(flat.map(({ period }) => period))].toSorted().slice(1);
  const groups = units.map((own) =>
    apart(own.map(({ period, x, y }) => [...later.map((other) => Number(other === period)), x, y])),
  );
  const rows = groups.flat();
  if (still(flat, rows, 'y')) return new Unanswerable('constant-outcome');
  if (still(flat, rows, 'x')) return new Unanswerable('constant-column', { column: 'x' });
  const fit = leastSquares(
    rows.map((row) => row.slice(0, -1)),
    rows.map((row) => row.at(-1) ?? 0),
    { names: [...later, 'x'], n: rows.length - units.length },
  );
  if (!isAnswered(fit)) return fit;
  const own = fit.inverse.at(-1) ?? [];
  const weighted = rows.map(
    (row, at) => (fit.residuals[at] ?? 0) * row.slice(0, -1).reduce((dot, value, k) => dot + value * (own[k] ?? 0), 0),
  );
  let from = 0;
  const scores = groups.map(({ length }) => sum(weighted.slice(from, (from += length))));
  const clusters = units.length;
  const correction = (clusters / (clusters - 1)) * ((rows.length - 1) / (rows.length - later.length - 1));
  const standardError = Math.sqrt(correction * sumOfSquares(scores));
  return { ...summed(fit.coefficients.at(-1) ?? 0, standardError, clusters), units: clusters, cells: rows.length };
}

function summed(slope: number, standardError: number, clusters: number): Omit<WithinSlope, 'units' | 'cells'> {
  const margin = tQuantile(0.975, clusters - 1) * standardError;
  const p = standardError > 0 ? tTwoSided(slope / standardError, clusters - 1) : 0;
  const method = 'fixed effects of unit and period, CR1 by unit, t with G − 1 degrees of freedom';
  return { slope, standardError, p, low: slope - margin, high: slope + margin, method };
}

function byUnit(cells: readonly PanelCell[]): Map<string, PanelCell[]> {
  const groups = new Map<string, PanelCell[]>();
  for (const cell of cells) groups.set(cell.unit, [...(groups.get(cell.unit) ?? []), cell]);
  return groups;
}

/** Rows less their mean. */
function apart(rows: readonly (readonly number[])[]): number[][] {
  const means = (rows[0] ?? []).map((_, j) => rows.reduce((sum, row) => sum + (row[j] ?? 0), 0) / rows.length);
  return rows.map((row) => row.map((value, j) => value - (means[j] ?? 0)));
}

/** Whether nothing but rounding is left of a side once the means of the units are taken off; x and y stand last in `rows`. */
function still(cells: readonly PanelCell[], rows: readonly (readonly number[])[], side: 'x' | 'y'): boolean {
  const left = sumOfSquares(rows.map((row) => row.at(side === 'y' ? -1 : -2) ?? 0));
  return left <= 1e-20 * sumOfSquares(cells.map((cell) => cell[side]));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function sumOfSquares(values: readonly number[]): number {
  return sum(values.map((value) => value ** 2));
}
