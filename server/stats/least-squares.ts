import { Matrix, QrDecomposition } from 'ml-matrix';
import { type Answer, Unanswerable } from './unanswerable.ts';

export interface LeastSquares {
  /** One a column of the design, in its order; an intercept is a column of ones that the caller brings. */
  readonly coefficients: readonly number[];
  /** (XᵀWX)⁻¹, for covariance estimators; the classical one is σ² times it. */
  readonly inverse: readonly (readonly number[])[];
  /** y − Xb, a row each, not weighted. */
  readonly residuals: readonly number[];
  /** Weighted residual sum of squares over the degrees of freedom. */
  readonly variance: number;
  /** Rows (or the sum of frequencies, where `options.n` says so) less columns. */
  readonly degreesOfFreedom: number;
  /** Classical standard errors, √(σ²·(XᵀWX)⁻¹ⱼⱼ). */
  readonly standardErrors: readonly number[];
}

export interface LeastSquaresOptions {
  /** Weights by row: frequencies or precisions, not negative. Absent: all 1. */
  readonly weights?: readonly number[];
  /** The number of observations that the rows stand for, where weights are frequencies. Absent: the number of rows. */
  readonly n?: number;
  /** Names of the columns for the message about a collinear one. */
  readonly names?: readonly string[];
}

/**
 * Ordinary or weighted least squares by Householder QR of √w·X, never by normal equations: keeps eleven digits of Longley's
 * data. Columns are scaled to length 1 first. `collinear` names the column that follows from those before it.
 */
export function leastSquares(
  design: readonly (readonly number[])[],
  outcome: readonly number[],
  { weights, n = design.length, names = [] }: LeastSquaresOptions = {},
): Answer<LeastSquares> {
  const columns = design[0]?.length ?? 0;
  if (weights?.some((weight) => !(weight >= 0)) === true) return new Unanswerable('bad-weights');
  if (design.length < columns || n <= columns) return new Unanswerable('too-few', { n, needed: columns + 1 });
  const roots = weights?.map(Math.sqrt);
  const scaled = design.map((row, i) => row.map((value) => value * (roots?.[i] ?? 1)));
  const lengths = Array.from({ length: columns }, (_, j) => lengthOf(scaled, j));
  const zero = lengths.findIndex((length) => !(length > 0));
  if (zero >= 0) return new Unanswerable('constant-column', { column: names[zero] ?? zero });
  const qr = new QrDecomposition(new Matrix(scaled.map((row) => row.map((value, j) => value / (lengths[j] ?? 1)))));
  const upper = qr.upperTriangularMatrix;
  for (let j = 0; j < columns; j++)
    if (Math.abs(upper.get(j, j)) < tolerance) return new Unanswerable('collinear', { column: names[j] ?? j });
  const target = Matrix.columnVector(outcome.map((value, i) => value * (roots?.[i] ?? 1)));
  const coefficients = qr
    .solve(target)
    .to1DArray()
    .map((value, j) => value / (lengths[j] ?? 1));
  const inverse = inverseOf(upper, lengths);
  const residuals = design.map((row, i) => (outcome[i] ?? 0) - dot(row, coefficients));
  const sum = residuals.reduce((total, residual, i) => total + (weights?.[i] ?? 1) * residual ** 2, 0);
  const degreesOfFreedom = n - columns;
  const variance = sum / degreesOfFreedom;
  const standardErrors = inverse.map((row, j) => Math.sqrt(variance * (row[j] ?? 0)));
  return { coefficients, inverse, residuals, variance, degreesOfFreedom, standardErrors };
}

/** Below this share of a column's length nothing of it is left once those before it are taken out. */
const tolerance = 1e-9;

function lengthOf(rows: readonly (readonly number[])[], column: number): number {
  let sum = 0;
  for (const row of rows) sum += (row[column] ?? 0) ** 2;
  return Math.sqrt(sum);
}

/** (RᵀR)⁻¹ from R⁻¹, in the units of the columns. */
function inverseOf(upper: Matrix, lengths: readonly number[]): number[][] {
  const solved = new QrDecomposition(upper).solve(Matrix.eye(upper.rows));
  const product = solved.mmul(solved.transpose()).to2DArray();
  return product.map((row, i) => row.map((value, j) => value / ((lengths[i] ?? 1) * (lengths[j] ?? 1))));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
