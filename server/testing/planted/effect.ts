import type { Estimate, Finding } from '../../analyses/contract/finding.ts';
import type { AnalysisRequest } from '../../analyses/contract/request.ts';

/** Runs an analysis on one demo company. */
export type Ask = (request: AnalysisRequest) => Promise<Finding>;

/** An estimate with its 95 % interval; null where the analysis refuses to give one. */
export type Measured = { readonly value: number; readonly low: number; readonly high: number } | null;

/** A number that the generator put in, and how an analysis is asked for it. */
export interface PlantedEffect {
  /** In the words of `datasets/README.md`. */
  readonly name: string;
  readonly analysis: string;
  readonly truth: number;
  /** Nothing was put in: an interval without 0 is a false alarm. */
  readonly placebo?: true;
  readonly measure: (ask: Ask) => Promise<Measured>;
}

/** What an estimate says, null where it has no interval. */
export function measured(estimate: Estimate | null | undefined): Measured {
  if (estimate === null || estimate === undefined || estimate.interval === null) return null;
  const { low, high } = estimate.interval;
  return { value: estimate.value, low, high };
}

/** The estimate of a name, wherever in the finding it stands. */
export function named({ estimate, estimates }: Finding, name: string): Measured {
  return measured([estimate, ...estimates].find((each) => each?.name === name));
}

/** One row of a table, found by the value of a column, with the columns of an estimate and its limits. */
export function inTable(
  { tables }: Finding,
  at: { readonly table: string; readonly where: Readonly<Record<string, unknown>> },
  [value, low, high]: readonly [string, string, string],
): Measured {
  const table = tables.find(({ name }) => name === at.table);
  if (table === undefined) return null;
  const column = (name: string): number => table.columns.findIndex((each) => each.name === name);
  const row = table.rows.find((cells) =>
    Object.entries(at.where).every(([name, wanted]) => cells[column(name)] === wanted),
  );
  const [estimate, from, to] = [value, low, high].map((name) => row?.[column(name)]);
  if (typeof estimate !== 'number' || typeof from !== 'number' || typeof to !== 'number') return null;
  return { value: estimate, low: from, high: to };
}

/** The difference of two independent estimates, its interval from theirs (Zou and Donner 2008). */
export function difference(one: Measured, other: Measured): Measured {
  if (one === null || other === null) return null;
  const value = one.value - other.value;
  return {
    value,
    low: value - Math.hypot(one.value - one.low, other.high - other.value),
    high: value + Math.hypot(one.high - one.value, other.value - other.low),
  };
}

/** Whether an interval holds the truth. */
export function covers(found: Exclude<Measured, null>, truth: number): boolean {
  return found.low <= truth && truth <= found.high;
}
