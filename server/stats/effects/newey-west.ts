import type { LeastSquares } from '../least-squares.ts';
import { sandwich } from './grouped-regression.ts';

/**
 * Covariance of least-squares coefficients that allows for autocorrelation up to `lags` periods and unequal variances:
 * Bartlett weights 1 − l / (lags + 1), no prewhitening, no small-sample factor (Newey and West 1987). Rows are in the order
 * of time.
 */
export function neweyWest(
  rows: readonly (readonly number[])[],
  { residuals, inverse }: Pick<LeastSquares, 'residuals' | 'inverse'>,
  lags: number,
): number[][] {
  const scores = rows.map((row, i) => row.map((value) => value * (residuals[i] ?? 0)));
  const columns = rows[0]?.length ?? 0;
  const meat = Array.from({ length: columns }, () => Array.from({ length: columns }, () => 0));
  for (let lag = 0; lag <= lags; lag++) {
    const weight = 1 - lag / (lags + 1);
    for (let i = lag; i < scores.length; i++)
      addProducts(meat, scores[i] ?? [], scores[i - lag] ?? [], lag === 0 ? 0.5 : weight);
  }
  return sandwich(inverse, meat, 1);
}

/** Adds w·(a·bᵀ + b·aᵀ). */
function addProducts(meat: number[][], a: readonly number[], b: readonly number[], weight: number): void {
  for (const [j, line] of meat.entries())
    for (let k = 0; k < line.length; k++)
      line[k] = (line[k] ?? 0) + weight * ((a[j] ?? 0) * (b[k] ?? 0) + (b[j] ?? 0) * (a[k] ?? 0));
}
