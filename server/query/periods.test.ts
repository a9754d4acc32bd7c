import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askIn, type TestAsk } from '../testing/ask.ts';
import { openEmpty } from '../testing/database.ts';
import { columnIn } from '../testing/matchers.ts';
import { groupKey, numberOf } from '../testing/star-oracle.ts';
import { type Fact, fill, modelOf, sharedColors, type Star, stars } from '../testing/star-schema.ts';
import type { MetricResult } from './answer/result.ts';

const runs = Number(process.env['TRIVET_PROPERTY_RUNS'] ?? 60);

let database: Awaited<ReturnType<typeof openEmpty>>;
beforeAll(async () => {
  database = await openEmpty();
});
afterAll(() => database.close());

const range = ['2024-01-01', '2024-05-01'];
const months = ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01'];
const month = { dimension: 'date', grain: 'MONTH' };

interface Loaded {
  readonly star: Star;
  readonly ask: TestAsk;
  readonly colors: readonly string[];
}

/** Runs a property on random stars; a failure prints seed and smallest star. */
function holds(property: (loaded: Loaded) => Promise<void>): Promise<void> {
  return fc.assert(
    fc.asyncProperty(stars, async (star) => {
      const facts = await fill(database, star);
      const numbers = star.facts.map((_, index) => index);
      const ask = askIn({ model: modelOf(star), database, facts });
      await property({ star, ask, colors: sharedColors(star, numbers) });
    }),
    { numRuns: runs },
  );
}

/** Period → group → value of one column. */
function byPeriod(result: MetricResult, name: string, colors: readonly string[]): ReadonlyMap<string, number | null> {
  const keys = ['date', ...colors].map((column) => columnIn(result, column).values);
  const values = columnIn(result, name).values;
  return new Map(values.map((value, row) => [groupKey(keys.map((key) => key[row] ?? null)), numberOf(value)]));
}

function groupsIn(result: MetricResult, colors: readonly string[]): ReadonlySet<string> {
  const keys = colors.map((column) => columnIn(result, column).values);
  return new Set(Array.from({ length: result.rowCount }, (_, row) => groupKey(keys.map((key) => key[row] ?? null))));
}

function at(period: string | undefined, group: string): string {
  return groupKey([period ?? null, ...(JSON.parse(group) as (string | null)[])]); // a text of groupKey
}

/** Months that the data of a fact reach. */
function reached({ rows }: Fact): ReadonlySet<string> {
  const days = rows.flatMap(({ day }) => (day === null ? [] : [`${day.slice(0, 7)}-01`])).sort();
  const [first = '9999', last = ''] = [days[0], days.at(-1)];
  return new Set(months.filter((day) => day >= first && day <= last));
}

function expectNear(actual: number | null | undefined, expected: number | null): void {
  if (expected === null || actual === null || actual === undefined) expect(actual ?? null).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThan(1e-6);
}

test('a dense answer has every period of every observed group, and the values of the sparse one', async () => {
  await holds(async ({ star, ask, colors }) => {
    const metrics = star.facts.flatMap((_, index) => [`rows${index}`, `booked${index}`, `total${index}`]);
    const groupBy = [month, ...colors];
    const sparse = await ask({ metrics, groupBy, time: { range } });
    const dense = await ask({ metrics, groupBy, time: { range, spine: 'DENSE' } });
    const groups = groupsIn(sparse, colors);
    expect(groupsIn(dense, colors)).toEqual(groups.size === 0 && colors.length === 0 ? new Set(['[]']) : groups);
    expect(dense.rowCount).toBe(months.length * Math.max(groups.size, colors.length === 0 ? 1 : 0));
    for (const [index, fact] of star.facts.entries()) {
      const covered = reached(fact);
      const known = byPeriod(sparse, `rows${index}`, colors);
      for (const [key, value] of byPeriod(dense, `rows${index}`, colors)) {
        const [period] = JSON.parse(key) as [string]; // a text of groupKey
        expectNear(value, known.get(key) ?? (covered.has(period) ? 0 : null));
      }
    }
  });
});

test('the earlier value of a month is the value of the month before, and totals compare whole times', async () => {
  await holds(async ({ star, ask, colors }) => {
    const metrics = star.facts.map((_, index) => ({ name: `rows${index}`, compare: 'P1M' }));
    const query = { groupBy: [month, ...colors], time: { range: ['2024-02-01', '2024-05-01'], spine: 'DENSE' } };
    const result = await ask({ ...query, metrics, totals: true });
    const plain = await ask({ groupBy: [month, ...colors], metrics: metrics.map(({ name }) => name) });
    const whole = await ask({
      metrics: metrics.map(({ name }) => name),
      time: { range: ['2024-01-01', '2024-04-01'] },
    });
    for (const [index, fact] of star.facts.entries()) {
      const covered = reached(fact);
      const known = byPeriod(plain, `rows${index}`, colors);
      const previous = byPeriod(result, `rows${index}_previous`, colors);
      for (const group of groupsIn(result, colors)) {
        for (const [place, period] of months.slice(1).entries()) {
          const before = months[place];
          const expected = known.get(at(before, group)) ?? (covered.has(before ?? '') ? 0 : null);
          expectNear(previous.get(at(period, group)), expected);
        }
      }
      const total = result.columns.findIndex(({ name }) => name === `rows${index}_previous`);
      const before = numberOf(columnIn(whole, `rows${index}`).values[0] ?? null);
      expectNear(numberOf(result.totals[0]?.values[total] ?? null), before);
    }
  });
});

test('windows hold what their rows come to, distinct owners and medians included', async () => {
  await holds(async ({ star, ask }) => {
    const rolling = { rolling: 'P2M' };
    const metrics = star.facts.flatMap((_, index) => [
      { name: `rows${index}`, window: rolling },
      { name: `total${index}`, window: rolling },
      { name: `owners${index}`, window: rolling },
      { name: `middle${index}`, window: rolling },
      { name: `rows${index}`, alias: `since${index}`, window: { cumulative: 'YEAR' } },
    ]);
    const result = await ask({ metrics, groupBy: [month], time: { range, spine: 'DENSE' } });
    for (const [index, fact] of star.facts.entries()) {
      const covered = reached(fact);
      for (const [place, period] of months.entries()) {
        const inside = (since: string | undefined) =>
          fact.rows.filter(({ day }) => {
            const own = day === null ? '' : `${day.slice(0, 7)}-01`;
            return own !== '' && own >= (since ?? period) && own <= period;
          });
        const rows = inside(months[place - 1]);
        const amounts = rows.flatMap(({ amount }) => (amount === null ? [] : [amount / 100])).sort((a, b) => a - b);
        const sum = amounts.reduce((all, amount) => all + amount, 0);
        const middle =
          ((amounts[Math.floor((amounts.length - 1) / 2)] ?? 0) + (amounts[Math.floor(amounts.length / 2)] ?? 0)) / 2;
        const owners = new Set(rows.flatMap(({ owner }) => owner ?? [])).size;
        const isKnown = covered.has(period);
        const values: readonly [name: string, value: number | null][] = [
          [`rows${index}`, isKnown ? rows.length : null],
          [`total${index}`, isKnown && amounts.length > 0 ? sum : null],
          [`owners${index}`, isKnown ? owners : null],
          [`middle${index}`, isKnown && amounts.length > 0 ? middle : null],
          [`since${index}`, isKnown ? inside('2024-01-01').length : null],
        ];
        for (const [name, value] of values) {
          expectNear(byPeriod(result, name, []).get(groupKey([period])), value);
        }
      }
    }
  });
});

test('I5: weeks and fiscal quarters add up to what they are the parts of', async () => {
  await holds(async ({ star, ask, colors }) => {
    const metrics = star.facts.flatMap((_, index) => [`rows${index}`, `booked${index}`]);
    const whole = await ask({ metrics, groupBy: [...colors], time: { range } });
    for (const grain of ['WEEK', 'FISCAL_QUARTER']) {
      for (const spine of ['DENSE', 'SPARSE']) {
        const parts = await ask({
          metrics,
          groupBy: [{ dimension: 'date', grain }, ...colors],
          time: { range, spine },
        });
        for (const metric of metrics) {
          const sums = new Map<string, number>();
          for (const [key, value] of byPeriod(parts, metric, colors)) {
            const group = groupKey((JSON.parse(key) as (string | null)[]).slice(1)); // a text of groupKey
            sums.set(group, (sums.get(group) ?? 0) + (value ?? 0));
          }
          const keys = colors.map((column) => columnIn(whole, column).values);
          for (const [row, value] of columnIn(whole, metric).values.entries()) {
            const group = groupKey(keys.map((key) => key[row] ?? null));
            expectNear(sums.get(group) ?? 0, numberOf(value) ?? 0);
          }
        }
      }
    }
  });
});

test('the first values and all others add up to the whole', async () => {
  await holds(async ({ star, ask, colors }) => {
    const [color] = colors;
    if (color === undefined) return;
    const metrics = star.facts.flatMap((_, index) => [`rows${index}`, `booked${index}`]);
    const topN = { dimension: color, by: 'rows0', n: 1 };
    const result = await ask({ metrics, groupBy: [color], topN, totals: true });
    const plain = await ask({ metrics: ['rows0'], groupBy: [color] });
    const most = Math.max(0, ...columnIn(plain, 'rows0').values.map((value) => numberOf(value) ?? 0));
    const others = columnIn(result, `${color}_is_others`).values;
    expect(others.filter((isOthers) => isOthers === false).length).toBeLessThanOrEqual(1);
    const first = others.indexOf(false);
    if (first >= 0) expectNear(numberOf(columnIn(result, 'rows0').values[first] ?? null) ?? 0, most);
    for (const metric of metrics) {
      const sum = columnIn(result, metric).values.reduce<number>((all, value) => all + (numberOf(value) ?? 0), 0);
      const total = result.totals[0]?.values[result.columns.findIndex(({ name }) => name === metric)] ?? null;
      expectNear(sum, numberOf(total) ?? 0);
    }
  });
});
