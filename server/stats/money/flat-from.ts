import { leastSquares } from '../least-squares.ts';
import { normalQuantile } from '../quantiles.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';

/** The mean of those at x, and how sure it is. */
export interface CurvePoint {
  readonly x: number;
  readonly mean: number;
  readonly standardError: number;
}

export interface FlatFrom {
  /** The x from which on the curve does not go on as it did before. */
  readonly knot: number;
  /** The knots that fit about as well: less than 3.84 more squared deviation, so 95 %. */
  readonly low: number;
  readonly high: number;
  /** Whether it rises or falls at all below the knot. */
  readonly moves: boolean;
  /** Whether a curve that never flattens fits clearly worse, and beyond the knot no slope is left. */
  readonly isFlat: boolean;
  /** A step of x, below and from the knot on, each with its standard error; `above` is null where the knot is the last x. */
  readonly below: { readonly slope: number; readonly standardError: number };
  readonly above: { readonly slope: number; readonly standardError: number } | null;
}

const limit = normalQuantile(0.975);

/**
 * A straight line that goes flat at one of the x, by least squares weighted with the inverse variances; the knot is the x with
 * the smallest squared deviation (Hudson 1966), its interval all within χ²₁ of it. `too-few` below 4 points, `bad-weights`
 * where a standard error is not above 0.
 */
export function flatFrom(points: readonly CurvePoint[]): Answer<FlatFrom> {
  const sorted = [...points].sort((a, b) => a.x - b.x);
  if (sorted.length < 4) return new Unanswerable('too-few', { n: sorted.length, needed: 4 });
  if (!sorted.every(({ standardError }) => standardError > 0 && Number.isFinite(standardError)))
    return new Unanswerable('bad-weights');
  const knots = sorted.slice(2).map(({ x }) => x);
  const fits = knots.map((knot) => ({ knot, deviation: deviationAt(sorted, knot) }));
  const best = fits.reduce((least, fit) => (fit.deviation < least.deviation ? fit : least));
  const likely = fits.filter(({ deviation }) => deviation - best.deviation <= limit ** 2).map(({ knot }) => knot);
  const last = sorted.at(-1)?.x ?? 0;
  const slopes = slopesAt(sorted, best.knot);
  if (!isAnswered(slopes)) return slopes;
  const { below, above } = slopes;
  const [low, high] = [Math.min(...likely), Math.max(...likely)];
  const moves = Math.abs(below.slope) > limit * below.standardError;
  const staysPut = above !== null && Math.abs(above.slope) <= limit * above.standardError;
  return { knot: best.knot, low, high, moves, isFlat: moves && staysPut && high < last, below, above };
}

/** Σ((mean − fit) / se)² of a line that is flat from the knot on. */
function deviationAt(points: readonly CurvePoint[], knot: number): number {
  const fit = fitted(points, (x) => [1, Math.min(x, knot)]);
  if (!isAnswered(fit)) return Infinity;
  return points.reduce((sum, { standardError }, i) => sum + ((fit.residuals[i] ?? 0) / standardError) ** 2, 0);
}

function slopesAt(points: readonly CurvePoint[], knot: number): Answer<Pick<FlatFrom, 'below' | 'above'>> {
  const isLast = points.every(({ x }) => x <= knot);
  const fit = fitted(points, (x) => [1, Math.min(x, knot), ...(isLast ? [] : [Math.max(x - knot, 0)])]);
  if (!isAnswered(fit)) return fit;
  const slope = (column: number): FlatFrom['below'] => ({
    slope: fit.coefficients[column] ?? 0,
    standardError: Math.sqrt(fit.inverse[column]?.[column] ?? 0),
  });
  return { below: slope(1), above: isLast ? null : slope(2) };
}

/** Weights are inverse variances, so (XᵀWX)⁻¹ is the covariance itself. */
function fitted(points: readonly CurvePoint[], design: (x: number) => number[]) {
  return leastSquares(
    points.map(({ x }) => design(x)),
    points.map(({ mean }) => mean),
    { weights: points.map(({ standardError }) => standardError ** -2) },
  );
}
