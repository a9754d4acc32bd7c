import { atOnce, type Steps } from '../../lib/in-turns.ts';
import { inverseOrNull, times } from '../positive-definite.ts';
import { normalTwoSided } from '../tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { backToUnits, standardised, type StandardisedColumn } from './standardised-columns.ts';

/** Cases that share the values of all columns: `hits` of `n` had the outcome. A single case is `{ x, n: 1, hits: 0 | 1 }`. */
export interface OutcomeRow {
  readonly x: readonly number[];
  readonly n: number;
  readonly hits: number;
}

export interface LogisticOptions {
  /** A name a column of `x`, for results and messages. */
  readonly names: readonly string[];
  /** A weight a row, not negative: multiplies its cases. Standard errors then treat weights as frequencies. */
  readonly weights?: readonly number[];
}

/** A fitted model of the log-odds. Lists begin with the intercept, which the function brings itself. */
export interface Logistic {
  readonly names: readonly string[];
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
  /** Two-sided, from Wald's z. */
  readonly pValues: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  /** −2 log-likelihood of the cases one by one, so that grouping rows does not change it. */
  readonly deviance: number;
  /** The same of the model with an intercept alone. */
  readonly nullDeviance: number;
  readonly n: number;
  readonly hits: number;
  readonly iterations: number;
  readonly method: string;
}

/**
 * Maximum-likelihood logistic regression by Fisher scoring, which is iteratively reweighted least squares, over grouped rows; columns
 * are centred and scaled inside. Where it settles depends on the slope alone, which is summed exactly, so the steps need no QR. Unanswerable: `constant-outcome`, `constant-column`, `collinear`, `too-few` (no more cases than
 * coefficients), `out-of-scale` (hits outside 0 to n, values that are no numbers), `bad-weights`, and `separation` with the
 * column that predicts best: a direction along which every hit lies on one side and every miss on the other, so that no finite
 * maximum exists (Albert & Anderson 1984).
 */
export function* logisticSteps(
  rows: readonly OutcomeRow[],
  { names, weights }: LogisticOptions,
): Steps<Answer<Logistic>> {
  const cases = weightedCases(rows, weights);
  if (!isAnswered(cases)) return cases;
  const n = cases.reduce((sum, row) => sum + row.n, 0);
  const hits = cases.reduce((sum, row) => sum + row.hits, 0);
  if (n <= names.length + 1) return new Unanswerable('too-few', { n, needed: names.length + 2 });
  if (hits <= 0 || hits >= n) return new Unanswerable('constant-outcome', { n, hits });
  const columns = standardised(cases, names);
  if (!isAnswered(columns)) return columns;
  const start = [Math.log(hits / (n - hits)), ...names.map(() => 0)];
  const maximum = yield* iterate({ cases, columns, names: ['(intercept)', ...names] }, start);
  if (!isAnswered(maximum)) return maximum;
  const { coefficients, covariance } = backToUnits(maximum.coefficients, maximum.inverse, columns);
  const standardErrors = covariance.map((row, j) => Math.sqrt(row[j] ?? 0));
  return {
    names: ['(intercept)', ...names],
    coefficients,
    standardErrors,
    pValues: coefficients.map((value, j) => normalTwoSided(value / (standardErrors[j] ?? 1))),
    covariance,
    deviance: maximum.deviance,
    nullDeviance: -2 * (hits * Math.log(hits / n) + (n - hits) * Math.log(1 - hits / n)),
    n,
    hits,
    iterations: maximum.iterations,
    method: 'maximum likelihood, Wald by the expected information',
  };
}

/** The same in one go: for up to some thousand different rows. */
export function logistic(rows: readonly OutcomeRow[], options: LogisticOptions): Answer<Logistic> {
  return atOnce(logisticSteps(rows, options));
}

/** The share of cases with these values that have the outcome, 0 to 1. */
export function probability(fit: Pick<Logistic, 'coefficients'>, x: readonly number[]): number {
  return inverseLogit(
    x.reduce((sum, value, j) => sum + value * (fit.coefficients[j + 1] ?? 0), fit.coefficients[0] ?? 0),
  );
}

/** 1/(1 + e⁻ˣ). */
export function inverseLogit(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

interface Problem {
  readonly cases: readonly OutcomeRow[];
  readonly columns: { readonly design: readonly (readonly number[])[]; readonly scales: readonly StandardisedColumn[] };
  readonly names: readonly string[];
}

interface Maximum {
  readonly coefficients: readonly number[];
  readonly inverse: readonly (readonly number[])[];
  readonly deviance: number;
  readonly iterations: number;
}

function weightedCases(rows: readonly OutcomeRow[], weights?: readonly number[]): Answer<readonly OutcomeRow[]> {
  if (weights?.some((weight) => !(weight >= 0) || weight === Infinity) === true) return new Unanswerable('bad-weights');
  const sound = rows.every(
    ({ x, n, hits }) => n >= hits && hits >= 0 && Number.isFinite(n) && x.every(Number.isFinite),
  );
  if (!sound) return new Unanswerable('out-of-scale');
  const weighted = rows.map(({ x, n, hits }, i) => ({
    x,
    n: n * (weights?.[i] ?? 1),
    hits: hits * (weights?.[i] ?? 1),
  }));
  const kept = weighted.filter(({ n }) => n > 0);
  return weights !== undefined && kept.length === 0 && rows.length > 0 ? new Unanswerable('bad-weights') : kept;
}

function* iterate(problem: Problem, start: readonly number[]): Steps<Answer<Maximum>> {
  let coefficients = start;
  let at = yield* evaluate(problem, coefficients);
  let settled = false;
  for (let iterations = 1; iterations <= 60; iterations++) {
    const inverse = inverseOrNull(at.information);
    if (inverse === null) return new Unanswerable('collinear', { column: collinearColumn(problem, at) });
    const change = times(inverse, at.slope);
    if (settled) {
      const { deviance } = yield* evaluate(problem, moved(coefficients, change));
      return { coefficients: moved(coefficients, change), inverse, deviance, iterations };
    }
    const separating = separatingColumn(problem, change);
    if (separating !== null) return new Unanswerable('separation', { column: separating });
    settled = Math.max(...change.map(Math.abs)) < 1e-7;
    let share = 1;
    let next = yield* evaluate(problem, moved(coefficients, change));
    while (share > 1e-4 && !(next.deviance <= at.deviance * (1 + 1e-12))) {
      share /= 2;
      next = yield* evaluate(problem, moved(coefficients, change, share));
    }
    coefficients = moved(coefficients, change, share);
    at = next;
  }
  return new Unanswerable('not-converged');
}

interface Evaluated {
  readonly deviance: number;
  readonly slope: readonly number[];
  readonly information: readonly (readonly number[])[];
}

function* evaluate({ cases, columns }: Problem, coefficients: readonly number[]): Steps<Evaluated> {
  const size = coefficients.length;
  const slope = new Float64Array(size);
  const information = new Float64Array(size * size);
  let deviance = 0;
  for (const [i, row] of columns.design.entries()) {
    if (i % 1000 === 999) yield i / columns.design.length;
    const logit = dot(row, coefficients);
    const { n, hits } = cases[i] ?? { n: 0, hits: 0 };
    const share = inverseLogit(logit);
    deviance += 2 * (n * softplus(logit) - hits * logit);
    const [residual, weight] = [hits - n * share, n * share * (1 - share)];
    for (let j = 0; j < size; j++) {
      const value = row[j] ?? 0;
      slope[j] = (slope[j] ?? 0) + residual * value;
      for (let k = 0; k <= j; k++)
        information[j * size + k] = (information[j * size + k] ?? 0) + weight * value * (row[k] ?? 0);
    }
  }
  const whole = coefficients.map((_, j) =>
    coefficients.map((__, k) => information[Math.max(j, k) * size + Math.min(j, k)] ?? 0),
  );
  return { deviance, slope: [...slope], information: whole };
}

function collinearColumn({ names }: Problem, { information }: Evaluated): string {
  const leading = (size: number): number[][] => information.slice(0, size).map((row) => row.slice(0, size));
  return names.find((_, j) => inverseOrNull(leading(j + 1)) === null) ?? '';
}

function moved(from: readonly number[], change: readonly number[], share = 1): number[] {
  return from.map((value, j) => value + share * (change[j] ?? 0));
}

/** The step itself is the proof: where it lifts every hit and lowers every miss, it can be taken for ever. */
function separatingColumn({ cases, columns, names }: Problem, change: readonly number[]): string | null {
  const moves = columns.design.map((row) => dot(row, change));
  const largest = Math.max(...moves.map(Math.abs));
  if (!(largest > 0.1)) return null;
  const slack = largest * 1e-6;
  const separates = cases.every(({ n, hits }, i) => {
    const move = moves[i] ?? 0;
    return (hits === 0 || move >= -slack) && (hits === n || move <= slack);
  });
  if (!separates) return null;
  const strengths = change.slice(1).map(Math.abs);
  return names[1 + strengths.indexOf(Math.max(...strengths))] ?? names[0] ?? '';
}

/** ln(1 + eˣ) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
