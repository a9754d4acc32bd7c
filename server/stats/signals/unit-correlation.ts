import { type Steps } from '../../lib/in-turns.ts';
import { correlationsOf } from '../drivers/correlations.ts';
import { type Moments, together } from '../drivers/moments.ts';
import { percentileInterval } from '../drivers/percentile-interval.ts';
import { type Interval } from '../intervals/interval.ts';
import { seeded } from '../random.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';

export interface UnitCorrelation extends Interval {
  readonly r: number;
  readonly units: number;
  /** Pairs over all units. */
  readonly pairs: number;
  readonly method: string;
}

/**
 * Pearson's correlation of pairs that repeat within units (a depot's periods): units are redrawn whole, because their periods
 * are not independent. Each unit brings the moments of its pairs about a common centre. At least ten units.
 */
export function* unitCorrelation(
  units: readonly Moments[],
  { seed, draws = 2000 }: { readonly seed: number; readonly draws?: number },
): Steps<Answer<UnitCorrelation>> {
  if (units.length < 10) return new Unanswerable('too-few', { n: units.length, needed: 10 });
  const all = correlationsOf(together(units));
  if (!isAnswered(all)) return all;
  const random = seeded(seed);
  const even = units.map(() => 1);
  const redrawn: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const sample = correlationsOf(together(units, random.multinomial(units.length, even)));
    if (isAnswered(sample)) redrawn.push(sample.matrix[0]?.[1] ?? 0);
    if (draw % 50 === 0) yield draw / draws;
  }
  if (redrawn.length < 0.9 * draws) return new Unanswerable('constant-column', { column: 0 });
  return {
    r: all.matrix[0]?.[1] ?? 0,
    ...percentileInterval(redrawn),
    units: units.length,
    pairs: all.n,
    method: 'Pearson, percentile bootstrap by unit',
  };
}
