import { atOnce, type Steps } from '../../lib/in-turns.ts';
import { chiSquaredUpperTail } from '../tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import type { Cox, OverallTest } from './cox.ts';
import { eventTimes } from './partial-likelihood.ts';
import { inverseOrNull, quadratic } from '../positive-definite.ts';
import { type RiskSets, type CovariateRow, riskSets } from './risk-sets.ts';
import { riskTable } from './risk-table.ts';

/** A question of the model that may take several columns, such as a product in three dummies. */
export interface Term {
  readonly name: string;
  /** Which columns of `x`, counted from 0. */
  readonly columns: readonly number[];
}

export interface ProportionalHazards {
  readonly terms: readonly (OverallTest & { readonly name: string })[];
  readonly global: OverallTest;
  readonly method: string;
}

/**
 * Whether hazard ratios change over time: the score test of columns times the (left-continuous) Kaplan–Meier curve of all, as
 * `cox.zph` of R's survival 3.x (Grambsch & Therneau 1994). A small p speaks against one ratio for the whole time. Terms default
 * to a column each. Unanswerable with `too-few` where all events fall at so few times that nothing can change between them.
 */
export function* proportionalHazardsSteps(
  rows: readonly CovariateRow[],
  fit: Cox,
  terms?: readonly Term[],
): Steps<Answer<ProportionalHazards>> {
  const sets = riskSets(rows, fit.names);
  if (!isAnswered(sets)) return sets;
  const transform = leftContinuousCurve(rows);
  if (!isAnswered(transform)) return transform;
  const sums = yield* weightedSums(sets, fit, transform);
  const all = sets.names.map((_, j) => j);
  const global = scoreTest(sums, all);
  const tested = (terms ?? sets.names.map((name, j) => ({ name, columns: [j] }))).map(({ name, columns }) => {
    const test = scoreTest(sums, columns);
    return test === null ? null : { name, ...test };
  });
  const found = tested.filter((test) => test !== null);
  if (global === null || found.length < tested.length) return new Unanswerable('too-few', { n: fit.events });
  return { terms: found, global, method: 'score test with Kaplan–Meier time' };
}

/** The same in one go, for few rows. */
export function proportionalHazards(
  rows: readonly CovariateRow[],
  fit: Cox,
  terms?: readonly Term[],
): Answer<ProportionalHazards> {
  return atOnce(proportionalHazardsSteps(rows, fit, terms));
}

interface WeightedSums {
  readonly score: number[];
  /** Information with weights 1, g and g², where g is the transformed time. */
  readonly plain: number[][];
  readonly once: number[][];
  readonly twice: number[][];
}

function* weightedSums(sets: RiskSets, fit: Cox, transform: ReadonlyMap<number, number>): Steps<WeightedSums> {
  const columns = sets.names.length;
  const square = (): number[][] => sets.names.map(() => sets.names.map(() => 0));
  const sums = { score: sets.names.map(() => 0), plain: square(), once: square(), twice: square() };
  const coefficients = fit.coefficients.map((value, j) => value * (sets.deviations[j] ?? 1));
  for (const at of eventTimes(sets, coefficients, fit.ties)) {
    yield 0.5;
    if (at === null) continue;
    const { time, score, information } = at;
    const g = transform.get(time) ?? 0;
    for (let j = 0; j < columns; j++) {
      sums.score[j] = (sums.score[j] ?? 0) + g * (score[j] ?? 0);
      const [plain = [], once = [], twice = []] = [sums.plain[j], sums.once[j], sums.twice[j]];
      for (let k = 0; k < columns; k++) {
        const value = information[j * columns + k] ?? 0;
        plain[k] = (plain[k] ?? 0) + value;
        once[k] = (once[k] ?? 0) + g * value;
        twice[k] = (twice[k] ?? 0) + g * g * value;
      }
    }
  }
  return sums;
}

/** The information of the tested coefficients is what the model's own leave of it. */
function scoreTest({ score, plain, once, twice }: WeightedSums, tested: readonly number[]): OverallTest | null {
  const size = plain.length;
  const block = (j: number, k: number): number =>
    j < size
      ? ((k < size ? plain[j]?.[k] : once[j]?.[tested[k - size] ?? 0]) ?? 0)
      : ((k < size ? once[tested[j - size] ?? 0]?.[k] : twice[tested[j - size] ?? 0]?.[tested[k - size] ?? 0]) ?? 0);
  const total = size + tested.length;
  const information = Array.from({ length: total }, (_, j) => Array.from({ length: total }, (_, k) => block(j, k)));
  const inverse = inverseOrNull(information);
  if (inverse === null) return null;
  const slope = Array.from({ length: total }, (_, j) => (j < size ? 0 : (score[tested[j - size] ?? 0] ?? 0)));
  const chiSquared = quadratic(slope, inverse);
  return { chiSquared, degreesOfFreedom: tested.length, pValue: chiSquaredUpperTail(chiSquared, tested.length) };
}

/** Survival of all just before each time, less its mean over events: centring keeps the information well conditioned. */
function leftContinuousCurve(rows: readonly CovariateRow[]): Answer<ReadonlyMap<number, number>> {
  const table = riskTable(rows);
  if (!isAnswered(table)) return table;
  let [survival, sum] = [1, 0];
  const before = new Map<number, number>();
  for (const { time, atRisk, events } of table.times) {
    before.set(time, survival);
    sum += events * survival;
    survival *= 1 - events / atRisk;
  }
  const mean = sum / table.events;
  return new Map([...before].map(([time, value]) => [time, value - mean]));
}
