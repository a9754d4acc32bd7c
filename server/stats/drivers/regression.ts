import { fUpperTail } from '../tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { choleskyOf, inverseFrom } from './cholesky.ts';
import { type Correlations } from './correlations.ts';

/** A linear regression of the outcome on its drivers; lists are one a driver, in their order. */
export interface DriverRegression {
  readonly rSquared: number;
  readonly adjusted: number;
  /** The test that no driver matters, with its degrees of freedom and p-value (an upper tail). */
  readonly f: { readonly value: number; readonly between: number; readonly within: number; readonly p: number };
  /** Standardised weights: standard deviations of the outcome for one of the driver, the others held. */
  readonly beta: readonly number[];
  /** The same in the units of the columns, with the intercept apart. */
  readonly coefficients: readonly number[];
  readonly intercept: number;
  /** Classical standard errors of `coefficients`. */
  readonly standardErrors: readonly number[];
  /** Variance inflation, 1 / (1 − R²) of a driver on the others: 1 where it stands alone. */
  readonly inflation: readonly number[];
  /** r²: what a driver explains alone. */
  readonly first: readonly number[];
  /** What R² loses without the driver. */
  readonly last: readonly number[];
}

/**
 * From correlations. With weights the degrees of freedom still count rows. Unanswerable for fewer rows than drivers + 2, for a
 * driver that follows from the others, and for correlations that no complete data can have.
 */
export function driverRegression({ n, matrix, means, deviations }: Correlations): Answer<DriverRegression> {
  const drivers = matrix.length - 1;
  const within = n - drivers - 1;
  if (drivers < 1 || within < 1) return new Unanswerable('too-few', { n, needed: drivers + 2 });
  const weights = standardisedWeights(matrix);
  if (!isAnswered(weights)) return weights;
  const { beta, inflation, rSquared } = weights;
  const outcome = deviations[0] ?? 0;
  const scales = beta.map((_, j) => outcome / (deviations[j + 1] ?? 1));
  const coefficients = beta.map((value, j) => value * (scales[j] ?? 0));
  const value = rSquared < 1 ? rSquared / drivers / ((1 - rSquared) / within) : Number.MAX_VALUE;
  return {
    rSquared,
    adjusted: 1 - ((1 - rSquared) * (n - 1)) / within,
    f: { value, between: drivers, within, p: fUpperTail(value, drivers, within) },
    beta,
    coefficients,
    intercept: coefficients.reduce((sum, slope, j) => sum - slope * (means[j + 1] ?? 0), means[0] ?? 0),
    standardErrors: inflation.map((vif, j) => Math.sqrt((Math.max(0, 1 - rSquared) / within) * vif) * (scales[j] ?? 0)),
    inflation,
    first: beta.map((_, j) => (matrix[0]?.[j + 1] ?? 0) ** 2),
    last: beta.map((weight, j) => weight ** 2 / (inflation[j] ?? 1)),
  };
}

/** Standardised weights, inflation and R² from a correlation matrix with the outcome in column 0. */
export function standardisedWeights(
  matrix: readonly (readonly number[])[],
): Answer<Pick<DriverRegression, 'beta' | 'inflation' | 'rSquared'>> {
  const outcome = (matrix[0] ?? []).slice(1);
  const lower = choleskyOf(matrix.slice(1).map((row) => row.slice(1)));
  if (!isAnswered(lower)) return lower;
  const inverse = inverseFrom(lower);
  const beta = inverse.map((row) => row.reduce((sum, value, j) => sum + value * (outcome[j] ?? 0), 0));
  const rSquared = beta.reduce((sum, value, j) => sum + value * (outcome[j] ?? 0), 0);
  if (!(rSquared <= 1 + 1e-9)) return new Unanswerable('not-positive-definite');
  return { beta, inflation: inverse.map((row, j) => row[j] ?? 1), rSquared: Math.min(1, rSquared) };
}
