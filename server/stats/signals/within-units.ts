import { type Interval } from '../intervals/interval.ts';
import { choleskyOf, solveWith } from '../drivers/cholesky.ts';
import { type LeastSquares, leastSquares } from '../least-squares.ts';
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
 * Units with one period say nothing and are left out; standard errors are those of the jackknife by unit (Cameron and Miller
 * 2015, CR3). `constant-column` where x never moves within a unit, `constant-outcome` where y never does, `too-few` below
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
  const clusters = units.length;
  const pulls = pullsOfUnits(groups, fit);
  const cautious = pulls !== null;
  const [coefficients, correction] = [later.length + 1, clusters / (clusters - 1)];
  const variance = cautious
    ? sumOfSquares(pulls) / correction
    : correction * ((rows.length - 1) / (rows.length - coefficients)) * sumOfSquares(scoresOfUnits(groups, fit));
  const estimator = cautious ? 'CR3 (jackknife) by unit' : 'CR1 by unit';
  return {
    ...summed(fit.coefficients.at(-1) ?? 0, Math.sqrt(variance), clusters),
    units: clusters,
    cells: rows.length,
    method: `fixed effects of unit and period, ${estimator}, t with G − 1 degrees of freedom`,
  };
}

function summed(slope: number, standardError: number, clusters: number) {
  const margin = tQuantile(0.975, clusters - 1) * standardError;
  const p = standardError > 0 ? tTwoSided(slope / standardError, clusters - 1) : 0;
  return { slope, standardError, p, low: slope - margin, high: slope + margin };
}

type Rows = readonly (readonly number[])[];

/**
 * How far the slope moves when one unit after the other is left out: (XᵀX less the unit’s)⁻¹ times the unit’s Xᵀu. Few units of
 * unequal size make CR1 too sure, this does not. Null where a period is seen in one unit alone.
 */
function pullsOfUnits(groups: readonly Rows[], fit: LeastSquares): number[] | null {
  const rows = groups.flat();
  const lengths = (rows[0] ?? []).slice(0, -1).map((_, j) => Math.sqrt(sumOfSquares(rows.map((row) => row[j] ?? 0))));
  const scaled = groups.map((own) => own.map((row) => lengths.map((length, j) => (row[j] ?? 0) / length)));
  const products = scaled.map(crossProducts);
  const whole = crossProducts(scaled.flat());
  const residuals = residualsByUnit(groups, fit);
  const pulls: number[] = [];
  for (const [at, own] of scaled.entries()) {
    const left = whole.map((row, i) => row.map((value, j) => value - (products[at]?.[i]?.[j] ?? 0)));
    const lower = choleskyOf(left);
    if (!isAnswered(lower)) return null;
    const pulled = lengths.map((_, j) => sum(own.map((row, k) => (row[j] ?? 0) * (residuals[at]?.[k] ?? 0))));
    pulls.push((solveWith(lower, pulled).at(-1) ?? 0) / (lengths.at(-1) ?? 1));
  }
  return pulls;
}

/** Each unit’s part of the slope’s error, Xᵀu through (XᵀX)⁻¹. */
function scoresOfUnits(groups: readonly Rows[], fit: LeastSquares): number[] {
  const own = fit.inverse.at(-1) ?? [];
  const residuals = residualsByUnit(groups, fit);
  return groups.map((group, at) =>
    sum(group.map((row, k) => (residuals[at]?.[k] ?? 0) * sum(own.map((value, j) => value * (row[j] ?? 0))))),
  );
}

function residualsByUnit(groups: readonly Rows[], { residuals }: LeastSquares): number[][] {
  let from = 0;
  return groups.map(({ length }) => residuals.slice(from, (from += length)));
}

function crossProducts(rows: Rows): number[][] {
  const columns = (rows[0] ?? []).map((_, j) => rows.map((row) => row[j] ?? 0));
  return columns.map((a) => columns.map((b) => sum(a.map((value, at) => value * (b[at] ?? 0)))));
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
