import { chiSquaredUpperTail } from '../tails.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

export interface Independence {
  readonly chiSquared: number;
  readonly degreesOfFreedom: number;
  /** Upper tail of χ², without a correction for continuity. */
  readonly p: number;
  /** The smallest count that independence would expect; below 5 the p-value is rough. */
  readonly smallestExpected: number;
}

/**
 * Pearson's χ² test that rows and columns of a table of counts are independent. Empty rows and columns are left out;
 * `empty-group` where fewer than two rows or columns remain, `out-of-scale` for a negative count.
 */
export function independence(table: readonly (readonly number[])[]): Answer<Independence> {
  if (table.some((row) => row.some((count) => !(count >= 0) || !Number.isFinite(count))))
    return new Unanswerable('out-of-scale');
  const width = Math.max(0, ...table.map((row) => row.length));
  const rows = table.map(sum).filter((total) => total > 0);
  const columns = Array.from({ length: width }, (_, j) => sum(table.map((row) => row[j] ?? 0))).filter((n) => n > 0);
  if (rows.length < 2 || columns.length < 2) return new Unanswerable('empty-group');
  const n = sum(rows);
  let chiSquared = -n;
  for (const row of table)
    row.forEach((count, j) => {
      if (count > 0) chiSquared += (n * count ** 2) / (sum(row) * sum(table.map((other) => other[j] ?? 0)));
    });
  const degreesOfFreedom = (rows.length - 1) * (columns.length - 1);
  chiSquared = Math.max(0, chiSquared);
  const smallestExpected = (Math.min(...rows) * Math.min(...columns)) / n;
  return { chiSquared, degreesOfFreedom, p: chiSquaredUpperTail(chiSquared, degreesOfFreedom), smallestExpected };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
