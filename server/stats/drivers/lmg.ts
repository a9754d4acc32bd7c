import { type Steps } from '../../lib/in-turns.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';
import { pivotTolerance } from './cholesky.ts';

/** With more drivers the 2ᵖ subsets take too long; relative weights answer then. */
const lmgLimit = 16;

/**
 * How much of R² each driver carries, averaged over all orders in which the drivers could enter (Lindeman, Merenda and Gold;
 * the Shapley value of R²). The matrix has the outcome in column 0. The shares are not negative and add up to R².
 */
export function* lmg(matrix: readonly (readonly number[])[]): Steps<Answer<readonly number[]>> {
  const drivers = matrix.length - 1;
  if (drivers < 1) return new Unanswerable('too-few', { n: drivers, needed: 1 });
  if (drivers > lmgLimit) return new Unanswerable('too-many', { n: drivers, limit: lmgLimit });
  const explained = new Float64Array(2 ** drivers);
  const broken = yield* explainedBySubset(matrix, explained);
  if (broken !== null) return broken;
  if ((explained.at(-1) ?? 0) > 1 + 1e-9) return new Unanswerable('not-positive-definite');
  return shapleyShares(explained, drivers);
}

/**
 * R² of every subset by its bits. Subsets are met in dictionary order, so each extends the one before it, or one of its
 * beginnings, by one driver: one more row of its Cholesky triangle.
 */
function* explainedBySubset(
  matrix: readonly (readonly number[])[],
  explained: Float64Array,
): Steps<Unanswerable | null> {
  const drivers = matrix.length - 1;
  const triangle = Array.from({ length: drivers }, () => new Float64Array(drivers));
  const projected = new Float64Array(drivers);
  const chosen: number[] = [];
  let [next, mask, met] = [0, 0, 0];
  for (;;) {
    if (next === drivers) {
      const last = chosen.pop();
      if (last === undefined) return null;
      mask -= 2 ** last;
      next = last + 1;
      continue;
    }
    const pivot = extend({ matrix, triangle, projected, chosen }, next);
    if (pivot < -pivotTolerance || Number.isNaN(pivot)) return new Unanswerable('not-positive-definite');
    if (pivot < pivotTolerance) return new Unanswerable('collinear', { column: next });
    explained[mask + 2 ** next] = (explained[mask] ?? 0) + (projected[chosen.length] ?? 0) ** 2;
    chosen.push(next);
    mask += 2 ** next;
    next++;
    if (++met % 4096 === 0) yield met / explained.length;
  }
}

interface Factor {
  readonly matrix: readonly (readonly number[])[];
  /** Rows of L, one a chosen driver. */
  readonly triangle: readonly Float64Array[];
  /** L⁻¹ times the correlations with the outcome. */
  readonly projected: Float64Array;
  readonly chosen: readonly number[];
}

/** Writes the row of one more driver and returns its pivot: the share of its variance that the chosen ones leave. */
function extend({ matrix, triangle, projected, chosen }: Factor, driver: number): number {
  const size = chosen.length;
  const row = triangle[size] ?? new Float64Array(size + 1);
  const correlations = matrix[driver + 1] ?? [];
  let pivot = 1;
  let rest = correlations[0] ?? 0;
  for (let j = 0; j < size; j++) {
    const earlier = triangle[j] ?? row;
    let value = correlations[(chosen[j] ?? 0) + 1] ?? 0;
    for (let k = 0; k < j; k++) value -= (row[k] ?? 0) * (earlier[k] ?? 0);
    value /= earlier[j] ?? 1;
    row[j] = value;
    pivot -= value ** 2;
    rest -= value * (projected[j] ?? 0);
  }
  row[size] = Math.sqrt(Math.max(pivot, 0));
  projected[size] = rest / (row[size] ?? 1);
  return pivot;
}

function shapleyShares(explained: Float64Array, drivers: number): number[] {
  const weights = [1 / drivers];
  for (let size = 1; size < drivers; size++) weights.push(((weights[size - 1] ?? 0) * size) / (drivers - size));
  const shares = Array.from({ length: drivers }, () => 0);
  for (let subset = 0; subset < explained.length; subset++) {
    const weight = weights[bits(subset)] ?? 0;
    for (let j = 0; j < drivers; j++) {
      if ((subset >> j) % 2 === 1) continue;
      shares[j] = (shares[j] ?? 0) + weight * ((explained[subset + 2 ** j] ?? 0) - (explained[subset] ?? 0));
    }
  }
  return shares;
}

function bits(subset: number): number {
  let count = 0;
  for (let rest = subset; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
