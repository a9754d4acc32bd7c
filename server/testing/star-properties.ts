import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { MetricResult } from '../query/answer/result.ts';
import { askIn, type TestAsk } from './ask.ts';
import { openEmpty } from './database.ts';
import { columnIn } from './matchers.ts';
import { groupKey, numberOf } from './star-oracle.ts';
import { fill, modelOf, sharedColors, type Star, stars } from './star-schema.ts';

/** A random star in a database, and a way to ask about it. */
interface LoadedStar {
  readonly star: Star;
  readonly ask: TestAsk;
  /** Numbers of its facts. */
  readonly facts: readonly number[];
  /** Dimensions that all of its facts share, the calendar apart. */
  readonly colors: readonly string[];
}

type Database = Awaited<ReturnType<typeof openEmpty>>;

export interface Stars {
  readonly database: Database;
  load(star: Star): Promise<LoadedStar>;
  /**
   * Runs a property on random stars, by their shared dimensions and sometimes months; a failure prints seed and smallest
   * star. `TRIVET_PROPERTY_RUNS` says how many.
   */
  holds(property: (loaded: LoadedStar, by: readonly string[]) => Promise<void>): Promise<void>;
  close(): void;
}

const runs = Number(process.env['TRIVET_PROPERTY_RUNS'] ?? 200);

/** How long one property may take, in milliseconds, on a machine that has much else to do. */
export const propertyTimeout = runs * 1500;

export async function openStars(): Promise<Stars> {
  const database = await openEmpty();
  const load = async (star: Star): Promise<LoadedStar> => {
    const facts = await fill(database, star);
    const numbers = star.facts.map((_, index) => index);
    const model = modelOf(star);
    return { star, ask: askIn({ model, database, facts }), facts: numbers, colors: sharedColors(star, numbers) };
  };
  return {
    database,
    load,
    holds: (property) =>
      fc.assert(
        fc.asyncProperty(stars, fc.boolean(), async (star, withDate) => {
          const loaded = await load(star);
          await property(loaded, withDate ? [...loaded.colors, 'date'] : loaded.colors);
        }),
        { numRuns: runs },
      ),
    close: () => database.close(),
  };
}

const byMonth = { dimension: 'date', grain: 'MONTH' };

/** Names as groups of a query; the calendar by months. */
export function groupsOf(by: readonly string[]): readonly (string | typeof byMonth)[] {
  return by.map((name) => (name === 'date' ? byMonth : name));
}

/** Group → value of one metric; of some dimensions alone, in their order. */
export function valuesOf(
  result: MetricResult,
  metric: string,
  by: readonly string[],
): ReadonlyMap<string, number | null> {
  const keys = by.map((name) => columnIn(result, name).values);
  const values = columnIn(result, metric).values;
  return new Map(values.map((value, row) => [groupKey(keys.map((key) => key[row] ?? null)), numberOf(value)]));
}

/** The value of one metric in the grand total. */
export function totalOf(result: MetricResult, metric: string): number | null {
  const index = result.columns.findIndex(({ name }) => name === metric);
  return numberOf(result.totals[0]?.values[index] ?? null);
}

/** Equal within nine digits; what is not expected is not looked at. */
export function expectEqual(
  actual: ReadonlyMap<string, number | null>,
  expected: ReadonlyMap<string, number | null>,
): void {
  for (const [group, value] of expected) expectNear(actual.get(group) ?? null, value, group);
}

export function expectNear(found: number | null, value: number | null, what: string): void {
  if (value === null || found === null) expect([what, found]).toEqual([what, value]);
  else
    expect(Math.abs(found - value), `${what}: ${found} for ${value}`).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
}
