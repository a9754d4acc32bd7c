import { seeded } from '../random.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';
import type { Interval } from './interval.ts';
import { type NpsCounts, npsScore } from './nps-score.ts';

export interface BootstrapOptions {
  readonly draws: number;
  readonly seed: number;
}

export interface Bootstrapped extends Interval {
  /** Standard deviation of what was drawn. */
  readonly standardError: number;
}

/**
 * Percentile interval (95 %) of a Net Promoter Score from multinomial draws of the three counts: no row is drawn again.
 * Yields the share done.
 */
export function* npsBootstrap(
  { promoters, detractors, n }: NpsCounts,
  { draws, seed }: BootstrapOptions,
): Generator<number, Answer<Bootstrapped>> {
  if (!(n > 1) || promoters + detractors > n) return new Unanswerable('too-few', { n, needed: 2 });
  const random = seeded(seed);
  const scores: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const [p = 0, d = 0] = random.multinomial(n, [promoters, detractors, n - promoters - detractors]);
    scores.push(npsScore({ promoters: p, detractors: d, n }) ?? 0);
    if (draw % Math.max(1, Math.round(20_000 / n)) === 0) yield draw / draws;
  }
  return percentiles(scores);
}

/** Account × its sums of a value and its answers. */
export interface ClusterSum {
  readonly n: number;
  readonly sum: number;
}

/**
 * Percentile interval (95 %) of the mean over answers when whole accounts are drawn again, for accounts too few or too
 * uneven for a t interval. Yields the share done; `too-few` below two clusters.
 */
export function* clusterBootstrap(
  clusters: readonly ClusterSum[],
  { draws, seed }: BootstrapOptions,
): Generator<number, Answer<Bootstrapped>> {
  if (clusters.length < 2) return new Unanswerable('too-few', { clusters: clusters.length, needed: 2 });
  if (clusters.some(({ n }) => !(n > 0))) return new Unanswerable('empty-group');
  const random = seeded(seed);
  const means: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    let [n, sum] = [0, 0];
    for (let one = 0; one < clusters.length; one++) {
      const drawn = clusters[random.integer(clusters.length)];
      n += drawn?.n ?? 0;
      sum += drawn?.sum ?? 0;
    }
    means.push(sum / n);
    if (draw % Math.max(1, Math.round(40_000 / clusters.length)) === 0) yield draw / draws;
  }
  return percentiles(means);
}

function percentiles(values: readonly number[]): Answer<Bootstrapped> {
  if (values.length < 40) return new Unanswerable('too-few', { draws: values.length, needed: 40 });
  const sorted = values.toSorted((a, b) => a - b);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    low: quantileOf(sorted, 0.025),
    high: quantileOf(sorted, 0.975),
    standardError: Math.sqrt(squares / (sorted.length - 1)),
  };
}

/** Linear between neighbours, as R's type 7. */
function quantileOf(sorted: readonly number[], probability: number): number {
  const at = (sorted.length - 1) * probability;
  const below = sorted[Math.floor(at)] ?? 0;
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? 0) - below);
}
