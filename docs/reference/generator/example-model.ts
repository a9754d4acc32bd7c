import { metricKinds } from '../../../server/metrics/index.ts';
import { loadModel } from '../../../server/model/load.ts';
import type { Metric } from '../../../server/model/model.ts';

/** A metric of each kind, over the two datasets below. */
const examples: ReadonlyMap<string, string> = new Map([
  ['average', '{ kind: average, of: orders.amount }'],
  ['ces', '{ kind: ces, score: responses.ease, direction: agree }'],
  ['count', '{ kind: count, of: orders }'],
  ['count_distinct', '{ kind: count_distinct, of: orders.customer_id }'],
  ['csat', '{ kind: csat, score: responses.satisfaction, top: 4 }'],
  ['distinct_across', '{ kind: distinct_across, of: [orders.customer_id, responses.customer_id] }'],
  ['expr', "{ kind: expr, value: '(example_sum - 10 * example_count) / example_count' }"],
  ['gap', '{ kind: gap, left: example_median, right: example_percentile }'],
  ['median', '{ kind: median, of: orders.delivery_days }'],
  ['nps', '{ kind: nps, score: responses.score }'],
  ['percentile', '{ kind: percentile, of: orders.delivery_days, p: 0.9 }'],
  ['rate', "{ kind: rate, of: orders, hits: delivery_days > 3, among: status = 'completed' }"],
  ['ratio', '{ kind: ratio, numerator: example_sum, denominator: example_count }'],
  ['sum', '{ kind: sum, of: orders.amount, empty: 0 }'],
]);

const datasets = `
dataset: responses
kind: survey
source: { csv: responses.csv }
key: [response_id]
columns:
  response_id: { type: string }
  customer_id: { type: string }
  score: { type: integer }
  satisfaction: { type: integer }
  ease: { type: integer }
---
dataset: orders
kind: financial
source: { csv: orders.csv }
key: [order_id]
columns:
  order_id: { type: string }
  customer_id: { type: string }
  status: { type: string }
  delivery_days: { type: integer, unit: days }
  amount: { type: 'decimal(18,2)', unit: EUR }
`;

export interface ExampleMetric {
  /** As it stands in a model file. */
  readonly written: string;
  readonly metric: Metric;
}

/** The example of each kind, complete. Throws for a kind without an example and for an example that does not load. */
export function exampleMetrics(): ReadonlyMap<string, ExampleMetric> {
  const written = [...examples].map(([kind, text]) => `  example_${kind}: ${text}`);
  const texts = [...datasets.split('---\n'), `metrics:\n${written.join('\n')}\n`];
  const model = loadModel({
    files: texts.map((text, index) => ({ file: `datasets/${index}.yml`, text })),
    settings: {
      name: 'Reference',
      zone: 'UTC',
      weekStart: 'MONDAY',
      fiscalYearStart: 1,
      purpose: null,
      trusted: false,
    },
    metricKinds,
    connectors: ['csv'],
  });
  const [problem] = model.problems;
  if (problem !== undefined) throw new Error(`The examples of the reference do not load: ${problem.message}`);
  return new Map(
    metricKinds.names.map((kind) => {
      const [text, metric] = [examples.get(kind), model.metrics.get(`example_${kind}`)];
      if (text === undefined || metric === undefined) throw new Error(`The reference has no example of ${kind}.`);
      return [kind, { written: text, metric }];
    }),
  );
}
