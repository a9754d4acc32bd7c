import type { Interval } from '../intervals/interval.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

/**
 * How far the mean of those who answered lies from the mean of all, given both sides: (1 − rate)·(ȳ answered − ȳ silent), in the
 * unit of the means. The silent side is known for frame variables only.
 */
export function nonResponseBias(rate: number, answered: number, silent: number): Answer<number> {
  if (!(rate >= 0 && rate <= 1) || !Number.isFinite(answered - silent))
    return new Unanswerable('out-of-scale', { rate });
  return (1 - rate) * (answered - silent);
}

/** A scale's ends: 0 and 1 for a share, −100 and 100 for a Net Promoter Score. */
export interface Scale {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Where the mean of everybody must lie whatever the silent think: rate·ȳ + (1 − rate)·{lowest, highest}. Assumes nothing;
 * holds for those who were asked, before sampling error.
 */
export function worstCaseBounds(rate: number, mean: number, { lowest, highest }: Scale): Answer<Interval> {
  if (!(rate >= 0 && rate <= 1)) return new Unanswerable('out-of-scale', { rate });
  if (!(mean >= lowest && mean <= highest)) return new Unanswerable('out-of-scale', { mean, lowest, highest });
  return { low: rate * mean + (1 - rate) * lowest, high: rate * mean + (1 - rate) * highest };
}
