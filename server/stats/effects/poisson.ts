import { leastSquares } from '../least-squares.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';

/** One period: how often it happened, what explains it (an intercept is a 1) and the exposure behind it. */
export interface CountRow {
  readonly x: readonly number[];
  /** A whole number, not negative. */
  readonly count: number;
  /** Population, tickets, customer days: rates are per unit of it. Absent: 1. */
  readonly exposure?: number;
}

export interface PoissonFit {
  /** Logs of rate ratios, one a column. */
  readonly coefficients: readonly number[];
  /** (XᵀWX)⁻¹ at the solution; the quasi-Poisson covariance is `dispersion` times it. */
  readonly inverse: readonly (readonly number[])[];
  /** Pearson's χ² / (n − k): 1 for Poisson counts, more where they vary more. */
  readonly dispersion: number;
  readonly deviance: number;
  readonly degreesOfFreedom: number;
  /** (y − μ) / √μ, a row each. */
  readonly residuals: readonly number[];
  readonly fitted: readonly number[];
  readonly iterations: number;
}

/** Where no coefficient moves by more than this, relative to its size or 1, the fit has settled. */
const settled = 1e-12;

/**
 * Log-linear Poisson regression with offset ln(exposure) by iterated weighted least squares (McCullagh and Nelder 1989),
 * run until it has settled. `no-events` where nothing was counted, `out-of-scale` for negative counts or exposures that
 * are not above 0, `not-converged` where a column has counts on one side only.
 */
export function poissonRegression(rows: readonly CountRow[], names: readonly string[] = []): Answer<PoissonFit> {
  if (!rows.every(({ count, exposure = 1 }) => count >= 0 && Number.isFinite(count) && exposure > 0))
    return new Unanswerable('out-of-scale');
  if (!rows.some(({ count }) => count > 0)) return new Unanswerable('no-events');
  const offsets = rows.map(({ exposure = 1 }) => Math.log(exposure));
  let etas = rows.map(({ count }) => Math.log(count + 0.1));
  let before: readonly number[] | null = null;
  for (let iterations = 1; iterations <= 60; iterations++) {
    const means = etas.map(Math.exp);
    const fit = leastSquares(
      rows.map(({ x }) => x),
      rows.map(({ count }, i) => {
        const mean = means[i] ?? 1;
        return (etas[i] ?? 0) - (offsets[i] ?? 0) + (count - mean) / mean;
      }),
      { weights: means, names },
    );
    if (!isAnswered(fit)) return fit;
    const { coefficients, inverse } = fit;
    etas = rows.map(({ x }, i) => x.reduce((sum, value, j) => sum + value * (coefficients[j] ?? 0), offsets[i] ?? 0));
    if (etas.some((eta) => !(Math.abs(eta) < 300))) break;
    if (before !== null && isSettled(coefficients, before))
      return describe(rows, etas.map(Math.exp), { coefficients, inverse, iterations });
    before = coefficients;
  }
  return new Unanswerable('not-converged');
}

function isSettled(now: readonly number[], before: readonly number[]): boolean {
  return now.every((value, j) => Math.abs(value - (before[j] ?? 0)) <= settled * (1 + Math.abs(value)));
}

function describe(
  rows: readonly CountRow[],
  fitted: readonly number[],
  solution: Pick<PoissonFit, 'coefficients' | 'inverse' | 'iterations'>,
): PoissonFit {
  const residuals = rows.map(({ count }, i) => (count - (fitted[i] ?? 1)) / Math.sqrt(fitted[i] ?? 1));
  const degreesOfFreedom = rows.length - solution.coefficients.length;
  const deviance = rows.reduce((total, { count }, i) => {
    const mean = fitted[i] ?? 1;
    return total + 2 * ((count > 0 ? count * Math.log(count / mean) : 0) - (count - mean));
  }, 0);
  const squares = residuals.reduce((total, residual) => total + residual ** 2, 0);
  return { ...solution, residuals, fitted, deviance, degreesOfFreedom, dispersion: squares / degreesOfFreedom };
}
