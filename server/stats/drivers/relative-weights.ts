import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { type Answer, Unanswerable } from '../unanswerable.ts';
import { pivotTolerance } from './cholesky.ts';

/**
 * Johnson's relative weights: R² shared out through the orthogonal columns that lie closest to the drivers. The matrix has the
 * outcome in column 0. The shares add up to R² and equal `lmg` for two drivers; they serve where there are too many for it.
 */
export function relativeWeights(matrix: readonly (readonly number[])[]): Answer<readonly number[]> {
  if (matrix.length < 2) return new Unanswerable('too-few', { n: matrix.length - 1, needed: 1 });
  if (!matrix.flat().every(Number.isFinite)) return new Unanswerable('out-of-scale');
  const drivers = new Matrix(matrix.slice(1).map((row) => row.slice(1)));
  const outcome = Matrix.columnVector((matrix[0] ?? []).slice(1));
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(drivers, {
    assumeSymmetric: true,
  });
  const least = Math.min(...values);
  if (least < -pivotTolerance) return new Unanswerable('not-positive-definite');
  if (least < pivotTolerance) return new Unanswerable('collinear');
  const power = (exponent: number): Matrix =>
    vectors.mmul(Matrix.diag(values.map((value) => value ** exponent))).mmul(vectors.transpose());
  const [loadings, weights] = [power(0.5), power(-0.5).mmul(outcome)];
  const shares = loadings
    .to2DArray()
    .map((row) => row.reduce((sum, value, k) => sum + value ** 2 * weights.get(k, 0) ** 2, 0));
  if (shares.reduce((sum, share) => sum + share, 0) > 1 + 1e-9) return new Unanswerable('not-positive-definite');
  return shares;
}
