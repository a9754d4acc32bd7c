import { type Answer, Unanswerable } from '../unanswerable.ts';

/** How unevenly something is spread over its causes. */
export interface Concentration {
  /** 0 when all causes are equal, (n − 1) / n when one has everything. */
  readonly gini: number;
  /** The fewest causes that together carry `target` of the total: the cut that 80/20 would assume. */
  readonly cut: { readonly causes: number; readonly shareOfCauses: number; readonly shareOfTotal: number };
}

/**
 * Gini's coefficient, Σ|xᵢ − xⱼ| / (2 n² x̄), and the computed cut. `target` is a share of the total, 0.8 unless told.
 * Unanswerable: `too-few` without causes, `out-of-scale` for a negative value or one that is not finite,
 * `constant-outcome` where the total is 0.
 */
export function concentration(values: readonly number[], target = 0.8): Answer<Concentration> {
  const n = values.length;
  if (n === 0) return new Unanswerable('too-few', { n: 0, needed: 1 });
  if (values.some((value) => !Number.isFinite(value) || value < 0)) return new Unanswerable('out-of-scale');
  const descending = [...values].sort((a, b) => b - a);
  const total = descending.reduce((sum, value) => sum + value, 0);
  if (total === 0) return new Unanswerable('constant-outcome', { value: 0 });
  const ranked = descending.reduce((sum, value, at) => sum + (n + 1 - 2 * (at + 1)) * value, 0);
  let [causes, carried] = [0, 0];
  // A millionth of a millionth of the total is rounding: three thirds of 0.8 are 0.8.
  while (causes < n && carried < target * total - 1e-12 * total) carried += descending[causes++] ?? 0;
  return {
    gini: ranked / (n * total),
    cut: { causes, shareOfCauses: causes / n, shareOfTotal: carried / total },
  };
}
