import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { choleskyOf, solveWith } from './cholesky.ts';
import { type Correlations } from './correlations.ts';

/** A fit in the units of the columns; `coefficients` one a driver. */
export interface PenalisedFit {
  readonly intercept: number;
  readonly coefficients: readonly number[];
}

/**
 * Ridge regression as R's `lm.ridge` counts its penalty: columns scaled by their deviation with divisor n, the penalty added to
 * n·R. With penalty 0 it is the plain regression, so drivers that follow from each other are `collinear` then.
 */
export function ridge(correlations: Correlations, penalty: number): Answer<PenalisedFit> {
  return shrunk(correlations, penalty / correlations.n);
}

/**
 * Ridge regression as glmnet counts its penalty: ½ the mean squared error, plus λ/2 times the squares of the standardised
 * weights, the outcome standardised too, so that λ is in units of the outcome.
 */
export function ridgeByMean(correlations: Correlations, penalty: number): Answer<PenalisedFit> {
  return shrunk(correlations, penalty / (correlations.deviations[0] ?? 1));
}

function shrunk(correlations: Correlations, penalty: number): Answer<PenalisedFit> {
  if (!(penalty >= 0)) return new Unanswerable('out-of-scale', { penalty });
  const { matrix } = correlations;
  const scale = 1 + penalty;
  const lower = choleskyOf(matrix.slice(1).map((row, i) => row.slice(1).map((r, j) => (i === j ? 1 : r / scale))));
  if (!isAnswered(lower)) return lower;
  return inUnits(correlations, solveWith(lower, (matrix[0] ?? []).slice(1).map((r) => r / scale))); // prettier-ignore
}

/**
 * The lasso by coordinate descent on correlations, in glmnet's convention: ½ the mean squared error, plus λ times the absolute
 * standardised weights, λ in units of the outcome. Weights that the penalty outweighs are exactly 0.
 */
export function lasso(correlations: Correlations, penalty: number): Answer<PenalisedFit> {
  if (!(penalty >= 0)) return new Unanswerable('out-of-scale', { penalty });
  const outcome = (correlations.matrix[0] ?? []).slice(1);
  const drivers = correlations.matrix.slice(1).map((row) => row.slice(1));
  const threshold = penalty / (correlations.deviations[0] ?? 1);
  const beta = outcome.map(() => 0);
  for (let round = 0; round < 100_000; round++) {
    let moved = 0;
    for (const [j, row] of drivers.entries()) {
      const before = beta[j] ?? 0;
      const rest = row.reduce((left, r, k) => (k === j ? left : left - r * (beta[k] ?? 0)), outcome[j] ?? 0);
      const after = Math.sign(rest) * Math.max(0, Math.abs(rest) - threshold);
      beta[j] = after;
      moved = Math.max(moved, Math.abs(after - before));
    }
    if (moved < 1e-13) return inUnits(correlations, beta);
  }
  return new Unanswerable('not-converged');
}

function inUnits({ means, deviations }: Correlations, beta: readonly number[]): PenalisedFit {
  const coefficients = beta.map((weight, j) => (weight * (deviations[0] ?? 0)) / (deviations[j + 1] ?? 1));
  const intercept = coefficients.reduce((sum, slope, j) => sum - slope * (means[j + 1] ?? 0), means[0] ?? 0);
  return { intercept, coefficients };
}
