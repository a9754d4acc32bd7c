import { z } from 'zod';
import { TrivetError } from '../lib/errors.ts';
import { replaceColumns } from '../model/expression/columns.ts';
import type { Expression } from '../model/expression/expression.ts';
import type { MetricContext, MetricKind } from '../model/metric-kind.ts';
import type { Measure, Metric } from '../model/model.ts';
import { component, over } from './algebra.ts';
import { unitOf } from './sources.ts';

const spec = z.strictObject({
  /** A metric by its name, or a measure as `dataset.measure`. */
  numerator: z.string().min(1),
  denominator: z.string().min(1),
});

/** One metric by another, over any two datasets: the ratio of the sums, never the mean of ratios. Null where the divisor is 0 or null. */
export const ratio: MetricKind<z.infer<typeof spec>> = {
  name: 'ratio',
  spec,
  defaults: { format: 'number' },
  complete({ numerator, denominator }, context) {
    const above = part(context, 'numerator', numerator);
    const below = part(context, 'denominator', denominator);
    return {
      components: { ...above.components, ...below.components },
      value: over(above.value, below.value),
      type: { name: 'real', precision: null },
      additivity: 'algebraic',
      definition: `${numerator} / ${denominator}, each summed first`,
      unit: quotient(above.unit, below.unit),
    };
  },
};

interface Part {
  readonly components: Readonly<Record<string, Measure>>;
  readonly value: Expression;
  readonly unit: string | null;
}

function part(context: MetricContext, role: 'numerator' | 'denominator', name: string): Part {
  if (!name.includes('.')) return metricPart(context, role, context.metric(name));
  const source = context.source(name);
  if (source.is === 'measure') {
    const unit = unitOf(context, source.measure);
    return { components: { [role]: source.measure }, value: component(role), unit };
  }
  throw new TrivetError(
    'invalid-model',
    `${context.metricName}: ${role} must be a metric or a measure, and ${name} is neither.`,
    {
      hint: `Declare a metric { kind: sum, of: ${name} } and name it here.`,
    },
  );
}

function metricPart(context: MetricContext, role: string, metric: Metric): Part {
  const only = metric.components.size === 1;
  const named = (name: string): string => (only ? role : `${role}_${name}`);
  const isComponent = metric.value.op === 'column';
  const components = [...metric.components].map(([name, measure]): [string, Measure] => {
    const narrowed = narrow(context, measure);
    return [named(name), isComponent && metric.empty === 0 ? { ...narrowed, empty: 0 } : narrowed];
  });
  return {
    components: Object.fromEntries(components),
    value: replaceColumns(metric.value, (path) => component(named(path.join('.')))),
    unit: metric.unit,
  };
}

/** The measure of another metric under the condition and time of this one. */
function narrow(context: MetricContext, measure: Measure): Measure {
  const { name, aggregate, of, where } = measure;
  const narrowed = context.measure(measure.dataset, { name, aggregate, of, where });
  return { ...measure, where: narrowed.where, time: narrowed.time ?? measure.time };
}

function quotient(above: string | null, below: string | null): string | null {
  if (below === null) return above;
  return above === below ? null : `${above ?? '1'}/${below}`;
}
