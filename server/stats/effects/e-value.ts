import { type Answer, Unanswerable } from '../unanswerable.ts';

/**
 * How strongly something unmeasured would have to go with both the change and the outcome (as risk ratios) to explain an
 * observed risk ratio away: RR + √(RR(RR − 1)), the inverse ratio below 1 (VanderWeele and Ding 2017). 1 means: nothing
 * is needed.
 */
export function eValue(riskRatio: number): Answer<number> {
  if (!(riskRatio > 0) || riskRatio === Infinity) return new Unanswerable('out-of-scale');
  const ratio = riskRatio < 1 ? 1 / riskRatio : riskRatio;
  return ratio + Math.sqrt(ratio * (ratio - 1));
}

/** The same for a difference of means in standard deviations, by RR ≈ e^(0.91·d). */
export function eValueOfDifference(standardised: number): Answer<number> {
  return eValue(Math.exp(0.91 * standardised));
}
