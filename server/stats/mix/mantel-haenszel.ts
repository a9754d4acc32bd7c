import { type Interval, z95 } from '../intervals/interval.ts';
import { chiSquaredUpperTail } from '../tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { sidesOf, type Stratum, unitOf, varianceOfMean } from './strata.ts';

export interface AdjustedDifference extends Interval {
  /** First less second mean within strata, each weighted by n₁·n₂ ÷ (n₁ + n₂). */
  readonly difference: number;
  readonly standardError: number;
  /** Strata with somebody on both sides; only they count. */
  readonly strata: number;
  /** Names the variance: between cases, or between persons. */
  readonly method: string;
}

/**
 * The difference of two means with the strata held equal, and its 95 % interval; for shares the Mantel–Haenszel risk
 * difference. Unanswerable: no stratum with both sides, no spread in any of them, sums that are not finite.
 * Source: Mantel & Haenszel 1959; Greenland & Robins 1985.
 */
export function adjustedDifference(strata: readonly Stratum[]): Answer<AdjustedDifference> {
  const sides = sidesOf(strata);
  if (!isAnswered(sides)) return sides;
  const shared = strata.filter(({ first, second }) => first.n > 0 && second.n > 0);
  if (shared.length === 0) return new Unanswerable('empty-group', { strata: 0 });
  let [weights, weighted, variance] = [0, 0, 0];
  for (const { first, second } of shared) {
    const weight = (first.n * second.n) / (first.n + second.n);
    weights += weight;
    weighted += weight * (first.sum / first.n - second.sum / second.n);
    variance += weight ** 2 * (varianceOfMean(first) + varianceOfMean(second));
  }
  if (variance === 0) return new Unanswerable('constant-outcome');
  const [difference, standardError] = [weighted / weights, Math.sqrt(variance) / weights];
  return {
    difference,
    low: difference - z95 * standardError,
    high: difference + z95 * standardError,
    standardError,
    strata: shared.length,
    method: `Mantel–Haenszel weights, variance between ${unitOf(strata)} within strata`,
  };
}

export interface CommonOddsRatio extends Interval {
  /** Odds of the first ÷ odds of the second side, the same in every stratum. */
  readonly oddsRatio: number;
  readonly method: 'Mantel–Haenszel, variance of the logarithm by Robins, Breslow and Greenland';
}

/**
 * The odds ratio common to all strata with its 95 % interval; Σx of a stratum are its hits. Unanswerable: hits outside
 * 0 to n, and strata in which one side always or never hits, so that the ratio is nought or endless.
 * Source: Mantel & Haenszel 1959; Robins, Breslow & Greenland 1986.
 */
export function commonOddsRatio(strata: readonly Stratum[]): Answer<CommonOddsRatio> {
  const tables = tablesOf(strata);
  if (!isAnswered(tables)) return tables;
  let [concordant, discordant, pr, mixed, qs] = [0, 0, 0, 0, 0];
  for (const { a, b, c, d, n } of tables) {
    const [r, s, p, q] = [(a * d) / n, (b * c) / n, (a + d) / n, (b + c) / n];
    concordant += r;
    discordant += s;
    pr += p * r;
    mixed += p * s + q * r;
    qs += q * s;
  }
  if (concordant === 0 || discordant === 0) return new Unanswerable('separation');
  const oddsRatio = concordant / discordant;
  const variance = pr / (2 * concordant ** 2) + mixed / (2 * concordant * discordant) + qs / (2 * discordant ** 2);
  const factor = Math.exp(z95 * Math.sqrt(variance));
  return {
    oddsRatio,
    low: oddsRatio / factor,
    high: oddsRatio * factor,
    method: 'Mantel–Haenszel, variance of the logarithm by Robins, Breslow and Greenland',
  };
}

export interface StratifiedTest {
  /** χ² with one degree of freedom. */
  readonly chiSquared: number;
  readonly p: number;
  readonly continuity: boolean;
}

/**
 * The Cochran–Mantel–Haenszel test that two shares are the same within every stratum; Σx of a stratum are its hits.
 * `continuity` takes half a case off (the usual correction). Unanswerable as `commonOddsRatio`, and where everybody or
 * nobody hits in every stratum.
 */
export function stratifiedTest(strata: readonly Stratum[], continuity: boolean): Answer<StratifiedTest> {
  const tables = tablesOf(strata);
  if (!isAnswered(tables)) return tables;
  let [excess, variance] = [0, 0];
  for (const { a, b, c, d, n } of tables) {
    if (n < 2) continue;
    excess += a - ((a + b) * (a + c)) / n;
    variance += ((a + b) * (c + d) * (a + c) * (b + d)) / (n ** 2 * (n - 1));
  }
  if (variance === 0) return new Unanswerable('constant-outcome');
  const distance = Math.abs(excess);
  const corrected = continuity && distance >= 0.5 ? distance - 0.5 : distance;
  const chiSquared = corrected ** 2 / variance;
  return { chiSquared, p: chiSquaredUpperTail(chiSquared, 1), continuity };
}

/** Hits and misses of the first (a, b) and the second side (c, d), n together. */
interface FourFold {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly n: number;
}

function tablesOf(strata: readonly Stratum[]): Answer<readonly FourFold[]> {
  const sides = sidesOf(strata);
  if (!isAnswered(sides)) return sides;
  const tables: FourFold[] = [];
  for (const { stratum, first, second } of strata) {
    const [a, b, c, d] = [first.sum, first.n - first.sum, second.sum, second.n - second.sum];
    if (Math.min(a, b, c, d) < 0) return new Unanswerable('out-of-scale', { stratum });
    if (first.n > 0 && second.n > 0) tables.push({ a, b, c, d, n: first.n + second.n });
  }
  return tables.length > 0 ? tables : new Unanswerable('empty-group', { strata: 0 });
}
