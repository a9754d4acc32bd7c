import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { type DemoAnalyses, openDemoAnalyses } from '../../testing/demo-analyses.ts';
import { analyseTables, type HandMade } from '../../testing/hand-made-analysis.ts';
import { hasReferenceData, numbersOf, referenceRows } from '../../testing/reference-data.ts';
import { seeded } from '../../stats/random.ts';
import { planted } from '../../testing/planted/truths.ts';
import type { Finding } from '../contract/finding.ts';
import { keyDrivers } from './key-drivers.ts';
import { analysisShape } from '../contract/request.ts';

const codes = (finding: Finding): string[] => finding.refusals.map(({ code }) => code);
const named = (finding: Finding, name: string) => finding.estimates.find((each) => each.name === name);

/** Ratings as columns beside the outcome, a row a person. */
function ratings(
  columns: readonly string[],
  rows: readonly (readonly (number | string | null)[])[],
): Record<string, HandMade> {
  return {
    survey: {
      kind: 'survey',
      columns: ['person string', ...columns.map((column) => `${column} real`)],
      rows: rows.map((row, at) => [`p${at}`, ...row]),
      person: 'person',
    },
  };
}

const bound = (columns: readonly string[]) => ({
  datasets: { responses: { dataset: 'survey', columns: { outcome: columns[0] ?? '', drivers: columns.slice(1) } } },
});

const names = ['satisfied', 'speed', 'price'];
const random = seeded(21);
const drawn = Array.from({ length: 150 }, () => {
  const [speed, price] = [random.normal(), random.normal()];
  return [2 * speed + 0.5 * price + random.normal(), speed, price];
});

describe('hand-made ratings', () => {
  test('two drivers that have nothing to do with each other share r² each', async () => {
    const corners = [[-1, -1], [-1, 1], [1, -1], [1, 1]].flatMap(([a = 0, b = 0]) => [[3 * a + b + 1, a, b], [3 * a + b - 1, a, b], [3 * a + b, a, b]]); // prettier-ignore
    const finding = await analyseTables(keyDrivers, ratings(names, corners), bound(names));
    // Variances: 9 of speed, 1 of price, 2/3 of noise.
    expectClose(finding.estimate?.value, 10 / (32 / 3), 1e-12);
    expectClose(named(finding, 'importance_speed')?.value, 9 / (32 / 3), 1e-12);
    expectClose(named(finding, 'importance_price')?.value, 1 / (32 / 3), 1e-12);
    expect(finding).toMatchObject({ n: 12, of: 'answers', grade: 'E1' });
    expect(codes(finding)).toContain('small-n');
  });

  test('what stands apart is ordered, and the verdict says so', async () => {
    const finding = await analyseTables(keyDrivers, ratings(names, drawn), bound(names));
    expect(codes(finding)).toEqual(['single-source']);
    expect(finding.verdict).toMatch(/^2 drivers together go with \d+\.\d % \[.*\] of the differences in satisfied \(150 answers\)\. Speed carries most of it/); // prettier-ignore
    expect(finding.tables[0]?.rows.map((row) => row.slice(0, 2))).toEqual([['speed', 1], ['price', 2]]); // prettier-ignore
    expect(finding.steps).toHaveLength(2);
    expect(finding.comparisons.m).toBeGreaterThanOrEqual(2);
  });

  test('answers in long form give the same as ratings in columns', async () => {
    const tables: Record<string, HandMade> = {
      responses: {
        kind: 'survey',
        columns: ['response_id string', 'customer_id string', 'score real'],
        rows: drawn.map(([y = 0], at) => [`r${at}`, `p${at}`, y]),
        person: 'customer_id',
      },
      answers: {
        kind: 'survey',
        columns: ['response_id string', 'item_id string', 'value real'],
        rows: [
          ...drawn.flatMap(([, speed = 0, price = 0], at) => [[`r${at}`, 'speed', speed], [`r${at}`, 'price', price]]), // prettier-ignore
          ['r1', 'seldom asked', 3],
          ['nobody', 'speed', 3],
        ],
      },
    };
    const long = await analyseTables(keyDrivers, tables);
    const wide = await analyseTables(keyDrivers, ratings(names, drawn), bound(names));
    expectClose(long.estimate?.value, wide.estimate?.value ?? 0, 1e-9);
    expectClose(named(long, 'importance_speed')?.value, named(wide, 'importance_speed')?.value ?? 0, 1e-9);
    expect(long.diagnostics.find(({ name }) => name === 'left_out')?.value).toBe('seldom asked');
    const one = await analyseTables(keyDrivers, tables, { options: { items: ['speed'] } });
    expect(one.tables[0]?.rows).toHaveLength(1);
    await expect(analyseTables(keyDrivers, tables, { options: { items: ['sped'] } })).rejects.toMatchObject({
      code: 'invalid-option',
    });
  });

  test('a long study tells how far it is and can be stopped', async () => {
    const seen: (number | null)[] = [];
    const stop = new AbortController();
    const request = { ...bound(names), options: { draws: 20_000 } };
    const onProgress = (fraction: number | null): void => {
      seen.push(fraction);
      if (seen.length === 3) stop.abort();
    };
    await expect(
      analyseTables(keyDrivers, ratings(names, drawn), request, { signal: stop.signal, onProgress }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen.length).toBe(3);
    expect(seen.every((fraction) => fraction !== null && fraction >= 0 && fraction < 1)).toBe(true);
  });

  test('items and columns may have any name', async () => {
    const strange = ['constructor', 'it\'s "quoted"'];
    const tables: Record<string, HandMade> = {
      'a "b" c': { kind: 'survey', columns: ['response_id string', 'score real'], rows: drawn.map(([y = 0], at) => [`r${at}`, y]) }, // prettier-ignore
      answers: {
        kind: 'survey',
        columns: ['response_id string', 'item_id string', 'value real'],
        rows: drawn.flatMap(([, ...values], at) => strange.map((item, j) => [`r${at}`, item, values[j] ?? 0])),
      },
    };
    const finding = await analyseTables(keyDrivers, tables, { datasets: { responses: 'a "b" c' } });
    expect(finding.tables[0]?.rows.map(([driver]) => driver)).toEqual(strange);
    expect(named(finding, 'importance_it_s_quoted')?.value).toBeGreaterThan(0);
  });

  test('operations that repeat a key are drivers without repeating anybody, and make a second kind of source', async () => {
    const tables: Record<string, HandMade> = {
      ...ratings(
        [...names, 'delivery_id'],
        drawn.map((row, at) => [...row, at]),
      ),
      deliveries: {
        kind: 'operational',
        columns: ['delivery_id real', 'late boolean'],
        rows: drawn.flatMap((_, at) => [[at, at % 3 === 0], [at, at % 3 === 0]]), // prettier-ignore
      },
    };
    const finding = await analyseTables(keyDrivers, tables, {
      datasets: { ...bound(names).datasets, operations: { dataset: 'deliveries', columns: { drivers: ['late'] } } },
    });
    expect(finding.n).toBe(150);
    expect(codes(finding)).not.toContain('single-source');
    const late = finding.tables[0]?.rows.find(([driver]) => driver === 'late');
    expectClose(Number(late?.[7]), 50 / 150, 1e-12);
    expect(named(finding, 'weight_late')?.interval?.low).toBeLessThan(0);
    expect(named(finding, 'weight_late')?.interval?.high).toBeGreaterThan(0);
  });

  test('answers of one person are drawn together: fourfold answers are no surer', async () => {
    const columns = ['person string', ...names.map((name) => `${name} real`)];
    const fourfold: Record<string, HandMade> = {
      survey: { kind: 'survey', columns, person: 'person', rows: drawn.slice(0, 60).flatMap((row, at) => Array.from({ length: 4 }, () => [`p${at}`, ...row])) }, // prettier-ignore
    };
    const once = await analyseTables(keyDrivers, ratings(names, drawn.slice(0, 60)), bound(names));
    const copied = await analyseTables(keyDrivers, fourfold, bound(names));
    expect(copied.n).toBe(240);
    expect(copied.estimate?.p).toBeNull();
    expectClose(copied.estimate?.interval?.low, once.estimate?.interval?.low ?? 0, 1e-6);
    expect(copied.verdict).toContain('(240 answers of 60 persons)');
  });

  test('where nothing goes with the outcome the shares are next to nothing, and said to be', async () => {
    const noise = seeded(4);
    const rows = Array.from({ length: 400 }, () => [noise.normal(), noise.normal(), noise.normal()]);
    const finding = await analyseTables(keyDrivers, ratings(names, rows), bound(names));
    expect(finding.verdict).toContain('shares of it are shares of almost nothing');
    expect(codes(finding)).toContain('overlapping-ranks');
    for (const estimate of [finding.estimate, ...finding.estimates]) {
      expect(estimate?.interval?.low).toBeLessThanOrEqual(estimate?.value ?? 0);
      expect(estimate?.interval?.high).toBeGreaterThanOrEqual(estimate?.value ?? 0);
    }
  });

  test('a yes or no can be the outcome', async () => {
    const rows = drawn.map(([y = 0, speed = 0, price = 0], at) => [`p${at}`, y > 0, speed, price]);
    const survey: HandMade = { kind: 'survey', columns: ['person string', 'left boolean', 'speed real', 'price real'], rows, person: 'person' }; // prettier-ignore
    const columns = ['left', 'speed', 'price'];
    const finding = await analyseTables(keyDrivers, { survey }, bound(columns));
    const asNumber = await analyseTables(keyDrivers, ratings(columns, drawn.map(([y = 0, ...rest]) => [y > 0 ? 1 : 0, ...rest])), bound(columns)); // prettier-ignore
    expectClose(finding.estimate?.value, asNumber.estimate?.value ?? 0, 1e-12);
    expect(finding.diagnostics.find(({ name }) => name === 'outcome_points')).toMatchObject({
      value: 2,
      passed: false,
    });
    await expect(analyseTables(keyDrivers, { survey }, bound(['person', 'speed']))).rejects.toMatchObject({
      code: 'unknown-column',
    });
  });

  test('weights of 1 change nothing', async () => {
    const weighted = ratings([...names, 'weight'], drawn.map((row) => [...row, 1])); // prettier-ignore
    const plain = await analyseTables(keyDrivers, ratings(names, drawn), bound(names));
    const finding = await analyseTables(keyDrivers, weighted, bound(names));
    expectClose(finding.estimate?.value, plain.estimate?.value ?? 0, 1e-12);
  });

  test('data about employees are read in groups of enough persons only', async () => {
    const [survey] = Object.values(ratings(names, [...drawn, ...drawn, ...drawn]));
    if (survey === undefined) throw new Error('no table');
    const finding = await analyseTables(keyDrivers, { survey: { ...survey, k: 10 } }, bound(names));
    expect(finding.estimate?.value).toBeGreaterThan(0.5);
    expect(finding.steps[1]?.sql).toContain('hash(person) % 11');
  });
});

describe('what is refused', () => {
  test('drivers that move together are shown as one', async () => {
    const twins = drawn.map(([y = 0, speed = 0, price = 0]) => [y, speed, speed + 0.05 * random.normal(), price]);
    const columns = ['satisfied', 'fast', 'quick', 'price'];
    const finding = await analyseTables(keyDrivers, ratings(columns, twins), bound(columns));
    const refused = finding.refusals.find(({ code }) => code === 'vif-high');
    expect(refused?.message).toMatch(/^fast and quick move together \(VIF \d+\)\. They are shown as one group\.$/);
    expect(finding.tables[0]?.rows.map(([driver]) => driver)).toEqual(['fast + quick', 'price']);
    expect(named(finding, 'weight_fast')).toBeUndefined();
    expect(named(finding, 'importance_fast_quick')?.value).toBeGreaterThan(0.5);
  });

  test('the effect of a driver is refused, what goes with it stands', async () => {
    const request = { ...bound(names), options: { effect_of: 'speed' } };
    const finding = await analyseTables(keyDrivers, ratings(names, drawn), request);
    expect(finding.refusals.find(({ code }) => code === 'driver-as-effect')).toMatchObject({
      effect: 'refuse',
      of: 'effect',
      message: 'Importance is not effect. What changing speed would do needs a named change.',
    });
    expect(finding.estimate).not.toBeNull();
    expect(named(finding, 'effect')).toBeUndefined();
  });

  test('pairs of different people can contradict each other', async () => {
    const blocks = Array.from({ length: 30 }, (_, at) => {
      const [u, e] = [Math.sin(at * 7.3), 0.2 * Math.sin(at * 3.1)];
      return [
        [u, u + e, u - e, null],
        [u, u + e, null, u - e],
        [u, null, u + e, -u - e],
      ];
    }).flat();
    const columns = ['satisfied', 'a', 'b', 'c'];
    const request = { ...bound(columns), options: { missing: 'pairwise' } };
    const finding = await analyseTables(keyDrivers, ratings(columns, blocks), request);
    expect(finding.estimate).toBeNull();
    expect(codes(finding)).toEqual(['matrix-not-pd']);
    const complete = await analyseTables(keyDrivers, ratings(columns, blocks), bound(columns));
    expect(codes(complete)).toEqual(['n-too-small']);
  });

  test('pairs that fit together have shares but no order', async () => {
    const holes = drawn.map((row, at) => row.map((value, j) => (at % 10 === j ? null : value)));
    const request = { ...bound(names), options: { missing: 'pairwise' } };
    const finding = await analyseTables(keyDrivers, ratings(names, holes), request);
    expect(codes(finding)).toContain('overlapping-ranks');
    const sum = finding.estimates.reduce((total, { value }) => total + value, 0);
    expectClose(sum, finding.estimate?.value ?? 0, 1e-9);
    // 150 less the fifteen each without outcome, speed and price.
    expect(finding.n).toBe(105);
    const still = holes.map(([y = 0, a = 0]) => [y, a, 3]);
    const none = await analyseTables(keyDrivers, ratings(names, still), request);
    expect(none.refusals[0]).toMatchObject({ code: 'constant-column', details: { column: 'price' } });
  });

  test.each([
    ['three answers', drawn.slice(0, 3), 'n-too-small'],
    ['no answer', [], 'n-too-small'],
    ['an outcome that is the same for everybody', drawn.map(([, a = 0, b = 0]) => [7, a, b]), 'constant-outcome'],
    ['a driver that is the same for everybody', drawn.map(([y = 0, a = 0]) => [y, a, 5]), 'constant-column'],
    ['a driver that follows from another', drawn.map(([y = 0, a = 0]) => [y, a, 3 - 2 * a]), 'collinear'],
    ['gaps everywhere', drawn.map(([y = 0, a = 0], at) => (at % 2 === 0 ? [y, a, null] : [y, null, a])), 'n-too-small'],
  ])('%s', async (_, rows, code) => {
    const finding = await analyseTables(keyDrivers, ratings(names, rows), bound(names));
    expect(finding.estimate).toBeNull();
    expect(codes(finding)).toEqual([code]);
    expect(finding.verdict).toBe(finding.refusals[0]?.message);
  });

  test('weights below zero, or all of zero', async () => {
    for (const weight of [-1, 0]) {
      const rows = drawn.map((row, at) => [...row, at === 0 || weight === 0 ? weight : 1]);
      const finding = await analyseTables(keyDrivers, ratings([...names, 'weight'], rows), bound(names));
      expect(codes(finding)).toEqual(['bad-weights']);
    }
  });

  test('more drivers than answers can carry, and more than anybody can read', async () => {
    const many = Array.from({ length: 41 }, (_, at) => `d${at}`);
    const rows = drawn.map(([y = 0]) => [y, ...many.map(() => random.normal())]);
    const wide = await analyseTables(keyDrivers, ratings(['y', ...many], rows), bound(['y', ...many]));
    expect(codes(wide)).toEqual(['too-many']);
    const few = ['y', ...many.slice(0, 10)];
    const short = await analyseTables(keyDrivers, ratings(['y', ...many], rows.slice(0, 29)), bound(few));
    expect(short.refusals[0]).toMatchObject({ code: 'too-few', details: { n: 29, needed: 30 } });
  });

  test('text as a driver, and nothing that could go with the outcome', async () => {
    const tables = ratings(names, drawn);
    await expect(analyseTables(keyDrivers, tables, bound(['satisfied', 'person']))).rejects.toMatchObject({
      code: 'unknown-column',
    });
    await expect(analyseTables(keyDrivers, tables, bound(['satisfied']))).rejects.toMatchObject({
      code: 'missing-column',
    });
  });
});

describe.skipIf(!hasReferenceData)('with the reference data', () => {
  const table = (file: string, columns: readonly string[]) => {
    const values = columns.map((column) => numbersOf(referenceRows(file), column));
    return ratings(columns, (values[0] ?? []).map((_, at) => values.map((column) => column[at] ?? 0))); // prettier-ignore
  };

  test('swiss: shares equal R, and no order can be claimed', async () => {
    const columns = ['Fertility', 'Agriculture', 'Examination', 'Education', 'Catholic', 'Infant.Mortality'];
    const finding = await analyseTables(keyDrivers, table('swiss', columns), bound(columns));
    expectClose(finding.estimate?.value, 0.706735001593, 1e-9);
    expectClose(finding.estimate?.p, 5.593798541e-10, 1e-9);
    const expected = { agriculture: 0.0570912207681, examination: 0.1711730289002, education: 0.2601346786244, catholic: 0.1055701503735, infant_mortality: 0.1127659229265 }; // prettier-ignore
    for (const [name, value] of Object.entries(expected))
      expectClose(named(finding, `importance_${name}`)?.value, value, 1e-9);
    expect(codes(finding)).toContain('overlapping-ranks');
    expect(finding.verdict).toMatch(/no order can be claimed\.$/);
    expect(finding.tables[0]?.rows.map((row) => row[1])).toEqual([1, 1, 1, 1, 1]);
  });

  test('attitude: advance acts through the other drivers', async () => {
    const columns = ['rating', 'complaints', 'privileges', 'learning', 'raises', 'critical', 'advance'];
    const finding = await analyseTables(keyDrivers, table('attitude', columns), bound(columns));
    expectClose(finding.estimate?.value, 0.7326019925, 1e-9);
    expectClose(Number(finding.diagnostics.find(({ name }) => name === 'alpha')?.value), 0.8097602063, 1e-9);
    const suppressed = finding.refusals.filter(({ code }) => code === 'suppressor');
    expect(suppressed.map(({ message }) => message)).toEqual([
      'advance correlates positively but weighs negatively: it acts through the other drivers.',
    ]);
  });
});

describe('on the demo company', () => {
  let demo: DemoAnalyses;
  beforeAll(async () => {
    demo = await openDemoAnalyses({ scale: 0.5 });
  }, 120_000);
  afterAll(() => demo.close());

  test('courtesy correlates with satisfaction and has no weight of its own; the others have theirs', async () => {
    const finding = await demo.run(analysisShape.parse({ analysis: 'key-drivers' }));
    const row = (driver: string) => finding.tables[0]?.rows.find(([name]) => name === driver) ?? [];
    expect(Number(row('courtesy')[8])).toBeGreaterThan(0.4);
    const courtesy = named(finding, 'weight_courtesy')?.interval;
    expect(courtesy?.low).toBeLessThan(planted.drivers.courtesy);
    expect(courtesy?.high).toBeGreaterThan(planted.drivers.courtesy);
    const order = (['punctuality', 'information', 'price'] as const).map((name) => Number(row(name)[9]));
    expect(order).toEqual(order.toSorted((a, b) => b - a));
    expect(Math.min(...order)).toBeGreaterThan(0.05);
    expect(finding.verdict).toMatch(
      /Punctuality carries most of it \(\d\d %\); information and courtesy cannot be told apart\.$/,
    );
  }, 60_000);
});
