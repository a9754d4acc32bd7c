import { type Interval, z95 } from '../intervals/interval.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

/** A stratum: how many it holds, and sums over those who were drawn from it by chance. */
export interface Stratum {
  readonly name: string;
  readonly population: number;
  readonly n: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** A figure with its standard error and normal interval. */
interface Estimated extends Interval {
  readonly value: number;
  readonly standardError: number;
}

export interface Stratified {
  readonly mean: Estimated;
  readonly total: Estimated;
  readonly n: number;
  readonly method: string;
}

/**
 * Mean and total of a population from a sample drawn within strata: Σ Nₕȳₕ, variance Σ Nₕ²·(1 − nₕ/Nₕ)·s²ₕ/nₕ. `too-few`
 * names a stratum with fewer than two answers, `out-of-scale` one with more answers than people.
 */
export function stratified(strata: readonly Stratum[]): Answer<Stratified> {
  let [population, total, variance, n] = [0, 0, 0, 0];
  for (const stratum of strata) {
    if (!(stratum.n >= 2)) return new Unanswerable('too-few', { stratum: stratum.name, n: stratum.n, needed: 2 });
    if (!(stratum.n <= stratum.population) || !Number.isFinite(stratum.sum + stratum.sumOfSquares))
      return new Unanswerable('out-of-scale', { stratum: stratum.name });
    const mean = stratum.sum / stratum.n;
    const spread = Math.max(0, stratum.sumOfSquares - stratum.sum * mean) / (stratum.n - 1);
    population += stratum.population;
    total += stratum.population * mean;
    variance += stratum.population ** 2 * (1 - stratum.n / stratum.population) * (spread / stratum.n);
    n += stratum.n;
  }
  if (population === 0) return new Unanswerable('empty-group');
  const standardError = Math.sqrt(variance);
  return {
    mean: estimated(total / population, standardError / population),
    total: estimated(total, standardError),
    n,
    method: 'stratified, with the correction for finite strata',
  };
}

function estimated(value: number, standardError: number): Estimated {
  return { value, standardError, low: value - z95 * standardError, high: value + z95 * standardError };
}
