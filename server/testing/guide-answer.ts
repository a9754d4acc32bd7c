import { expect } from 'vitest';
import type { MetricResult } from '../query/answer/result.ts';
import { type GuideFence, wordOf } from './guide.ts';
import { rowsIn, totalsIn } from './matchers.ts';

/** Holds an answer against what follows a query in a guide: rows, totals (their row begins with `_total_`), and the warnings of `warns=`. */
export function expectAnswer(result: MetricResult, fence: GuideFence): void {
  if (fence.table === null) throw new Error('No table follows the query.');
  const { head, rows } = fence.table;
  const isTotal = ([first]: readonly string[]): boolean => first === '_total_';
  expect(texts(rowsIn(result, head))).toEqual(rows.filter((row) => !isTotal(row)));
  const totals = texts(totalsIn(result, head)).map((row) => ['_total_', ...row.slice(1)]);
  expect(totals).toEqual(rows.filter(isTotal));
  const warned = wordOf(fence, 'warns')?.split(',') ?? [];
  expect(result.warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(warned));
}

function texts(rows: readonly (readonly unknown[])[]): string[][] {
  return rows.map((row) => row.map((value) => (value === null ? '' : String(value))));
}
