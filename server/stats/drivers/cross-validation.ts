import { type Steps } from '../../lib/in-turns.ts';
import { seeded } from '../random.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { type Correlations, correlationsOf } from './correlations.ts';
import { type Moments, together } from './moments.ts';
import { type PenalisedFit } from './penalised.ts';

/** `lasso` or `ridgeByMean`: a fit at a penalty in units of the outcome. */
export type PenalisedMethod = (correlations: Correlations, penalty: number) => Answer<PenalisedFit>;

export interface PenaltyChoice {
  /** The penalty with the least error on rows that the fit had not seen, in units of the outcome. */
  readonly penalty: number;
  /** The fit of all rows at that penalty. */
  readonly fit: PenalisedFit;
  /** Root mean squared error out of sample along the path, largest penalty first. */
  readonly path: readonly { readonly penalty: number; readonly error: number }[];
}

/**
 * Chooses a penalty by ten-fold cross-validation over groups of rows, dealt to the folds by the seed. Forty penalties from one
 * deviation of the outcome down to a thousandth of it. There are no p-values after a choice.
 */
export function* chosenPenalty(
  groups: readonly Moments[],
  method: PenalisedMethod,
  { seed, folds = 10 }: { readonly seed: number; readonly folds?: number },
): Steps<Answer<PenaltyChoice>> {
  if (groups.length < folds) return new Unanswerable('too-few', { n: groups.length, needed: folds });
  const whole = correlationsOf(together(groups));
  if (!isAnswered(whole)) return whole;
  const fold = seeded(seed).shuffled(groups.map((_, at) => at % folds));
  const penalties = Array.from({ length: 40 }, (_, step) => (whole.deviations[0] ?? 1) * 10 ** (-step / 13));
  const squares = penalties.map(() => 0);
  let weight = 0;
  for (let left = 0; left < folds; left++) {
    const train = correlationsOf(together(groups, fold.map((own) => Number(own !== left)))); // prettier-ignore
    if (!isAnswered(train)) return train;
    const held = together(groups, fold.map((own) => Number(own === left))); // prettier-ignore
    weight += held.weight;
    for (const [step, penalty] of penalties.entries()) {
      const fit = method(train, penalty);
      if (!isAnswered(fit)) return fit;
      squares[step] = (squares[step] ?? 0) + squaredErrors(held, fit);
    }
    yield (left + 1) / (folds + 1);
  }
  const path = penalties.map((penalty, step) => ({ penalty, error: Math.sqrt((squares[step] ?? 0) / weight) }));
  const best = path.reduce((least, point) => (point.error < least.error ? point : least));
  const fit = method(whole, best.penalty);
  return isAnswered(fit) ? { penalty: best.penalty, fit, path } : fit;
}

/** Weighted sum of (y − intercept − Σbx)² from moments alone. */
export function squaredErrors(
  { weight, centre, sums, products }: Moments,
  { intercept, coefficients }: PenalisedFit,
): number {
  const loads = [1, ...coefficients.map((slope) => -slope)];
  const level = loads.reduce((rest, load, j) => rest + load * (centre[j] ?? 0), -intercept);
  const linear = loads.reduce((total, load, j) => total + load * (sums[j] ?? 0), 0);
  let quadratic = 0;
  let place = 0;
  for (let i = 0; i < loads.length; i++)
    for (let j = i; j < loads.length; j++, place++)
      quadratic += (i === j ? 1 : 2) * (loads[i] ?? 0) * (loads[j] ?? 0) * (products[place] ?? 0);
  return Math.max(0, quadratic + 2 * level * linear + weight * level ** 2);
}
