import { metricKinds } from '../metrics/index.ts';
import type { MetricShape } from '../model/metric-kind.ts';
import type { Metric } from '../model/model.ts';
import { metricContext, testDataset, testMeasure } from './metric-context.ts';

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
/** Two datasets of few columns, and the rows in them. */
const datasets = new Map([
  ['responses', responses],
  ['orders', orders],
]);

/** 50 promoters, 30 passives, 20 detractors and 5 without a score to the NPS question, 3 promoters to another one. */
export const exampleRows = `
  INSERT INTO responses SELECT i, CASE WHEN i <= 50 THEN 9 + i % 2 WHEN i <= 80 THEN 7 + i % 2 WHEN i <= 100 THEN i % 7 END,
    CASE WHEN i <= 10 THEN 1 + i % 5 END, CASE WHEN i <= 11 THEN i END, 'nps' FROM range(1, 106) AS r(i);
  INSERT INTO responses SELECT i, 10, NULL, NULL, 'other' FROM range(201, 204) AS r(i);
  INSERT INTO orders VALUES (1, 'a', 10.00, 2000000000, 0.1, true), (2, 'b', 20.00, 2000000000, 0.2, false),
    (3, 'a', 30.00, 3, 0.3, false), (4, 'c', 44.00, 4, 0.4, NULL), (5, NULL, NULL, NULL, NULL, true)`;
export const exampleTables = `
  CREATE OR REPLACE TABLE responses (id INTEGER, score INTEGER, satisfaction INTEGER, effort INTEGER, instrument VARCHAR);
  CREATE OR REPLACE TABLE orders (id INTEGER, customer VARCHAR, amount DECIMAL(18,2), pieces INTEGER, weight DOUBLE, late BOOLEAN);`;

export interface MetricExample {
  readonly kind: string;
  readonly spec: unknown;
  readonly where?: string;
  /** As the engine's JSON has them, in the order of the components; the value last. */
  readonly expected: readonly unknown[];
  readonly bounds?: readonly [number, number];
  readonly definition: string;
  readonly unit?: string | null;
}

const nps: MetricExample = {
  kind: 'nps',
  spec: { score: 'responses.score' },
  where: "instrument = 'nps'",
  expected: ['50', '20', '100', 30],
  bounds: [14.051130179, 44.201297006],
  definition: "100 · (promoters − detractors) / scored answers, of responses where instrument = 'nps'",
};
/** At least one metric of every kind, with the numbers computed by hand. */
export const metricExamples: readonly MetricExample[] = [
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
    kind: 'nps',
    spec: { score: 'responses.score', weight: 'if(id <= 10, 3, 1)' },
    where: "instrument = 'nps'",
    expected: ['70', '20', '120', 180, '100', 125 / 3],
    bounds: [23.781100529, 56.540184611],
    definition:
      "100 · (promoters − detractors) / scored answers, weighted by if(id <= 10, 3, 1), of responses where instrument = 'nps'",
  },
  {
    kind: 'csat',
    spec: { score: 'responses.satisfaction', weight: 'if(id = 3, null, 0.5)' },
    expected: [1.5, 4.5, 2.25, '9', 1 / 3],
    bounds: [0.120583818, 0.645797864],
    definition:
      'answers with satisfaction of 4 or more / scored answers, weighted by if(id = 3, null, 0.5), of responses',
  },
  {
    kind: 'rate',
    spec: { of: 'orders', hits: 'late', weight: 'id' },
    expected: ['6', '11', 39, '4', 6 / 11],
    bounds: [0.149107859, 0.891509992],
    definition: 'rows where late / rows where that is known, weighted by id, of orders',
  },
  {
    kind: 'average',
    spec: { of: 'orders.amount', weight: 'id' },
    expected: ['316.00', 11344, '10', 30, '4', 31.6],
    definition: 'mean of amount, weighted by id, of orders',
    unit: 'EUR',
  },
  {
    kind: 'ces',
    spec: { score: 'responses.effort', direction: 'agree', weight: 'if(effort > 6, 1, 0)' },
    expected: ['45', 415, '5', 5, '11', 9],
    definition: 'mean of effort (high answers mean easy), weighted by if(effort > 6, 1, 0), of responses',
  },
  {
    kind: 'percentile',
    spec: { of: 'orders.amount', p: 0.9 },
    expected: [39.8, '4', 39.8],
    definition: 'percentile 0.9 of orders.amount (interpolated), of orders',
    unit: 'EUR',
  },
  {
    kind: 'percentile',
    spec: { of: 'orders.amount', p: 0.5, method: 'disc' },
    expected: ['20.00', '4', '20.00'],
    definition: 'percentile 0.5 of orders.amount (a value that is there), of orders',
    unit: 'EUR',
  },
  {
    kind: 'distinct_across',
    spec: { of: ['orders.customer', 'responses.instrument'] },
    expected: ['5', '5'],
    definition: 'number of different values of orders.customer, responses.instrument together',
  },
  {
    kind: 'gap',
    spec: { left: 'orders.piece_total', right: 'orders.placed' },
    expected: ['4000000007', '5', '4000000002'],
    definition: 'orders.piece_total − orders.placed',
  },
  {
    kind: 'gap',
    spec: { left: 'satisfied', right: 'late' },
    expected: ['4', '10', '2', '4', -0.1],
    bounds: [-0.519777404, 0.35280136],
    definition: 'satisfied − late, interval of independent samples',
  },
  {
    kind: 'expr',
    spec: { value: '100 * revenue / responses' },
    expected: ['104.00', '108', 10400 / 108],
    definition: '100 * revenue / responses, each aggregated first',
    unit: 'EUR',
  },
  {
    kind: 'expr',
    spec: { value: 'nps / 100 * orders.placed' },
    expected: ['50', '20', '100', '5', 1.5],
    definition: 'nps / 100 * orders.placed, each aggregated first',
    unit: 'points',
  },
  {
    kind: 'expr',
    spec: { value: 'revenue - 4 * booked' },
    where: 'amount < 30',
    expected: ['30.00', '30.00', '-90.00'],
    definition: 'revenue - 4 * booked, each aggregated first',
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

/** The shape that a kind gives a metric over these datasets. */
export function completeExample({ kind, spec, where }: Pick<MetricExample, 'kind' | 'spec' | 'where'>): MetricShape {
  const found = metricKinds.get(kind);
  if (found === undefined) throw new Error(`No kind is called ${kind}.`);
  const isMade = ['ratio', 'gap', 'expr'].includes(kind);
  const metrics = isMade ? parts() : new Map<string, Metric>();
  const context = metricContext({ datasets, metrics, ...(where === undefined ? {} : { where }) });
  return found.complete(found.spec.parse(spec), context);
}

function parts(): ReadonlyMap<string, Metric> {
  return new Map([
    ['revenue', metric('revenue', completeExample({ kind: 'sum', spec: { of: 'orders.amount' } }), { unit: 'EUR' })],
    [
      'booked',
      metric('booked', completeExample({ kind: 'sum', spec: { of: 'orders.amount' } }), { unit: 'EUR', empty: 0 }),
    ],
    ['responses', metric('responses', completeExample({ kind: 'count', spec: { of: 'responses' } }), { empty: 0 })],
    [
      'satisfied',
      metric('satisfied', completeExample({ kind: 'csat', spec: { score: 'responses.satisfaction' } }), {}),
    ],
    ['late', metric('late', completeExample({ kind: 'rate', spec: { of: 'orders', hits: 'late' } }), {})],
    ['nps', metric('nps', completeExample(nps), { unit: 'points' })],
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
