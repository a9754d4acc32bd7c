import { exactSet } from './exact-ties.ts';
import type { Member, RiskSets, Ties } from './risk-sets.ts';

/** What the events at one time add to the log partial likelihood, its slope and its curvature. The arrays are reused. */
export interface Contribution {
  readonly time: number;
  readonly logLikelihood: number;
  /** A column each: the sum of the Schoenfeld residuals at this time. */
  readonly score: Float64Array;
  /** Column by column, row after row: less the second derivative. */
  readonly information: Float64Array;
}

/**
 * Goes once over all times at which somebody had the event, latest first, stratum by stratum; null at a time without any, so that
 * a caller can pause there.
 */
export function* eventTimes(
  sets: RiskSets,
  coefficients: readonly number[],
  ties: Ties,
): Generator<Contribution | null, void, undefined> {
  for (const members of sets.strata) yield* new Pass(members, coefficients, ties).run();
}

/** Sums over a set of subjects: Σr, Σr·x, Σr·x·xᵀ. */
class Sums {
  zero = 0;
  readonly first: Float64Array;
  readonly second: Float64Array;

  constructor(columns: number) {
    this.first = new Float64Array(columns);
    this.second = new Float64Array(columns * columns);
  }

  add(x: Float64Array, weight: number): void {
    const { first, second } = this;
    const columns = first.length;
    this.zero += weight;
    for (let j = 0; j < columns; j++) {
      const value = weight * (x[j] ?? 0);
      first[j] = (first[j] ?? 0) + value;
      for (let k = 0; k <= j; k++) second[j * columns + k] = (second[j * columns + k] ?? 0) + value * (x[k] ?? 0);
    }
  }

  clear(): void {
    this.zero = 0;
    this.first.fill(0);
    this.second.fill(0);
  }
}

class Pass {
  readonly members: readonly Member[];
  readonly coefficients: readonly number[];
  readonly ties: Ties;
  readonly risk: Sums;
  readonly tied: Sums;
  readonly score: Float64Array;
  readonly information: Float64Array;

  constructor(members: readonly Member[], coefficients: readonly number[], ties: Ties) {
    this.members = members;
    this.coefficients = coefficients;
    this.ties = ties;
    this.risk = new Sums(coefficients.length);
    this.tied = new Sums(coefficients.length);
    this.score = new Float64Array(coefficients.length);
    this.information = new Float64Array(coefficients.length ** 2);
  }

  *run(): Generator<Contribution | null, void, undefined> {
    const { members, risk } = this;
    const leaving = members.filter(({ start }) => start > -Infinity).toSorted((a, b) => b.start - a.start);
    let entered = 0;
    let removed = 0;
    while (entered < members.length) {
      const time = members[entered]?.time ?? 0;
      for (; removed < leaving.length && (leaving[removed]?.start ?? 0) >= time; removed++) {
        const member = leaving[removed];
        if (member !== undefined) risk.add(member.x, -member.count * this.#riskOf(member));
      }
      const from = entered;
      while (entered < members.length && members[entered]?.time === time) {
        const member = members[entered++];
        if (member !== undefined) risk.add(member.x, member.count * this.#riskOf(member));
      }
      const logLikelihood = this.#contribute(time, from, entered);
      yield logLikelihood === null ? null : { time, logLikelihood, score: this.score, information: this.information };
    }
  }

  #riskOf({ x }: Member): number {
    return Math.exp(linear(x, this.coefficients));
  }

  #contribute(time: number, from: number, to: number): number | null {
    const { tied, score, coefficients } = this;
    tied.clear();
    score.fill(0);
    let [events, logLikelihood] = [0, 0];
    for (let i = from; i < to; i++) {
      const member = this.members[i];
      if (member === undefined || member.events === 0) continue;
      events += member.events;
      const logRisk = linear(member.x, coefficients);
      logLikelihood += member.events * logRisk;
      tied.add(member.x, member.events * Math.exp(logRisk));
      for (let j = 0; j < score.length; j++) score[j] = (score[j] ?? 0) + member.events * (member.x[j] ?? 0);
    }
    if (events === 0) return null;
    if (this.ties === 'exact') return logLikelihood - this.#subtractExact(time, to, events);
    return logLikelihood - this.#subtract(events);
  }

  #subtractExact(time: number, to: number, events: number): number {
    const present = this.members.slice(0, to).filter(({ start }) => start < time);
    const set = exactSet(
      present,
      present.map((member) => this.#riskOf(member)),
      events,
    );
    for (let j = 0; j < this.score.length; j++) this.score[j] = (this.score[j] ?? 0) - (set.first[j] ?? 0);
    this.information.set(set.second);
    return set.log;
  }

  /**
   * Takes mean and variance over those at risk, for Efron’s ties less a rising share of the tied: the shares come in only by five sums,
   * so that many events at one time cost no more than one. Returns the sum of the logs.
   */
  #subtract(events: number): number {
    const { risk, tied, score, information } = this;
    let [logs, one, share, oneSquare, shareSquare, squareSquare] = [0, 0, 0, 0, 0, 0];
    for (let event = 0; event < events; event++) {
      const f = this.ties === 'breslow' ? 0 : event / events;
      const zero = risk.zero - f * tied.zero;
      logs += Math.log(zero);
      one += 1 / zero;
      share += f / zero;
      oneSquare += 1 / zero ** 2;
      shareSquare += f / zero ** 2;
      squareSquare += (f / zero) ** 2;
    }
    const columns = score.length;
    for (let j = 0; j < columns; j++) {
      const [riskJ, tiedJ] = [risk.first[j] ?? 0, tied.first[j] ?? 0];
      score[j] = (score[j] ?? 0) - (one * riskJ - share * tiedJ);
      for (let k = 0; k <= j; k++) {
        const at = j * columns + k;
        const [riskK, tiedK] = [risk.first[k] ?? 0, tied.first[k] ?? 0];
        const squares = one * (risk.second[at] ?? 0) - share * (tied.second[at] ?? 0);
        const cross = shareSquare * (riskJ * tiedK + tiedJ * riskK);
        information[at] = squares - (oneSquare * riskJ * riskK - cross + squareSquare * tiedJ * tiedK);
        information[k * columns + j] = information[at] ?? 0;
      }
    }
    return logs;
  }
}

/** Σ xⱼbⱼ. */
export function linear(x: Float64Array, coefficients: readonly number[]): number {
  let sum = 0;
  for (let j = 0; j < x.length; j++) sum += (x[j] ?? 0) * (coefficients[j] ?? 0);
  return sum;
}
