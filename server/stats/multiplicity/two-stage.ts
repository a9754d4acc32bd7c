import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { adjusted } from './adjusted.ts';

export interface TwoStage {
  /** Which hypotheses are rejected, in the order given. */
  readonly rejected: readonly boolean[];
  /** How many of the family the first stage leaves as true null hypotheses. */
  readonly estimatedNulls: number;
  /** The level of the second stage. */
  readonly level: number;
}

/**
 * Two-stage Benjamini–Hochberg: a first pass estimates how many null hypotheses are true, a second one uses the room
 * that leaves. `first` says at which level the first pass runs: `'divided'` at level ÷ (1 + level), for which the false
 * discovery rate is proven under independence (Benjamini, Krieger & Yekutieli 2006), `'full'` at the level itself.
 * Unanswerable as `adjusted`, and for a level not between 0 and 1.
 */
export function twoStage(
  pValues: readonly number[],
  level: number,
  first: 'divided' | 'full' = 'divided',
): Answer<TwoStage> {
  if (!(level > 0 && level < 1)) return new Unanswerable('out-of-scale', { level });
  const qValues = adjusted(pValues, 'benjamini-hochberg');
  if (!isAnswered(qValues)) return qValues;
  const firstLevel = first === 'divided' ? level / (1 + level) : level;
  const estimatedNulls = qValues.filter((q) => q > firstLevel).length;
  const secondLevel = estimatedNulls === 0 ? 1 : Math.min(1, (firstLevel * pValues.length) / estimatedNulls);
  const firstFoundNothing = estimatedNulls === pValues.length;
  return {
    rejected: qValues.map((q) => !firstFoundNothing && q <= secondLevel),
    estimatedNulls,
    level: secondLevel,
  };
}
