import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MetricShape } from '../model/metric-kind.ts';
import type { Metric } from '../model/model.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { interval } from '../stats/intervals.ts';
import { expectClose } from '../testing/close-to.ts';
import { openDuckDb, type TestDuckDb } from '../testing/duckdb.ts';
import { metricContext, testDataset, testMeasure } from '../testing/metric-context.ts';
import { metricSql } from '../testing/metric-sql.ts';
import { metricKinds } from './index.ts';

const responses = testDataset('responses', {
  id: { type: 'integer' },
  score: { type: 'integer' },
  satisfaction: { type: 'integer' },
  effort: { type: 'integer' },
  instrument: { type: 'string' },
});
const plainOrders = testDataset('orders', {
  id: { type: 'integer' },
  customer: { type: 'string' },
  amount: { type: 'decimal', scale: 2, unit: 'EUR' },
  pieces: { type: 'integer' },
  weight: { type: 'real', unit: 'kg' },
  late: { type: 'boolean' },
});
const orders = {
  ...plainOrders,
  measures: new Map([
    ['placed', testMeasure(plainOrders, { name: 'placed', aggregate: 'count' })],
    [
      'piece_total',
      testMeasure(plainOrders, { name: 'piece_total', aggregate: 'sum', of: { op: 'column', path: ['pieces'] } }),
    ],
  ]),
};
const datasets = new Map([
  ['responses', responses],
  ['orders', orders],
]);

/** 50 promoters, 30 passives, 20 detractors and 5 without a score to the NPS question, 3 promoters to another one. */
const rows = `
  INSERT INTO responses SELECT i, CASE WHEN i <= 50 THEN 9 + i % 2 WHEN i <= 80 THEN 7 + i % 2 WHEN i <= 100 THEN i % 7 END,
    CASE WHEN i <= 10 THEN 1 + i % 5 END, CASE WHEN i <= 11 THEN i END, 'nps' FROM range(1, 106) AS r(i);
  INSERT INTO responses SELECT i, 10, NULL, NULL, 'other' FROM range(201, 204) AS r(i);
  INSERT INTO orders VALUES (1, 'a', 10.00, 2000000000, 0.1, true), (2, 'b', 20.00, 2000000000, 0.2, false),
    (3, 'a', 30.00, 3, 0.3, false), (4, 'c', 44.00, 4, 0.4, NULL), (5, NULL, NULL, NULL, NULL, true)`;
const tables = `
  CREATE OR REPLACE TABLE responses (id INTEGER, score INTEGER, satisfaction INTEGER, effort INTEGER, instrument VARCHAR);
  CREATE OR REPLACE TABLE orders (id INTEGER, customer VARCHAR, amount DECIMAL(18,2), pieces INTEGER, weight DOUBLE, late BOOLEAN);`;

interface Example {
  readonly kind: string;
  readonly spec: unknown;
  readonly where?: string;
  /** As the engine's JSON has them, in the order of the components; the value last. */
  readonly expected: readonly unknown[];
  readonly bounds?: readonly [number, number];
  readonly definition: string;
  readonly unit?: string | null;
}

const nps: Example = {
  kind: 'nps',
  spec: { score: 'responses.score' },
  where: "instrument = 'nps'",
  expected: ['50', '20', '100', 30],
  bounds: [14.051130179, 44.201297006],
  definition: "100 · (promoters − detractors) / scored answers, of responses where instrument = 'nps'",
};
const examples: readonly Example[] = [
  nps,
  {
    kind: 'nps',
    spec: { score: 'responses.score' },
    expected: ['53', '20', '103', 32.03883495145631],
    definition: '100 · (promoters − detractors) / scored answers, of responses',
  },
  {
    kind: 'csat',
    spec: { score: 'responses.satisfaction' },
    expected: ['4', '10', 0.4],
    bounds: [0.16818033, 0.687326224],
    definition: 'answers with satisfaction of 4 or more / scored answers, of responses',
  },
  {
    kind: 'csat',
    spec: { score: 'responses.satisfaction', top: 2 },
    expected: ['8', '10', 0.8],
    bounds: [0.490162472, 0.943317849],
    definition: 'answers with satisfaction of 2 or more / scored answers, of responses',
  },
  {
    kind: 'ces',
    spec: { score: 'responses.effort', direction: 'agree' },
    expected: ['66', 506, '11', 6],
    bounds: [6 - 2.228138851986, 6 + 2.228138851986],
    definition: 'mean of effort (high answers mean easy), of responses',
  },
  {
    kind: 'rate',
    spec: { of: 'orders', hits: 'late' },
    expected: ['2', '4', 0.5],
    bounds: [0.15003899, 0.84996101],
    definition: 'rows where late / rows where that is known, of orders',
  },
  {
    kind: 'rate',
    spec: { of: 'orders', hits: 'amount > 15', among: "customer in ('a', 'b')" },
    where: 'pieces > 1',
    expected: ['2', '3', 2 / 3],
    definition:
      "rows where amount > 15 / rows where that is known, of orders where customer in ('a', 'b') and pieces > 1",
  },
  {
    kind: 'average',
    spec: { of: 'orders.amount' },
    expected: ['104.00', 3336, '4', 26],
    bounds: [2.9044132, 49.0955868],
    definition: 'mean of amount, of orders',
    unit: 'EUR',
  },
  {
    kind: 'average',
    spec: { of: 'orders.pieces' },
    expected: ['4000000007', 8e18 + 25, '4', 1000000001.75],
    definition: 'mean of pieces, of orders',
  },
  {
    kind: 'sum',
    spec: { of: 'orders.amount' },
    expected: ['104.00', '104.00'],
    definition: 'sum of orders.amount, of orders',
    unit: 'EUR',
  },
  {
    kind: 'sum',
    spec: { of: 'orders.pieces' },
    expected: ['4000000007', '4000000007'],
    definition: 'sum of orders.pieces, of orders',
  },
  {
    kind: 'sum',
    spec: { of: 'orders.weight' },
    expected: [1, 1],
    definition: 'sum of orders.weight, of orders',
    unit: 'kg',
  },
  {
    kind: 'sum',
    spec: { of: 'orders.piece_total' },
    where: 'late',
    expected: ['2000000000', '2000000000'],
    definition: 'sum of orders.piece_total, of orders where late',
  },
  { kind: 'count', spec: { of: 'orders' }, expected: ['5', '5'], definition: 'number of rows, of orders' },
  {
    kind: 'count',
    spec: { of: 'orders.amount' },
    expected: ['4', '4'],
    definition: 'number of values of orders.amount, of orders',
  },
  {
    kind: 'count',
    spec: { of: 'orders.placed' },
    where: 'late',
    expected: ['2', '2'],
    definition: 'number of rows, of orders where late',
  },
  {
    kind: 'count_distinct',
    spec: { of: 'orders.customer' },
    expected: ['3', '3'],
    definition: 'number of different values of orders.customer, of orders',
  },
  {
    kind: 'median',
    spec: { of: 'orders.amount' },
    expected: [25, '4', 25],
    definition: 'median of orders.amount, of orders',
    unit: 'EUR',
  },
  {
    kind: 'ratio',
    spec: { numerator: 'revenue', denominator: 'responses' },
    expected: ['104.00', '108', 104 / 108],
    definition: 'revenue / responses, each summed first',
    unit: 'EUR',
  },
  {
    kind: 'ratio',
    spec: { numerator: 'orders.piece_total', denominator: 'orders.placed' },
    where: 'amount >= 30',
    expected: ['7', '2', 3.5],
    definition: 'orders.piece_total / orders.placed, each summed first',
  },
  {
    kind: 'ratio',
    spec: { numerator: 'revenue', denominator: 'responses' },
    where: 'id <= 3',
    expected: ['60.00', '3', 20],
    definition: 'revenue / responses, each summed first',
    unit: 'EUR',
  },
  {
    kind: 'ratio',
    spec: { numerator: 'nps', denominator: 'revenue' },
    expected: ['50', '20', '100', '104.00', 30 / 104],
    definition: 'nps / revenue, each summed first',
    unit: 'points/EUR',
  },
];

let engine: TestDuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => {
  engine.close();
});

const formats = ['number', 'integer', 'percent', 'points', 'currency', 'decimal', 'duration'];

describe.each([...metricKinds])('$name', (kind) => {
  const own = examples.filter((example) => example.kind === kind.name);

  test('has an example, a known format and a sensible range', () => {
    expect(own.length).toBeGreaterThan(0);
    expect(formats).toContain(kind.defaults.format);
    const [low, high] = kind.defaults.range ?? [0, 1];
    expect(low).toBeLessThan(high);
  });

  test('refuses a key it does not know and a spec without its keys', () => {
    const spec = own[0]?.spec;
    expect(kind.spec.safeParse({ ...(spec as object), colour: 'red' }).success).toBe(false);
    expect(kind.spec.safeParse({}).success).toBe(false);
  });

  test.each(own)('$spec is $expected', async (example) => {
    await engine.run(tables + rows);
    const shape = complete(example);
    const [actual = []] = await engine.rows(metricSql(shape, duckdb));
    expectRow(actual, example.expected);
    expect(shape.definition).toBe(example.definition);
    expect(shape.unit ?? null).toBe(example.unit ?? null);
    const names = Object.keys(shape.components);
    if (shape.count !== undefined) expect(names).toContain(shape.count);
    if (shape.interval === undefined) return;
    expect(shape.count).toBe(shape.interval.of.at(-1));
    const bounds = interval(
      shape.interval.method,
      shape.interval.of.map((name) => Number(actual[names.indexOf(name)])),
    );
    expect(bounds?.low).toBeLessThan(Number(actual.at(-1)));
    expect(bounds?.high).toBeGreaterThan(Number(actual.at(-1)));
    if (example.bounds === undefined) return;
    expectClose(bounds?.low, example.bounds[0], 1e-8);
    expectClose(bounds?.high, example.bounds[1], 1e-8);
  });

  test.each(own)('$spec over no rows is null, or 0 where the kind says so', async (example) => {
    await engine.run(tables);
    const shape = complete(example);
    const [actual = []] = await engine.rows(metricSql(shape, duckdb));
    if (kind.defaults.empty === 0) expect(Number(actual.at(-1))).toBe(0);
    else expect(actual.at(-1)).toBeNull();
    if (shape.interval === undefined) return;
    const names = Object.keys(shape.components);
    const values = shape.interval.of.map((name) => actual[names.indexOf(name)] ?? null);
    expect(
      interval(
        shape.interval.method,
        values.map((value) => (value === null ? null : Number(value))),
      ),
    ).toBeNull();
  });

  test.each(own)('$spec does not depend on the order of rows', async (example) => {
    await engine.run(tables + rows);
    await engine.run(`
      CREATE OR REPLACE TABLE responses AS FROM responses ORDER BY md5(id::VARCHAR);
      CREATE OR REPLACE TABLE orders AS FROM orders ORDER BY id DESC`);
    const [actual = []] = await engine.rows(metricSql(complete(example), duckdb));
    expectRow(actual, example.expected);
  });
});

test.each([
  ['sum', { of: 'orders.customer' }, 'is a string, not a number'],
  ['nps', { score: 'responses.instrument' }, 'is a string, not a number'],
  ['average', { of: 'orders' }, 'must be a column'],
  ['average', { of: 'orders.placed' }, 'must be a column'],
  ['sum', { of: 'orders.placed' }, 'a measure by count, not by sum'],
  ['count', { of: 'orders.piece_total' }, 'a measure by sum, not by count'],
  ['ratio', { numerator: 'orders.amount', denominator: 'responses' }, 'must be a metric or a measure'],
])('%s of %o is refused: %s', (kind, spec, message) => {
  const wrong = () => complete({ kind, spec });
  expect(wrong).toThrow(message);
  expect(wrong).toThrow(expect.objectContaining({ code: 'invalid-model', hint: expect.any(String) }));
});

test.each([
  ['amount + 1', { code: 'invalid-expression', message: 'amount + 1 is a number, not a condition.' }],
  ['latte', { code: 'unknown-column', hint: 'Did you mean late?' }],
])('a rate of rows where %s is refused', (hits, error) => {
  expect(() => complete({ kind: 'rate', spec: { of: 'orders', hits } })).toThrow(expect.objectContaining(error));
});

test.each([
  ['nps', { score: 'responses.score' }, ['promoters', 'detractors', 'scored']],
  ['csat', { score: 'responses.satisfaction' }, ['satisfied', 'scored']],
  ['ces', { score: 'responses.effort', direction: 'agree' }, ['sum', 'sum_of_squares', 'n']],
  ['rate', { of: 'orders', hits: 'late' }, ['hits', 'n']],
  ['average', { of: 'orders.amount' }, ['sum', 'sum_of_squares', 'n']],
  ['median', { of: 'orders.amount' }, ['median', 'n']],
  ['sum', { of: 'orders.amount' }, ['sum']],
  ['count', { of: 'orders' }, ['count']],
  ['count_distinct', { of: 'orders.customer' }, ['distinct']],
  ['ratio', { numerator: 'revenue', denominator: 'responses' }, ['numerator', 'denominator']],
  [
    'ratio',
    { numerator: 'nps', denominator: 'revenue' },
    ['numerator_promoters', 'numerator_detractors', 'numerator_scored', 'denominator'],
  ],
])('the components of %s %o are %j', (kind, spec, names) => {
  expect(Object.keys(complete({ kind, spec }).components)).toEqual(names);
});

test('the direction of an effort scale must be said and turns what is good', () => {
  const spec = { score: 'responses.effort' };
  expect(metricKinds.get('ces')?.spec.safeParse(spec).success).toBe(false);
  expect(complete({ kind: 'ces', spec: { ...spec, direction: 'agree' } }).good).toBe('up');
  expect(complete({ kind: 'ces', spec: { ...spec, direction: 'disagree' } }).good).toBe('down');
});

test.each([
  ['sum', 'orders.amount', 'additive'],
  ['count', 'orders', 'additive'],
  ['count_distinct', 'orders.customer', 'distinct'],
  ['median', 'orders.amount', 'holistic'],
  ['average', 'orders.amount', 'algebraic'],
])('a %s of %s is %s', (kind, of, additivity) => {
  expect(complete({ kind, spec: { of } }).additivity).toBe(additivity);
});

test('a ratio whose numerator means 0 without rows is 0 over cases without it', async () => {
  await engine.run(tables + rows);
  await engine.run('DELETE FROM orders');
  const shape = complete({ kind: 'ratio', spec: { numerator: 'booked', denominator: 'responses' } });
  expect((await engine.rows(metricSql(shape, duckdb)))[0]?.at(-1)).toBe(0);
  const unknown = complete({ kind: 'ratio', spec: { numerator: 'revenue', denominator: 'responses' } });
  expect((await engine.rows(metricSql(unknown, duckdb)))[0]?.at(-1)).toBeNull();
});

function complete({ kind, spec, where }: Pick<Example, 'kind' | 'spec' | 'where'>): MetricShape {
  const found = metricKinds.get(kind);
  if (found === undefined) throw new Error(`No kind is called ${kind}.`);
  const metrics = kind === 'ratio' ? ratioMetrics() : new Map<string, Metric>();
  const context = metricContext({ datasets, metrics, ...(where === undefined ? {} : { where }) });
  return found.complete(found.spec.parse(spec), context);
}

function ratioMetrics(): ReadonlyMap<string, Metric> {
  return new Map([
    ['revenue', metric('revenue', complete({ kind: 'sum', spec: { of: 'orders.amount' } }), { unit: 'EUR' })],
    ['booked', metric('booked', complete({ kind: 'sum', spec: { of: 'orders.amount' } }), { unit: 'EUR', empty: 0 })],
    ['responses', metric('responses', complete({ kind: 'count', spec: { of: 'responses' } }), { empty: 0 })],
    ['nps', metric('nps', complete(nps), { unit: 'points' })],
  ]);
}

function metric(name: string, shape: MetricShape, said: Partial<Metric>): Metric {
  return {
    name,
    kind: 'sum',
    label: name,
    description: null,
    owner: null,
    unit: null,
    format: 'number',
    good: null,
    range: null,
    target: null,
    minN: 0,
    empty: null,
    visible: true,
    components: new Map(Object.entries(shape.components)),
    value: shape.value,
    type: shape.type ?? { name: 'real', precision: null },
    additivity: shape.additivity,
    interval: shape.interval ?? null,
    count: shape.count ?? null,
    definition: shape.definition,
    datasets: [],
    ...said,
  };
}

/** Texts and exact digits as they are, reals to 1e-9. */
function expectRow(actual: readonly unknown[], expected: readonly unknown[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    const found = actual[index];
    if (typeof value === 'number' && typeof found === 'number') expectClose(found, value);
    else expect(found).toEqual(value);
  });
}
