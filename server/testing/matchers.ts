import { type ErrorCode, TrivetError } from '../lib/errors.ts';
import { plainValue, type Value } from '../lib/table.ts';
import type { MetricResult, ResultColumn } from '../query/answer/result.ts';

/** Rows of an answer, of some columns alone, with numbers rounded to four places: to be held against literals. */
export function rowsIn(result: MetricResult, columns: readonly string[]): Value[][] {
  const found = columns.map((name) => columnIn(result, name));
  return Array.from({ length: result.rowCount }, (_, row) => found.map((column) => rounded(plainValue(column, row))));
}

/** The totals in the same way, in the order in which they were asked for. */
export function totalsIn(result: MetricResult, columns: readonly string[]): Value[][] {
  return result.totals.map(({ values }) =>
    columns.map((name) => {
      const index = result.columns.indexOf(columnIn(result, name));
      const type = result.columns[index]?.type;
      const value = values[index] ?? null;
      return rounded(type === 'decimal' && value !== null ? Number(value) : value);
    }),
  );
}

export function columnIn(result: MetricResult, name: string): ResultColumn {
  const column = result.columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw new Error(`The answer has no column ${name}.`);
  return column;
}

/** Codes of the warnings with their counts: `ORPHANS(1)`. */
export function warningsIn(result: MetricResult): string[] {
  return result.warnings.map(({ code, count }) => (count === null ? code : `${code}(${count})`)).sort();
}

/** Everything for which something is refused, the first included. */
export async function refusalsOf(action: () => unknown): Promise<readonly TrivetError[]> {
  try {
    await action();
  } catch (thrown) {
    if (thrown instanceof TrivetError) return [thrown, ...thrown.refusals];
    throw thrown;
  }
  throw new Error('Nothing was refused.');
}

export async function codesOf(action: () => unknown): Promise<readonly ErrorCode[]> {
  return (await refusalsOf(action)).map(({ code }) => code);
}

function rounded(value: Value): Value {
  return typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : value;
}
