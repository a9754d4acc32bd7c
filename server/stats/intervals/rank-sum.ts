import { normalTwoSided } from '../tails.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

export interface RankSum {
  /** Pairs in which the first is higher, ties a half: Mann and Whitney's U, out of n₁·n₂. */
  readonly u: number;
  /** U as a share of all pairs: the chance that one of the first is higher than one of the second, ties a half. */
  readonly superiority: number;
  readonly z: number;
  /** Two-sided, normal approximation corrected for ties, without one for continuity. */
  readonly p: number;
}

/**
 * Mann and Whitney's rank-sum test of two samples on an ordered scale, from counts by class in the order of the scale.
 * `empty-group` where a side has nobody, `constant-outcome` where all answers agree, `out-of-scale` for a negative count.
 */
export function rankSum(first: readonly number[], second: readonly number[]): Answer<RankSum> {
  const classes = Math.max(first.length, second.length);
  let [n1, n2, u, ties] = [0, 0, 0, 0];
  for (let at = 0; at < classes; at++) {
    const [a, b] = [first[at] ?? 0, second[at] ?? 0];
    if (!(a >= 0) || !(b >= 0) || !Number.isFinite(a + b)) return new Unanswerable('out-of-scale', { class: at });
    u += a * (n2 + b / 2);
    ties += (a + b) ** 3 - (a + b);
    n1 += a;
    n2 += b;
  }
  if (n1 === 0 || n2 === 0) return new Unanswerable('empty-group');
  const n = n1 + n2;
  const variance = ((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1)));
  if (!(variance > 0)) return new Unanswerable('constant-outcome');
  const z = (u - (n1 * n2) / 2) / Math.sqrt(variance);
  return { u, superiority: u / (n1 * n2), z, p: normalTwoSided(z) };
}
