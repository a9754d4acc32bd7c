import { type Answer, Unanswerable } from '../unanswerable.ts';
import { covariancesIn, meansIn, type Moments } from './moments.ts';

/** How an outcome and its drivers go together; the outcome is column 0 everywhere. */
export interface Correlations {
  /** Rows without a gap. */
  readonly n: number;
  /** Pearson's r, symmetric, 1 on the diagonal. */
  readonly matrix: readonly (readonly number[])[];
  readonly means: readonly number[];
  /** Standard deviations with divisor n. */
  readonly deviations: readonly number[];
}

/**
 * Correlations from (weighted) sums of products. Unanswerable where weights are all zero, fewer than three rows are complete,
 * the outcome does not vary or a driver does not (`column` counts from 0, the first driver).
 */
export function correlationsOf(moments: Moments): Answer<Correlations> {
  const { n, weight } = moments;
  const finite = [weight, ...moments.sums, ...moments.products].every(Number.isFinite);
  if (!finite) return new Unanswerable('out-of-scale');
  if (n < 3) return new Unanswerable('too-few', { n, needed: 3 });
  if (!(weight > 0)) return new Unanswerable('bad-weights');
  const covariances = covariancesIn(moments);
  const means = meansIn(moments);
  const variances = covariances.map((row, j) => Math.max(0, row[j] ?? 0));
  const still = variances.findIndex((variance, j) => {
    const apart = (moments.sums[j] ?? 0) / weight;
    return variance <= Math.max(rounding * apart ** 2, (rounding * (means[j] ?? 0)) ** 2);
  });
  if (still === 0) return new Unanswerable('constant-outcome');
  if (still > 0) return new Unanswerable('constant-column', { column: still - 1 });
  const deviations = variances.map(Math.sqrt);
  const matrix = covariances.map((row, i) =>
    row.map((value, j) => (i === j ? 1 : clamp(value / ((deviations[i] ?? 1) * (deviations[j] ?? 1))))),
  );
  return { n, matrix, means, deviations };
}

/** Below this share of the square about the centre a variance, or of the mean a deviation, is what rounding leaves of a constant. */
const rounding = 1e-12;

function clamp(r: number): number {
  return Math.max(-1, Math.min(1, r));
}
