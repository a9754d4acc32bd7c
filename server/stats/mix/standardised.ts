import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { sidesOf, type Stratum, unitOf, varianceOfMean } from './strata.ts';

export interface Standardised {
  /** What each side's mean would be if both had the same mix of strata. */
  readonly first: number;
  readonly second: number;
  readonly difference: number;
  readonly standardError: number;
  /** Names the variance: between cases, or between persons. */
  readonly method: string;
}

/**
 * Direct standardisation: both sides' means within strata, weighted by one common mix. The mix is that of both sides
 * together, or `standard`: a weight by stratum, of any total. Unanswerable: a weighted stratum that one side lacks,
 * weights that are negative, missing or add up to nothing, a side with nobody in it.
 */
export function standardised(strata: readonly Stratum[], standard?: ReadonlyMap<string, number>): Answer<Standardised> {
  const sides = sidesOf(strata);
  if (!isAnswered(sides)) return sides;
  const weights = strata.map(({ stratum, first, second }) =>
    standard === undefined ? first.n + second.n : (standard.get(stratum) ?? Number.NaN),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0) || weights.some((weight) => weight < 0)) return new Unanswerable('bad-weights');
  let [first, second, variance] = [0, 0, 0];
  for (const [at, stratum] of strata.entries()) {
    const weight = (weights[at] ?? 0) / total;
    if (weight === 0) continue;
    if (stratum.first.n === 0 || stratum.second.n === 0) {
      return new Unanswerable('empty-group', { stratum: stratum.stratum });
    }
    first += (weight * stratum.first.sum) / stratum.first.n;
    second += (weight * stratum.second.sum) / stratum.second.n;
    variance += weight ** 2 * (varianceOfMean(stratum.first) + varianceOfMean(stratum.second));
  }
  return {
    first,
    second,
    difference: first - second,
    standardError: Math.sqrt(variance),
    method: `direct standardisation, variance between ${unitOf(strata)} within strata`,
  };
}
