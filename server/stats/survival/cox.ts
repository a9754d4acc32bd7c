import { atOnce, type Steps } from '../../lib/in-turns.ts';
import { type Interval, z95 } from '../intervals/interval.ts';
import { chiSquaredUpperTail, normalTwoSided } from '../tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { concordance } from './concordance.ts';
import { isTooLong } from './exact-ties.ts';
import { eventTimes, linear } from './partial-likelihood.ts';
import { inverseOrNull, quadratic, times } from '../positive-definite.ts';
import { type CovariateRow, type RiskSets, riskSets, type Ties } from './risk-sets.ts';

/** A χ² test of all coefficients at once. */
export interface OverallTest {
  readonly chiSquared: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/** A fitted proportional-hazards model; lists have an entry a column. */
export interface Cox {
  readonly names: readonly string[];
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
  readonly hazardRatios: readonly { readonly value: number; readonly interval: Interval }[];
  /** Two-sided, from Wald's z. */
  readonly pValues: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  readonly logLikelihood: number;
  readonly likelihoodRatio: OverallTest;
  readonly wald: OverallTest;
  readonly score: OverallTest;
  /** Share of pairs in which who had the event first had the higher hazard; ties half. Null with late entries. */
  readonly concordance: number | null;
  readonly n: number;
  readonly events: number;
  readonly iterations: number;
  readonly ties: Ties;
  readonly method: string;
}

export interface CoxOptions {
  /** A name a column of `x`, for results and messages. */
  readonly names: readonly string[];
  readonly ties?: Ties;
}

/**
 * Cox's partial likelihood by Newton–Raphson, converged to the last digits, over frequency-counted rows. Unanswerable: what risk
 * sets refuse, `collinear`, `too-many` for exact ties of too many, and `separation` with a column, where everybody with the event had the highest value of all at risk,
 * time after time, so that no finite maximum exists.
 */
export function* coxSteps(rows: readonly CovariateRow[], { names, ties = 'efron' }: CoxOptions): Steps<Answer<Cox>> {
  const sets = riskSets(rows, names);
  if (!isAnswered(sets)) return sets;
  if (ties === 'exact' && isTooLong(sets)) return new Unanswerable('too-many', { n: sets.events, limit: 100 });
  const fit = yield* maximise(sets, ties);
  if (!isAnswered(fit)) return fit;
  const { start, at, iterations } = fit;
  const scaled = fit.coefficients;
  const coefficients = scaled.map((value, j) => value / (sets.deviations[j] ?? 1));
  const covariance = at.inverse.map((row, j) =>
    row.map((value, k) => value / ((sets.deviations[j] ?? 1) * (sets.deviations[k] ?? 1))),
  );
  const standardErrors = covariance.map((row, j) => Math.sqrt(row[j] ?? 0));
  const overall = (chiSquared: number): OverallTest => ({
    chiSquared,
    degreesOfFreedom: names.length,
    pValue: chiSquaredUpperTail(chiSquared, names.length),
  });
  return {
    names,
    coefficients,
    standardErrors,
    hazardRatios: coefficients.map((value, j) => ratio(value, standardErrors[j] ?? 0)),
    pValues: coefficients.map((value, j) => normalTwoSided(value / (standardErrors[j] ?? 1))),
    covariance,
    logLikelihood: at.logLikelihood,
    likelihoodRatio: overall(2 * (at.logLikelihood - start.logLikelihood)),
    wald: overall(quadratic(scaled, at.information)),
    score: overall(quadratic(start.score, start.inverse)),
    concordance: sets.truncated ? null : concordance(sets, scaled),
    n: sets.n,
    events: sets.events,
    iterations,
    ties,
    method: `Cox, ${ties === 'exact' ? 'exact' : ties === 'efron' ? 'Efron’s' : 'Breslow’s'} ties, observed information`,
  };
}

/** The same in one go, for few rows. */
export function cox(rows: readonly CovariateRow[], options: CoxOptions): Answer<Cox> {
  return atOnce(coxSteps(rows, options));
}

interface Evaluated {
  readonly logLikelihood: number;
  readonly score: readonly number[];
  readonly information: readonly (readonly number[])[];
}

interface Inverted extends Evaluated {
  readonly inverse: readonly (readonly number[])[];
}

interface Fit {
  readonly coefficients: readonly number[];
  readonly start: Inverted;
  readonly at: Inverted;
  readonly iterations: number;
}

function* maximise(sets: RiskSets, ties: Ties): Steps<Answer<Fit>> {
  let coefficients: readonly number[] = sets.names.map(() => 0);
  let at = inverted(sets, yield* evaluate(sets, coefficients, ties, 0));
  if (!isAnswered(at)) return at;
  const start = at;
  let settled = false;
  for (let iterations = 1; iterations <= 60; iterations++) {
    const change = times(at.inverse, at.score);
    const separating = separatingColumn(sets, change);
    if (separating !== null) return new Unanswerable('separation', { column: separating });
    let share = 1;
    let next = yield* evaluate(sets, moved(coefficients, change), ties, doneAfter(iterations));
    while (share > 1e-4 && !(next.logLikelihood >= at.logLikelihood - 1e-9 * Math.abs(at.logLikelihood))) {
      share /= 2;
      next = yield* evaluate(sets, moved(coefficients, change, share), ties, doneAfter(iterations));
    }
    coefficients = moved(coefficients, change, share);
    const reached = inverted(sets, next);
    if (!isAnswered(reached)) return reached;
    at = reached;
    if (settled) return { coefficients, start, at, iterations };
    settled = share === 1 && Math.max(...change.map(Math.abs)) < 1e-7;
  }
  return new Unanswerable('not-converged');
}

/** Nobody knows how many steps it takes; mostly five or six. */
function doneAfter(iterations: number): number {
  return 1 - 0.6 ** iterations;
}

function* evaluate(sets: RiskSets, coefficients: readonly number[], ties: Ties, done: number): Steps<Evaluated> {
  const columns = coefficients.length;
  const score = coefficients.map(() => 0);
  const information = coefficients.map(() => coefficients.map(() => 0));
  let logLikelihood = 0;
  for (const at of eventTimes(sets, coefficients, ties)) {
    yield done;
    if (at === null) continue;
    logLikelihood += at.logLikelihood;
    for (let j = 0; j < columns; j++) {
      score[j] = (score[j] ?? 0) + (at.score[j] ?? 0);
      const row = information[j] ?? [];
      for (let k = 0; k < columns; k++) row[k] = (row[k] ?? 0) + (at.information[j * columns + k] ?? 0);
    }
  }
  return { logLikelihood, score, information };
}

function inverted(sets: RiskSets, evaluated: Evaluated): Answer<Inverted> {
  const inverse = inverseOrNull(evaluated.information);
  if (inverse !== null) return { ...evaluated, inverse };
  const { information } = evaluated;
  const bad = sets.names.findIndex(
    (_, j) => inverseOrNull(information.slice(0, j + 1).map((row) => row.slice(0, j + 1))) === null,
  );
  return new Unanswerable('collinear', { column: sets.names[bad] ?? '' });
}

/** The step itself is the proof: where who has the event lies highest of all at risk, it can be taken for ever. */
function separatingColumn(sets: RiskSets, change: readonly number[]): string | null {
  let largest = 0;
  for (const members of sets.strata)
    for (const { x } of members) largest = Math.max(largest, Math.abs(linear(x, change)));
  if (sets.truncated || !(largest > 0.1)) return null;
  const slack = largest * 1e-6;
  for (const members of sets.strata) {
    let highest = -Infinity;
    for (let from = 0; from < members.length;) {
      const time = members[from]?.time;
      let lowestEvent = Infinity;
      for (; from < members.length && members[from]?.time === time; from++) {
        const move = linear(members[from]?.x ?? new Float64Array(), change);
        highest = Math.max(highest, move);
        if ((members[from]?.events ?? 0) > 0) lowestEvent = Math.min(lowestEvent, move);
      }
      if (lowestEvent < highest - slack) return null;
    }
  }
  const strengths = change.map(Math.abs);
  return sets.names[strengths.indexOf(Math.max(...strengths))] ?? null;
}

function moved(from: readonly number[], change: readonly number[], share = 1): number[] {
  return from.map((value, j) => value + share * (change[j] ?? 0));
}

function ratio(coefficient: number, standardError: number): { value: number; interval: Interval } {
  const width = z95 * standardError;
  return {
    value: Math.exp(coefficient),
    interval: { low: Math.exp(coefficient - width), high: Math.exp(coefficient + width) },
  };
}
