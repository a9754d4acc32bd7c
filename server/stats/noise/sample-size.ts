import { normalQuantile } from '../quantiles.ts';
import { normalUpperTail } from '../tails.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

export interface Difference {
  /** The difference of two means that should be seen, in the unit of the values. */
  readonly difference: number;
  /** The standard deviation of one value: about 0.8 for answers to the NPS question on −1, 0 and 1. */
  readonly deviation: number;
}

/**
 * Answers needed in each of two groups to see a difference with this power (0.8 by default) in a two-sided test at 5 %,
 * by the normal approximation. Unanswerable: no difference, no deviation, a power not between 0.05 and 1.
 */
export function answersNeeded({ difference, deviation }: Difference, power = 0.8): Answer<number> {
  if (!(Number.isFinite(difference) && difference !== 0)) return new Unanswerable('out-of-scale', { difference });
  if (!(Number.isFinite(deviation) && deviation > 0)) return new Unanswerable('out-of-scale', { deviation });
  if (!(power > 0.05 && power < 1)) return new Unanswerable('out-of-scale', { power });
  const quantiles = normalQuantile(0.975) + normalQuantile(power);
  return Math.ceil(2 * ((quantiles * deviation) / difference) ** 2);
}

/**
 * The chance, 0 to 1, that a difference of this size is seen with so many answers in each of two groups (two-sided, 5 %).
 * Unanswerable as `answersNeeded`, and without answers.
 */
export function powerOf({ difference, deviation }: Difference, answers: number): Answer<number> {
  if (!(answers > 0 && Number.isFinite(answers))) return new Unanswerable('empty-group', { n: answers });
  if (!Number.isFinite(difference)) return new Unanswerable('out-of-scale', { difference });
  if (!(Number.isFinite(deviation) && deviation > 0)) return new Unanswerable('out-of-scale', { deviation });
  const distance = Math.abs(difference) / (deviation * Math.sqrt(2 / answers));
  const critical = normalQuantile(0.975);
  return normalUpperTail(critical - distance) + normalUpperTail(critical + distance);
}
