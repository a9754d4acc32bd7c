import type { Sums } from '../intervals/mean-interval.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';
import { type MeanDifference, meanDifference } from './paired.ts';

/**
 * First less second mean of two independent groups that may vary differently: Welch's t with Satterthwaite's degrees of
 * freedom, from sums. `empty-group`, `too-few` for a group of one, `constant-outcome` where neither group varies.
 */
export function welch(first: Sums, second: Sums): Answer<MeanDifference> {
  for (const { n, sum, sumOfSquares } of [first, second]) {
    if (!Number.isFinite(n + sum + sumOfSquares)) return new Unanswerable('out-of-scale');
    if (n <= 0) return new Unanswerable('empty-group');
    if (n < 2) return new Unanswerable('too-few', { n, needed: 2 });
  }
  const [a, b] = [squaredError(first), squaredError(second)];
  if (!(a + b > 0)) return new Unanswerable('constant-outcome');
  const degreesOfFreedom = (a + b) ** 2 / (a ** 2 / (first.n - 1) + b ** 2 / (second.n - 1));
  const difference = first.sum / first.n - second.sum / second.n;
  return meanDifference(difference, Math.sqrt(a + b), { degreesOfFreedom, method: 'Welch t' });
}

/** s²/n; what rounding leaves of equal values is 0. */
function squaredError({ n, sum, sumOfSquares }: Sums): number {
  const spread = sumOfSquares - sum ** 2 / n;
  return spread > 1e-10 * sumOfSquares ? spread / (n - 1) / n : 0;
}
