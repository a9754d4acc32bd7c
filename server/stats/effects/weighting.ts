import { type Logistic, logistic, probability } from '../classification/logistic.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { type CellSums, isFiniteCell, together } from './cell-sums.ts';
import { type Effect, effect } from './effect.ts';
import { coefficientEffect, groupedRegression } from './grouped-regression.ts';
import type { Stratum } from './matching.ts';

/** Cases of both arms that share the values of all covariates. A single case is a cell with an empty other arm. */
export interface CovariateCell extends Stratum {
  readonly x: readonly number[];
}

/** `att`: the effect on those who were treated. `ate`: on everybody, had all or none been treated. */
export type Estimand = 'att' | 'ate';

export interface Weighted {
  readonly effect: Effect;
  /** The model of who was treated; its coefficients begin with the intercept. */
  readonly propensity: Logistic;
  /** What the weighted arms are worth in cases, (Σw)² / Σw². */
  readonly effective: { readonly treated: number; readonly control: number };
  readonly support: CommonSupport;
}

interface CommonSupport {
  /** Chances of being treated that occur in both arms. */
  readonly low: number;
  readonly high: number;
  /** Cases whose chance lies outside: nobody in the other arm is like them. */
  readonly treatedOutside: number;
  readonly controlOutside: number;
}

interface Arm {
  readonly cell: CellSums;
  readonly x: readonly number[];
  readonly treated: boolean;
  readonly chance: number;
  /** The weight and its derivative by the log-odds of being treated. */
  readonly weight: number;
  readonly slope: number;
}

/**
 * Treated less control mean, both weighted by the chance of being treated (a logistic model of the covariates), weights
 * normalised in each arm (Hájek). The variance takes into account that the chances are estimated (stacked estimating
 * equations, Lunceford and Davidian 2004). Unanswerable as `logistic` is: `separation` where covariates decide who is treated.
 */
export function weightedEffect(
  cells: readonly CovariateCell[],
  names: readonly string[],
  estimand: Estimand,
): Answer<Weighted> {
  if (!cells.every(({ treated, control }) => isFiniteCell(treated) && isFiniteCell(control)))
    return new Unanswerable('out-of-scale');
  const propensity = logistic(
    cells.map(({ x, treated, control }) => ({ x, n: treated.n + control.n, hits: treated.n })),
    { names },
  );
  if (!isAnswered(propensity)) return propensity;
  const arms = cells.flatMap(({ x, treated, control }) => {
    const chance = probability(propensity, x);
    const both = [{ x, cell: treated, chance, treated: true }, { x, cell: control, chance, treated: false }]; // prettier-ignore
    return both.filter(({ cell }) => cell.n > 0).map((arm) => ({ ...arm, ...weightOf(estimand, chance, arm.treated) }));
  });
  const sides = [arms.filter((arm) => arm.treated), arms.filter((arm) => !arm.treated)] as const;
  const [first, second] = [contributions(sides[0], propensity), contributions(sides[1], propensity)];
  return {
    effect: effect({
      estimate: first.mean - second.mean,
      standardError: Math.sqrt(varianceOfDifference(arms, [first, second], propensity)),
      degreesOfFreedom: null,
      method: 'stacked estimating equations with estimated propensity, normal quantile',
    }),
    propensity,
    effective: { treated: effectiveN(sides[0]), control: effectiveN(sides[1]) },
    support: supportOf(...sides),
  };
}

/** Treated less control with the covariates held equal, y = α + τT + βx, by classical and by HC1 errors. */
export function adjustedEffect(
  cells: readonly CovariateCell[],
  names: readonly string[],
): Answer<{ readonly classical: Effect; readonly hc1: Effect }> {
  const rows = cells.flatMap(({ x, treated, control }) => [
    { ...treated, x: [1, 1, ...x] },
    { ...control, x: [1, 0, ...x] },
  ]);
  const fit = groupedRegression(rows, ['intercept', 'treated', ...names]);
  if (!isAnswered(fit)) return fit;
  const [classical, hc1] = [coefficientEffect(fit, 1, 'ols'), coefficientEffect(fit, 1, 'hc1')];
  return classical === null || hc1 === null ? new Unanswerable('too-few') : { classical, hc1 };
}

function weightOf(estimand: Estimand, chance: number, treated: boolean): { weight: number; slope: number } {
  if (estimand === 'att') {
    const odds = chance / (1 - chance);
    return treated ? { weight: 1, slope: 0 } : { weight: odds, slope: odds };
  }
  return treated
    ? { weight: 1 / chance, slope: -(1 - chance) / chance }
    : { weight: 1 / (1 - chance), slope: chance / (1 - chance) };
}

interface Side {
  readonly mean: number;
  readonly weight: number;
  /** (XᵀWX)⁻¹ Σ w′(y − μ)x: how the mean moves with the estimated chances. */
  readonly pull: readonly number[];
}

function contributions(arms: readonly Arm[], { covariance }: Logistic): Side {
  const weight = arms.reduce((total, arm) => total + arm.weight * arm.cell.n, 0);
  const mean = arms.reduce((total, arm) => total + arm.weight * arm.cell.sum, 0) / weight;
  const moved = covariance.map((_, j) =>
    arms.reduce((total, { slope, cell, x }) => total + slope * (cell.sum - mean * cell.n) * at(x, j), 0),
  );
  return {
    mean,
    weight,
    pull: covariance.map((row) => row.reduce((sum, value, k) => sum + value * (moved[k] ?? 0), 0)),
  };
}

/** Σ of squared influences: a + b·y of each case, from the sums of its cell. */
function varianceOfDifference(arms: readonly Arm[], [first, second]: readonly [Side, Side], fit: Logistic): number {
  return arms.reduce((total, { cell, x, treated, chance, weight }) => {
    const own = treated ? first : second;
    const surprise = (treated ? 1 : 0) - chance;
    const scores = fit.coefficients.map((_, j) => surprise * at(x, j));
    const through = (side: Side): number => scores.reduce((sum, value, j) => sum + value * (side.pull[j] ?? 0), 0);
    const b = ((treated ? 1 : -1) * weight) / own.weight;
    const a = through(first) / first.weight - through(second) / second.weight - b * own.mean;
    return total + Math.max(0, a * a * cell.n + 2 * a * b * cell.sum + b * b * cell.sumOfSquares);
  }, 0);
}

function at(x: readonly number[], column: number): number {
  return column === 0 ? 1 : (x[column - 1] ?? 0);
}

function effectiveN(arms: readonly Arm[]): number {
  const [sum, squares] = [1, 2].map((power) =>
    arms.reduce((total, arm) => total + arm.weight ** power * arm.cell.n, 0),
  );
  return (sum ?? 0) ** 2 / (squares ?? 1);
}

function supportOf(treated: readonly Arm[], control: readonly Arm[]): CommonSupport {
  const chances = (arms: readonly Arm[]): number[] => arms.map(({ chance }) => chance);
  const low = Math.max(Math.min(...chances(treated)), Math.min(...chances(control)));
  const high = Math.min(Math.max(...chances(treated)), Math.max(...chances(control)));
  const outside = (arms: readonly Arm[]): number =>
    together(arms.filter(({ chance }) => chance < low || chance > high).map(({ cell }) => cell)).n;
  return { low, high, treatedOutside: outside(treated), controlOutside: outside(control) };
}
