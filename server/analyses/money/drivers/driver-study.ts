/** sums of products → weights, shares of R² with intervals, and which drivers can be told apart */
import type { Steps } from '../../../lib/in-turns.ts';
import type { Interval } from '../../../stats/intervals/interval.ts';
import { bandsOf } from '../../../stats/drivers/bands.ts';
import { driverBootstrap, type DriverIntervals, type Importance } from '../../../stats/drivers/bootstrap.ts';
import { type Correlations, correlationsOf } from '../../../stats/drivers/correlations.ts';
import { chosenPenalty, type PenaltyChoice } from '../../../stats/drivers/cross-validation.ts';
import { cronbachAlpha } from '../../../stats/drivers/cronbach.ts';
import { lmg } from '../../../stats/drivers/lmg.ts';
import { type Moments, momentsOfColumns, together } from '../../../stats/drivers/moments.ts';
import { ridgeByMean } from '../../../stats/drivers/penalised.ts';
import { type DriverRegression, driverRegression } from '../../../stats/drivers/regression.ts';
import { relativeWeights } from '../../../stats/drivers/relative-weights.ts';
import { type Answer, isAnswered, Unanswerable } from '../../../stats/unanswerable.ts';

/** With more drivers relative weights answer, because averaging over all orders takes too long to be redrawn. */
const mostForOrders = 12;
/** Above this inflation the weight of a driver alone says nothing. */
const highInflation = 10;

export interface DriverStudy {
  readonly method: Importance;
  readonly correlations: Correlations;
  readonly fit: DriverRegression;
  /** Share of R² of each driver. */
  readonly shares: readonly number[];
  readonly intervals: DriverIntervals;
  /** Drivers by position that are shown as one; most parts have one driver. */
  readonly parts: readonly (readonly number[])[];
  /** Share of R² of each part. */
  readonly importance: readonly number[];
  /** Parts from the most important down, in bands that can be told apart. */
  readonly bands: readonly (readonly number[])[];
  /** Cronbach’s α of the ratings; null where there are fewer than two. */
  readonly alpha: number | null;
  /** Null where no penalty could be chosen. */
  readonly ridge: PenaltyChoice | null;
}

/** The method for so many drivers. */
export function importanceFor(drivers: number): Importance {
  return drivers <= mostForOrders ? 'lmg' : 'relative weights';
}

/** The whole study; unanswerable as its parts are. `ratings`: positions of the drivers that come from the survey. */
export function* studied(
  groups: readonly Moments[],
  { seed, draws, ratings }: { readonly seed: number; readonly draws: number; readonly ratings: readonly number[] },
): Steps<Answer<DriverStudy>> {
  const whole = together(groups);
  const correlations = correlationsOf(whole);
  if (!isAnswered(correlations)) return correlations;
  const fit = driverRegression(correlations);
  if (!isAnswered(fit)) return fit;
  const method = importanceFor(correlations.matrix.length - 1);
  const shares = yield* sharesOf(correlations.matrix, method);
  if (!isAnswered(shares)) return shares;
  const parts = partsOf(correlations.matrix, fit.inflation);
  const redrawn = yield* driverBootstrap(groups, { importance: method, seed, draws, parts });
  if (!isAnswered(redrawn)) return redrawn;
  const choice = yield* chosenPenalty(groups, ridgeByMean, { seed });
  const alpha = cronbachAlpha(
    momentsOfColumns(
      whole,
      ratings.map((j) => j + 1),
    ),
  );
  const importance = parts.map((part) => part.reduce((sum, j) => sum + (shares[j] ?? 0), 0));
  const intervals = {
    ...redrawn,
    importance: redrawn.importance.map((interval, at) => reaching(interval, importance[at] ?? 0)),
    rSquared: reaching(redrawn.rSquared, fit.rSquared),
  };
  return {
    method,
    correlations,
    fit,
    shares,
    intervals,
    parts,
    importance,
    bands: bandsOf(importance, intervals.importance),
    alpha: isAnswered(alpha) ? alpha : null,
    ridge: isAnswered(choice) ? choice : null,
  };
}

/** Shares of R² cannot be negative, so draws lie above a share of almost nothing: the interval then reaches down to it. */
function reaching({ low, high }: Interval, value: number): Interval {
  return { low: Math.min(low, value), high: Math.max(high, value) };
}

/** Shares of R² by the method that fits so many drivers; no intervals. */
export function* sharesOf(
  matrix: readonly (readonly number[])[],
  method: Importance,
): Steps<Answer<readonly number[]>> {
  return method === 'lmg' ? yield* lmg(matrix) : relativeWeights(matrix);
}

/** Drivers whose variance is inflated more than tenfold, each joined with the one it goes with most; the others stay alone. */
function partsOf(matrix: readonly (readonly number[])[], inflation: readonly number[]): number[][] {
  const home = inflation.map((_, j) => j);
  const high = home.filter((j) => (inflation[j] ?? 1) > highInflation);
  for (const j of high) {
    const others = high.filter((other) => other !== j);
    const strength = (other: number): number => Math.abs(matrix[j + 1]?.[other + 1] ?? 0);
    const nearest = others.reduce<number | null>(
      (best, other) => (best === null || strength(other) > strength(best) ? other : best),
      null,
    );
    if (nearest === null) continue;
    const [from, to] = [home[j], home[nearest]];
    for (const [at, own] of home.entries()) if (own === from) home[at] = to ?? own;
  }
  return [...new Set(home)].map((own) => home.flatMap((each, j) => (each === own ? [j] : [])));
}

/** The column of an unanswerable study as people know it, and how many cases it looked at. */
export function withLabel({ reason, details }: Unanswerable, labels: readonly string[], n: number): Unanswerable {
  const column = details['column'];
  const named = typeof column === 'number' ? { column: labels[column] ?? 'A driver' } : {};
  return new Unanswerable(reason, { n, ...details, ...named });
}
