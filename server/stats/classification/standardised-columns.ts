import { type Answer, Unanswerable } from '../unanswerable.ts';

/** What was taken from a column and what it was divided by. */
export interface StandardisedColumn {
  readonly mean: number;
  readonly deviation: number;
}

/** Columns of mean 0 and deviation 1 over the cases, behind a column of ones. `constant-column` names one that has a single value. */
export function standardised(
  rows: readonly { readonly x: readonly number[]; readonly n: number }[],
  names: readonly string[],
): Answer<{ readonly design: readonly (readonly number[])[]; readonly scales: readonly StandardisedColumn[] }> {
  const scales: StandardisedColumn[] = [];
  for (const [j, column] of names.entries()) {
    const scale = scaleOf(rows, j);
    if (scale === null) return new Unanswerable('constant-column', { column });
    scales.push(scale);
  }
  const design = rows.map(({ x }) => [1, ...scales.map(({ mean, deviation }, j) => ((x[j] ?? 0) - mean) / deviation)]);
  return { design, scales };
}

/** Coefficients and their covariance in the units of the columns, intercept first. */
export function backToUnits(
  coefficients: readonly number[],
  covariance: readonly (readonly number[])[],
  { scales }: { readonly scales: readonly StandardisedColumn[] },
): { readonly coefficients: number[]; readonly covariance: number[][] } {
  const rows = [
    [1, ...scales.map(({ mean, deviation }) => -mean / deviation)],
    ...scales.map(({ deviation }, j) => [0, ...scales.map((_, k) => (j === k ? 1 / deviation : 0))]),
  ];
  const size = rows.length;
  const times = (row: readonly number[], column: (k: number) => number): number =>
    row.reduce((sum, value, k) => sum + (value === 0 ? 0 : value * column(k)), 0);
  const half = rows.map((row) => Array.from({ length: size }, (_, l) => times(row, (k) => covariance[k]?.[l] ?? 0)));
  return {
    coefficients: rows.map((row) => times(row, (k) => coefficients[k] ?? 0)),
    covariance: half.map((left) => rows.map((right) => times(right, (l) => left[l] ?? 0))),
  };
}

function scaleOf(
  rows: readonly { readonly x: readonly number[]; readonly n: number }[],
  j: number,
): StandardisedColumn | null {
  let [n, sum, low, high] = [0, 0, Infinity, -Infinity];
  for (const row of rows) {
    const value = row.x[j] ?? 0;
    n += row.n;
    sum += row.n * value;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(high > low)) return null;
  const mean = sum / n;
  const squares = rows.reduce((total, row) => total + row.n * ((row.x[j] ?? 0) - mean) ** 2, 0);
  return squares > 0 ? { mean, deviation: Math.sqrt(squares / n) } : null;
}
