import { metricKinds } from '../../../server/metrics/index.ts';
import type { IntervalMethod, Metric } from '../../../server/model/model.ts';
import type { MetricKind } from '../../../server/model/metric-kind.ts';
import { constantOf, docComments, fileNameOf } from './doc-comments.ts';
import { type ExampleMetric, exampleMetrics } from './example-model.ts';
import { inputSchema, sectionsOf } from './json-schema.ts';
import { keyTable } from './key-table.ts';
import { blocks, code, fence, type ReferencePage, table } from './markdown.ts';

const intervals: { readonly [Method in IntervalMethod]: string } = {
  'adjusted-wald': 'adjusted Wald, 95 %',
  wilson: 'Wilson, 95 %',
  t: 'Student’s t, 95 %',
  'weighted-adjusted-wald': 'adjusted Wald for the effective number of answers, 95 %',
  'weighted-wilson': 'Wilson for the effective number of cases, 95 %',
  'weighted-t': 'Student’s t for the effective number of values, 95 %',
  'difference-adjusted-wald': 'of two independent scores, 95 %',
  'difference-wilson': 'of two independent shares (Newcombe), 95 %',
  'difference-t': 'of two independent means, 95 %',
};

const additivities: { readonly [Additivity in Metric['additivity']]: string } = {
  additive: 'additive: parts may be added up',
  idempotent: 'idempotent: the largest of the parts is the largest of all',
  distinct: 'distinct: counted anew at every grain',
  holistic: 'holistic: computed anew from rows at every grain',
  snapshot: 'a state at dates: not added up over time',
  algebraic: 'algebraic: components are added up, then the formula is applied',
};

/** Every kind of metric with its keys, what it fixes, and an example that was loaded for this page. */
export function metricKindsPage(): ReferencePage {
  const examples = exampleMetrics();
  const sections = [...metricKinds].map((kind) => {
    const example = examples.get(kind.name);
    if (example === undefined) throw new Error(`The reference has no example of ${kind.name}.`);
    return section(kind, example);
  });
  const intro =
    'A metric stands under `metrics:` in a model file. Beside the keys of its kind it may say the keys that [every metric](model.md#metricsname) shares. Metrics are algebra over components that are aggregated first, so totals and coarser grains are computed from components, never from shown values.';
  return {
    file: 'metric-kinds.md',
    title: 'Metric kinds',
    about: 'What each kind of metric computes, its keys, its interval and its defaults.',
    body: blocks(intro, ...sections),
  };
}

function section(kind: MetricKind, { written, metric }: ExampleMetric): string {
  const comments = docComments(`server/metrics/${fileNameOf(kind.name)}.ts`);
  const summary = comments.get(constantOf(kind.name));
  if (summary === undefined) throw new Error(`The kind ${kind.name} has no doc comment.`);
  const keys = sectionsOf(inputSchema(kind.spec)).flatMap((found) => found.keys);
  return blocks(
    `## ${kind.name}`,
    summary,
    keyTable(keys, ({ path }) => comments.get(path) ?? ''),
    fence('yaml', written),
    facts(kind, metric),
  );
}

function facts({ defaults }: MetricKind, metric: Metric): string {
  const { interval, range, good, unit } = metric;
  return table(
    ['of this example', ''],
    [
      ['definition', metric.definition],
      ['components', [...metric.components.keys()].map(code).join(', ')],
      ['rolls up', additivities[metric.additivity]],
      ['interval', interval === null ? 'none' : intervals[interval.method]],
      ['unit', unit ?? 'none'],
      ['format', code(metric.format)],
      ['range', range === null ? 'none' : range.join(' to ')],
      ['good', good === null ? 'not said' : good],
      ['over no rows', code(String(metric.empty))],
      ['marked as uncertain below', metric.minN === 0 ? 'never' : `n = ${metric.minN}`],
      ['fixed by the kind', Object.keys(defaults).sort().map(code).join(', ')],
    ],
  );
}
