import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** The inverse of a covariance or information matrix; null where a row follows from the others (to eleven digits of its own variance). */
export function inverseOrNull(matrix: readonly (readonly number[])[]): number[][] | null {
  const sizes = matrix.map((row, j) => Math.sqrt(row[j] ?? 0));
  if (matrix.length === 0 || !sizes.every((size) => size > 0 && Number.isFinite(size))) return null;
  const scaled = matrix.map((row, j) =>
    row.map((value, k) => (value + (matrix[k]?.[j] ?? 0)) / (2 * (sizes[j] ?? 1) * (sizes[k] ?? 1))),
  );
  const cholesky = new CholeskyDecomposition(new Matrix(scaled));
  const pivots = cholesky.lowerTriangularMatrix.diagonal();
  if (!cholesky.isPositiveDefinite() || pivots.some((pivot) => !(pivot ** 2 > tolerance))) return null;
  const inverse = cholesky.solve(Matrix.eye(matrix.length)).to2DArray();
  return inverse.map((row, j) => row.map((value, k) => value / ((sizes[j] ?? 1) * (sizes[k] ?? 1))));
}

/** dᵀ·M·d. */
export function quadratic(d: readonly number[], matrix: readonly (readonly number[])[]): number {
  return matrix.reduce((total, row, j) => total + (d[j] ?? 0) * dot(row, d), 0);
}

/** M·d. */
export function times(matrix: readonly (readonly number[])[], d: readonly number[]): number[] {
  return matrix.map((row) => dot(row, d));
}

/** Σ aⱼbⱼ. */
function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] ?? 0) * (b[j] ?? 0);
  return sum;
}

/** What is left of a row’s own variance once the others are taken out. */
const tolerance = 1e-11;
