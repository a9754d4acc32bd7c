import { z95 } from './interval.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

/**
 * How many answers put a mean's 95 % interval within ± `margin`, from the variance of single answers in the same unit:
 * (z/m)²·Var, rounded up. For a score with shares p and d: 100²·(p + d − (p − d)²) and a margin in points.
 */
export function answersForMargin(margin: number, variance: number): Answer<number> {
  if (!(margin > 0) || !(variance >= 0) || !Number.isFinite(variance)) return new Unanswerable('out-of-scale');
  return Math.ceil((z95 / margin) ** 2 * variance);
}
