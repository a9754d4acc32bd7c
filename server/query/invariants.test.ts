import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askIn, type TestAsk } from '../testing/ask.ts';
import { openEmpty } from '../testing/database.ts';
import { columnIn } from '../testing/matchers.ts';
import { emptyValue, groupKey, naiveAnswer, numberOf } from '../testing/star-oracle.ts';
import {
  additiveMetrics,
  fill,
  type Fact,
  modelOf,
  otherMetrics,
  sharedColors,
  type Star,
  stars,
} from '../testing/star-schema.ts';
import type { MetricResult } from './result.ts';

const runs = Number(process.env['TRIVET_PROPERTY_RUNS'] ?? 60);

let database: Awaited<ReturnType<typeof openEmpty>>;
beforeAll(async () => {
  database = await openEmpty();
});
afterAll(() => database.close());

const byMonth = { dimension: 'date', grain: 'MONTH' };
const allMetrics = [...additiveMetrics, ...otherMetrics];
const someMetrics = ['booked', 'owners', 'hit_rate'];

interface Loaded {
  readonly star: Star;
  readonly ask: TestAsk;
  readonly facts: readonly number[];
  readonly colors: readonly string[];
}

async function load(star: Star): Promise<Loaded> {
  const facts = await fill(database, star);
  const numbers = star.facts.map((_, index) => index);
  return {
    star,
    ask: askIn({ model: modelOf(star), database, facts }),
    facts: numbers,
    colors: sharedColors(star, numbers),
  };
}

/** Runs a property on random stars, by colours and sometimes months; a failure prints seed and smallest star. */
function holds(property: (loaded: Loaded, by: readonly string[]) => Promise<void>): Promise<void> {
  return fc.assert(
    fc.asyncProperty(stars, fc.boolean(), async (star, withDate) => {
      const loaded = await load(star);
      await property(loaded, withDate ? [...loaded.colors, 'date'] : loaded.colors);
    }),
    { numRuns: runs },
  );
}

function groupsOf(by: readonly string[]) {
  return by.map((name) => (name === 'date' ? byMonth : name));
}

/** Group → value of one metric; of some dimensions alone, in their order. */
function valuesOf(result: MetricResult, metric: string, by: readonly string[]): ReadonlyMap<string, number | null> {
  const keys = by.map((name) => columnIn(result, name).values);
  const values = columnIn(result, metric).values;
  return new Map(values.map((value, row) => [groupKey(keys.map((key) => key[row] ?? null)), numberOf(value)]));
}

function expectEqual(actual: ReadonlyMap<string, number | null>, expected: ReadonlyMap<string, number | null>): void {
  for (const [group, value] of expected) {
    const found = actual.get(group);
    if (value === null || found === null || found === undefined) expect([group, found ?? null]).toEqual([group, value]);
    else
      expect(Math.abs(found - value), `${group}: ${found} for ${value}`).toBeLessThan(
        1e-9 * Math.max(1, Math.abs(value)),
      );
  }
}

function metricsOf(facts: readonly number[], names: readonly string[] = allMetrics): string[] {
  return facts.flatMap((fact) => names.map((name) => `${name}${fact}`));
}

test('every metric equals its naive statement, in every group, and no group is lost or made up', async () => {
  await holds(async ({ star, ask, facts }, by) => {
    const result = await ask({ metrics: metricsOf(facts), groupBy: groupsOf(by) });
    const naive = await Promise.all(
      metricsOf(facts).map(async (metric) => [metric, await naiveAnswer(database, star, { metric, by })] as const),
    );
    const groups = new Set(naive.flatMap(([, answer]) => [...answer.keys()]));
    const shown = valuesOf(result, 'rows0', by);
    expect([...shown.keys()].sort()).toEqual([...groups].sort());
    expect(result.rowCount).toBe(groups.size);
    for (const [metric, answer] of naive) {
      const expected = [...groups].map((group) => [group, expectedValue({ star, metric, group, by }, answer)] as const);
      expectEqual(valuesOf(result, metric, by), new Map(expected));
    }
  });
});

test('I1, I2: a metric alone is the same metric in any combination', async () => {
  await holds(async ({ ask, facts }, by) => {
    const together = await ask({ metrics: metricsOf(facts, someMetrics), groupBy: groupsOf(by) });
    const alone = await ask({ metrics: metricsOf([0], someMetrics), groupBy: groupsOf(by) });
    for (const metric of metricsOf([0], someMetrics)) {
      expectEqual(valuesOf(together, metric, by), valuesOf(alone, metric, by));
    }
  });
});

test('I3: groups of an additive metric add up to its total, the group without a value included', async () => {
  await holds(async ({ ask, facts }, by) => {
    const metrics = metricsOf(facts, additiveMetrics);
    const result = await ask({ metrics, groupBy: groupsOf(by), totals: true });
    for (const metric of metrics) {
      const values = [...columnIn(result, metric).values].flatMap((value) => numberOf(value) ?? []);
      const sum = values.reduce((all, value) => all + value, 0);
      const total = result.totals[0]?.values[result.columns.findIndex(({ name }) => name === metric)] ?? null;
      expect(Math.abs(sum - (numberOf(total) ?? 0))).toBeLessThan(1e-6);
    }
  });
});

test('I4: the order of metrics and dimensions changes no value', async () => {
  await holds(async ({ ask, facts }, by) => {
    const forwards = await ask({ metrics: metricsOf(facts, someMetrics), groupBy: groupsOf(by) });
    const backwards = await ask({ metrics: metricsOf(facts, someMetrics).reverse(), groupBy: groupsOf(by).reverse() });
    expect(backwards.rowCount).toBe(forwards.rowCount);
    for (const metric of metricsOf(facts, someMetrics))
      expectEqual(valuesOf(backwards, metric, by), valuesOf(forwards, metric, by));
  });
});

test('I12: every row of every dataset is used or told to be outside of the filter', async () => {
  await holds(async ({ star, ask, facts, colors }, by) => {
    const where = colors[0] === undefined ? {} : { [colors[0]]: { _in: ['red', null] } };
    const result = await ask({ metrics: metricsOf(facts, ['rows']), groupBy: groupsOf(by), where });
    for (const [index, account] of result.accounting.entries()) {
      const { rowsInSource, rowsUsed, outsideFilter, deleted, deduplicated, withheldByConsent } = account;
      expect(rowsUsed + outsideFilter + deleted + deduplicated + withheldByConsent).toBe(rowsInSource);
      expect(rowsInSource).toBe(star.facts[index]?.rows.length);
      const counted = [...columnIn(result, `rows${index}`).values].flatMap((value) => numberOf(value) ?? []);
      expect(counted.reduce((all, value) => all + value, 0)).toBe(rowsUsed);
    }
  });
});

test('I5: a coarse answer is the roll-up of a fine one, for additive metrics', async () => {
  await holds(async ({ ask, facts, colors }) => {
    const metrics = metricsOf(facts, additiveMetrics);
    const fine = await ask({ metrics, groupBy: [...colors, { dimension: 'date', grain: 'DAY' }] });
    const coarse = await ask({ metrics, groupBy: [...colors] });
    for (const metric of metrics) {
      const rolled = new Map<string, number>();
      const keys = colors.map((name) => columnIn(fine, name).values);
      for (const [row, value] of columnIn(fine, metric).values.entries()) {
        const group = groupKey(keys.map((key) => key[row] ?? null));
        rolled.set(group, (rolled.get(group) ?? 0) + (numberOf(value) ?? 0));
      }
      for (const [group, value] of valuesOf(coarse, metric, colors)) {
        expect(Math.abs((rolled.get(group) ?? 0) - (value ?? 0))).toBeLessThan(1e-6);
      }
    }
  });
});

test('I6: the answer for a or b is the answer for a and the answer for b, for additive metrics', async () => {
  await holds(async ({ ask, facts, colors }) => {
    const [color] = colors;
    if (color === undefined) return;
    const metrics = metricsOf(facts, additiveMetrics);
    const answers = await Promise.all(
      [{ _in: ['red', null] }, { _eq: 'red' }, { _isNull: true }].map((is) => ask({ metrics, where: { [color]: is } })),
    );
    for (const metric of metrics) {
      const [both = 0, red = 0, none = 0] = answers.map(
        (answer) => numberOf(columnIn(answer, metric).values[0] ?? null) ?? 0,
      );
      expect(Math.abs(both - red - none)).toBeLessThan(1e-6);
    }
  });
});

test('I8: rows of an unrelated fact change nothing when they are doubled', async () => {
  await holds(async ({ star, ask, colors }) => {
    const query = { metrics: metricsOf([0]), groupBy: [...colors, byMonth] };
    const before = await ask(query);
    const facts = star.facts.map((fact, index): Fact =>
      index === 0 ? fact : { ...fact, rows: [...fact.rows, ...fact.rows] },
    );
    const doubled = await load({ ...star, facts });
    const after = await doubled.ask(query);
    expect(after.columns).toEqual(before.columns);
  });
});

function expectedValue(
  { star, metric, group, by }: { star: Star; metric: string; group: string; by: readonly string[] },
  answer: ReadonlyMap<string, number | null>,
): number | null {
  const month = (JSON.parse(group) as (string | null)[]).at(-1) ?? null; // a text of groupKey
  return (
    answer.get(group) ?? emptyValue(star, metric, { isGroup: by.length > 0, ...(by.includes('date') ? { month } : {}) })
  );
}
