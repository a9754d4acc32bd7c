import { leastSquares } from '../least-squares.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { type CellSums, isFiniteCell, meanOf, squaresAroundMean } from './cell-sums.ts';
import { type Effect, effect } from './effect.ts';

/** Observations that share their explaining values (an intercept is a 1 among them) and, where there are any, their cluster. */
export interface RegressionCell extends CellSums {
  readonly x: readonly number[];
  readonly cluster?: string;
}

export interface GroupedRegression {
  readonly coefficients: readonly number[];
  readonly n: number;
  /** Distinct clusters with observations; null where a cell has none. */
  readonly clusters: number | null;
  /** Residual variance of the single observations, Σe² / (n − k). */
  readonly variance: number;
  /** Covariance of the coefficients by each estimator; `clustered` is null without clusters or with only one. */
  readonly covariance: {
    readonly ols: readonly (readonly number[])[];
    readonly hc1: readonly (readonly number[])[];
    readonly clustered: readonly (readonly number[])[] | null;
  };
}

/** Which variance stands behind a standard error. */
export type VarianceEstimator = 'ols' | 'hc1' | 'clustered';

/**
 * Ordinary least squares of single observations from their cell sums: the fit and all three covariances are those of the
 * unfolded rows. HC1 (MacKinnon and White 1985) is scaled by n / (n − k), CR1 (Liang and Zeger 1986) by
 * G / (G − 1) · (n − 1) / (n − k). Unanswerable as `leastSquares` is, and for sums that are no numbers.
 */
export function groupedRegression(
  cells: readonly RegressionCell[],
  names: readonly string[] = [],
): Answer<GroupedRegression> {
  if (!cells.every(isFiniteCell)) return new Unanswerable('out-of-scale');
  const filled = cells.filter((cell) => cell.n > 0);
  const n = filled.reduce((total, cell) => total + cell.n, 0);
  const columns = filled[0]?.x.length ?? 0;
  const fit = leastSquares(
    filled.map((cell) => cell.x),
    filled.map(meanOf),
    { weights: filled.map((cell) => cell.n), n, names },
  );
  if (!isAnswered(fit)) return fit;
  const coefficients = withoutNoise(fit.coefficients, filled);
  const squares = filled.map((cell, i) => squaresAroundMean(cell) + cell.n * (fit.residuals[i] ?? 0) ** 2);
  const variance = squares.reduce((total, square) => total + square, 0) / (n - columns);
  const scores = scoresByCluster(filled, fit.residuals, columns);
  const [g, spread] = [scores?.length ?? 0, n / (n - columns)];
  return {
    coefficients,
    n,
    clusters: scores === null ? null : g,
    variance,
    covariance: {
      ols: fit.inverse.map((row) => row.map((value) => value * variance)),
      hc1: sandwich(
        fit.inverse,
        meatOf(
          filled.map(({ x }) => x),
          squares,
          columns,
        ),
        spread,
      ),
      clustered:
        scores === null || g < 2
          ? null
          : sandwich(
              fit.inverse,
              meatOf(
                scores,
                scores.map(() => 1),
                columns,
              ),
              ((g / (g - 1)) * (n - 1)) / (n - columns),
            ),
    },
  };
}

/** What moves no value by more than the rounding of the largest mean is 0: a constant outcome then has no effect at all. */
function withoutNoise(coefficients: readonly number[], cells: readonly RegressionCell[]): number[] {
  const largest = cells.reduce((most, cell) => Math.max(most, Math.abs(meanOf(cell))), 0);
  return coefficients.map((value, j) => {
    const reach = cells.reduce((most, { x }) => Math.max(most, Math.abs(x[j] ?? 0)), 0);
    return Math.abs(value) * reach <= 1e-12 * largest ? 0 : value;
  });
}

const methods: { readonly [K in VarianceEstimator]: string } = {
  ols: 'classical OLS, t with n − k degrees of freedom',
  hc1: 'HC1, t with n − k degrees of freedom',
  clustered: 'CR1 by unit, t with G − 1 degrees of freedom',
};

/** A coefficient, or a difference of none, with its interval by one estimator; null where there are no clusters to go by. */
export function coefficientEffect(fit: GroupedRegression, column: number, by: VarianceEstimator): Effect | null {
  const covariance = fit.covariance[by];
  if (covariance === null) return null;
  return effect({
    estimate: fit.coefficients[column] ?? 0,
    standardError: Math.sqrt(Math.max(0, covariance[column]?.[column] ?? 0)),
    degreesOfFreedom: by === 'clustered' ? (fit.clusters ?? 0) - 1 : fit.n - fit.coefficients.length,
    method: methods[by],
  });
}

/** Σ n·e·x of each cluster. */
function scoresByCluster(
  cells: readonly RegressionCell[],
  residuals: readonly number[],
  columns: number,
): number[][] | null {
  const scores = new Map<string, number[]>();
  for (const [i, cell] of cells.entries()) {
    if (cell.cluster === undefined) return null;
    const score = scores.get(cell.cluster) ?? Array.from({ length: columns }, () => 0);
    for (let j = 0; j < columns; j++) score[j] = (score[j] ?? 0) + cell.n * (residuals[i] ?? 0) * (cell.x[j] ?? 0);
    scores.set(cell.cluster, score);
  }
  return [...scores.values()];
}

/** Σ w·x·xᵀ. */
function meatOf(rows: readonly (readonly number[])[], weights: readonly number[], columns: number): number[][] {
  const meat = Array.from({ length: columns }, () => Array.from({ length: columns }, () => 0));
  for (const [i, x] of rows.entries())
    for (const [j, line] of meat.entries())
      for (let k = 0; k < columns; k++) line[k] = (line[k] ?? 0) + (weights[i] ?? 0) * (x[j] ?? 0) * (x[k] ?? 0);
  return meat;
}

/** scale · B M B. */
export function sandwich(
  bread: readonly (readonly number[])[],
  meat: readonly (readonly number[])[],
  scale: number,
): number[][] {
  const product = multiply(multiply(bread, meat), bread);
  return product.map((row) => row.map((value) => value * scale));
}

function multiply(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((row) =>
    Array.from({ length: b[0]?.length ?? 0 }, (_, j) =>
      row.reduce((total, value, k) => total + value * (b[k]?.[j] ?? 0), 0),
    ),
  );
}
