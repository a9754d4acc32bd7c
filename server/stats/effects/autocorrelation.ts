import { chiSquaredUpperTail } from '../tails.ts';

export interface Autocorrelation {
  /** Correlation of each residual with the one before it, −1 to 1; 0 where residuals do not vary. */
  readonly firstLag: number;
  /** Ljung and Box (1978): whether the first `lags` correlations are larger together than chance makes them. */
  readonly ljungBox: number;
  readonly lags: number;
  readonly pValue: number;
}

/** What is left over from period to period after a fit. A small p-value asks for Newey–West errors or another design. */
export function autocorrelation(residuals: readonly number[], most = 12): Autocorrelation {
  const n = residuals.length;
  const lags = Math.max(1, Math.min(most, Math.floor(n / 4)));
  const mean = residuals.reduce((sum, value) => sum + value, 0) / Math.max(1, n);
  const centred = residuals.map((value) => value - mean);
  const squares = centred.reduce((sum, value) => sum + value ** 2, 0);
  if (!(squares > 0)) return { firstLag: 0, ljungBox: 0, lags, pValue: 1 };
  const at = (lag: number): number =>
    centred.slice(lag).reduce((sum, value, i) => sum + value * (centred[i] ?? 0), 0) / squares;
  const correlations = Array.from({ length: lags }, (_, i) => at(i + 1));
  const ljungBox = n * (n + 2) * correlations.reduce((sum, value, i) => sum + value ** 2 / (n - i - 1), 0);
  return { firstLag: correlations[0] ?? 0, ljungBox, lags, pValue: chiSquaredUpperTail(ljungBox, lags) };
}
