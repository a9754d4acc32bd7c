import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { askIn } from '../testing/ask.ts';
import { columnIn, refusalsOf } from '../testing/matchers.ts';
import { emptyValue, groupKey, naiveAnswer, numberOf } from '../testing/star-oracle.ts';
import { expectEqual, groupsOf, openStars, propertyTimeout, type Stars, valuesOf } from '../testing/star-properties.ts';
import { additiveMetrics, type Fact, fill, modelOf, otherMetrics, reached, type Star } from '../testing/star-schema.ts';
import { starQueries } from '../testing/star-queries.ts';
import { openPolicy } from './policy/policy.ts';
import { prepareMetricQuery } from './answer/answer.ts';
import { parseMetricQuery } from './language/parse-query.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';

vi.setConfig({ testTimeout: propertyTimeout });

let stars: Stars;
beforeAll(async () => {
  stars = await openStars();
});
afterAll(() => stars.close());

const holds: Stars['holds'] = (property) => stars.holds(property);
const byMonth = { dimension: 'date', grain: 'MONTH' };
const allMetrics = [...additiveMetrics, ...otherMetrics];
const someMetrics = ['booked', 'owners', 'hit_rate'];

function metricsOf(facts: readonly number[], names: readonly string[] = allMetrics): string[] {
  return facts.flatMap((fact) => names.map((name) => `${name}${fact}`));
}

test('every metric equals its naive statement, in every group, and no group is lost or made up', async () => {
  await holds(async ({ star, ask, facts }, by) => {
    const result = await ask({ metrics: metricsOf(facts), groupBy: groupsOf(by) });
    const naive = await Promise.all(
      metricsOf(facts).map(
        async (metric) => [metric, await naiveAnswer(stars.database, star, { metric, by })] as const,
      ),
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

test('I1, I2: a metric alone is the same metric in any combination, and a further fact only adds rows and columns', async () => {
  await holds(async ({ ask, facts }, by) => {
    const together = await ask({ metrics: metricsOf(facts, someMetrics), groupBy: groupsOf(by) });
    const alone = await ask({ metrics: metricsOf([0], someMetrics), groupBy: groupsOf(by) });
    for (const metric of metricsOf([0], someMetrics)) {
      const all = valuesOf(together, metric, by);
      const own = valuesOf(alone, metric, by);
      expectEqual(all, own);
      expect([...own.keys()].filter((group) => !all.has(group))).toEqual([]);
      const added = [...all].filter(([group]) => !own.has(group)).map(([, value]) => value ?? 0);
      expect(added.filter((value) => value !== 0)).toEqual([]);
    }
    const names = together.columns.map(({ name }) => name);
    expect(alone.columns.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([]);
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
    const backwards = await ask({
      metrics: metricsOf(facts, someMetrics).reverse(),
      groupBy: groupsOf(by).toReversed(),
    });
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
    const doubled = await stars.load({ ...star, facts });
    const after = await doubled.ask(query);
    expect(after.columns).toEqual(before.columns);
  });
});

test('I9: a key twice on the side of one refuses every query that needs it, and no other', async () => {
  await holds(async ({ star, facts }) => {
    const [entity = 0] = reached(star, 0);
    const rows = star.entities[entity] ?? [];
    if (rows.length === 0) return;
    const known = await fill(stars.database, star, { twice: entity });
    const ask = askIn({ model: modelOf(star), database: stars.database, facts: known });
    const query = { metrics: metricsOf([0], someMetrics) };
    for (const needs of [{ groupBy: [`color${entity}`] }, { where: { [`color${entity}`]: 'red' } }]) {
      const [refusal] = await refusalsOf(() => ask({ ...query, ...needs }));
      expect(refusal?.code).toBe('dataset-quarantined');
    }
    for (const metric of metricsOf(facts, someMetrics)) {
      const result = await ask({ metrics: [metric] });
      const naive = await naiveAnswer(stars.database, star, { metric, by: [], joins: false });
      expectEqual(valuesOf(result, metric, []), withEmpty(star, metric, naive));
    }
  });
});

test('I11: the same question has the same SQL, byte by byte, whatever was compiled before', async () => {
  await holds(async ({ star }) => {
    const facts = await fill(stars.database, star);
    const printed = (written: object): string => {
      const query = parseMetricQuery(written, { purpose: 'test', zone: 'UTC', weekStart: 'MONDAY' });
      const { statement, accounts } = prepareMetricQuery(query, openPolicy(modelOf(star)), facts, duckdb);
      return JSON.stringify([statement, accounts]);
    };
    const queries = Object.values(starQueries(star));
    const forwards = queries.map(printed);
    const backwards = queries.toReversed().map((written) => printed(structuredClone(written)));
    expect(backwards.toReversed()).toEqual(forwards);
  });
});

function withEmpty(
  star: Star,
  metric: string,
  naive: ReadonlyMap<string, number | null>,
): ReadonlyMap<string, number | null> {
  return new Map([...naive].map(([group, value]) => [group, value ?? emptyValue(star, metric, { isGroup: false })]));
}

function expectedValue(
  { star, metric, group, by }: { star: Star; metric: string; group: string; by: readonly string[] },
  answer: ReadonlyMap<string, number | null>,
): number | null {
  const month = (JSON.parse(group) as (string | null)[]).at(-1) ?? null; // a text of groupKey
  return (
    answer.get(group) ?? emptyValue(star, metric, { isGroup: by.length > 0, ...(by.includes('date') ? { month } : {}) })
  );
}
