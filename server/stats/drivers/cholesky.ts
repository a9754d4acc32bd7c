import { type Answer, Unanswerable } from '../unanswerable.ts';

/** Below this share of a column's variance nothing of it is left once those before it are taken out. */
export const pivotTolerance = 1e-9;

/**
 * The lower triangle L with LLᵀ = the matrix, rows of growing length; the diagonal must be 1 (correlations). `collinear` names
 * the column that follows from those before it, `not-positive-definite` is a matrix that no complete data can have.
 */
export function choleskyOf(matrix: readonly (readonly number[])[]): Answer<number[][]> {
  const rows: number[][] = [];
  for (const [i, given] of matrix.entries()) {
    const row: number[] = [];
    let pivot = given[i] ?? 0;
    for (const [j, earlier] of rows.entries()) {
      let value = given[j] ?? 0;
      for (let k = 0; k < j; k++) value -= (row[k] ?? 0) * (earlier[k] ?? 0);
      value /= earlier[j] ?? 1;
      row.push(value);
      pivot -= value ** 2;
    }
    if (pivot < -pivotTolerance || Number.isNaN(pivot)) return new Unanswerable('not-positive-definite');
    if (pivot < pivotTolerance) return new Unanswerable('collinear', { column: i });
    row.push(Math.sqrt(pivot));
    rows.push(row);
  }
  return rows;
}

/** The symmetric inverse of LLᵀ. */
export function inverseFrom(lower: readonly (readonly number[])[]): number[][] {
  const unit = (column: number): number[] => lower.map((_, i) => (i === column ? 1 : 0));
  return lower.map((_, column) => solveWith(lower, unit(column)));
}

/** The x with LLᵀx = the right-hand side. */
export function solveWith(lower: readonly (readonly number[])[], right: readonly number[]): number[] {
  const forward: number[] = [];
  for (const [i, row] of lower.entries()) {
    let value = right[i] ?? 0;
    for (let k = 0; k < i; k++) value -= (row[k] ?? 0) * (forward[k] ?? 0);
    forward.push(value / (row[i] ?? 1));
  }
  const solved = [...forward];
  for (let i = lower.length - 1; i >= 0; i--) {
    let value = forward[i] ?? 0;
    for (let k = i + 1; k < lower.length; k++) value -= (lower[k]?.[i] ?? 0) * (solved[k] ?? 0);
    solved[i] = value / (lower[i]?.[i] ?? 1);
  }
  return solved;
}
