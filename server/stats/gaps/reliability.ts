import { type Answer, Unanswerable } from '../unanswerable.ts';

/**
 * Reliability of a difference of two measures with equal variances: (½(ρ₁ + ρ₂) − ρ₁₂)/(1 − ρ₁₂), from the reliability of each
 * and their correlation. Two reliable measures that go together leave a difference that is mostly noise; below 0 (an impossible
 * combination in the population) it is 0. `out-of-scale` for a reliability outside 0 to 1 or a correlation outside −1 to 1,
 * `collinear` for a correlation of 1.
 */
export function differenceReliability(first: number, second: number, correlation: number): Answer<number> {
  if (!(first >= 0 && first <= 1 && second >= 0 && second <= 1))
    return new Unanswerable('out-of-scale', { first, second });
  if (!(correlation >= -1 && correlation <= 1)) return new Unanswerable('out-of-scale', { correlation });
  if (1 - correlation < 1e-12) return new Unanswerable('collinear');
  return Math.max(0, ((first + second) / 2 - correlation) / (1 - correlation));
}

/**
 * Cronbach's α: how far the items of a scale go together, k/(k − 1)·(1 − Σσ²ᵢ/σ²ₜ), from the variances of the items and of their
 * sum over the same people. `too-few` for one item, `constant-outcome` where the sum does not vary. Negative where items
 * contradict each other: one of them probably counts the other way.
 */
export function alphaOfScale(itemVariances: readonly number[], totalVariance: number): Answer<number> {
  const items = itemVariances.length;
  if (items < 2) return new Unanswerable('too-few', { items, needed: 2 });
  if (itemVariances.some((variance) => !(variance >= 0)) || !Number.isFinite(totalVariance))
    return new Unanswerable('out-of-scale');
  if (!(totalVariance > 0)) return new Unanswerable('constant-outcome');
  return (items / (items - 1)) * (1 - itemVariances.reduce((sum, variance) => sum + variance, 0) / totalVariance);
}
