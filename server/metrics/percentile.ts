import { z } from 'zod';
import { TrivetError } from '../lib/errors.ts';
import type { MetricContext, MetricKind } from '../model/metric-kind.ts';
import type { Measure } from '../model/model.ts';
import { component } from './algebra.ts';
import { measuredNumber, rowsBehind, unitOf } from './sources.ts';

const spec = z.strictObject({
  /** A column of numbers, or a measure by percentile. */
  of: z.string().min(1),
  /** The share of values below, 0 to 1: 0.9 for the ninth decile; a measure by percentile has its own. */
  p: z
    .number()
    .min(0, { error: 'must lie between 0 and 1.' })
    .max(1, { error: 'must lie between 0 and 1.' })
    .optional(),
  /** `cont` interpolates between two values, `disc` takes a value that is there. */
  method: z.enum(['cont', 'disc']).optional(),
});

type Spec = z.infer<typeof spec>;

/** The value that a share of the values stays below; recomputed from rows at every grain. Null over no values. */
export const percentile: MetricKind<Spec> = {
  name: 'percentile',
  spec,
  defaults: { format: 'number', minN: 30 },
  complete(spec, context) {
    const measure = measured(spec, context);
    const n = context.measure(measure.dataset, { name: 'n', aggregate: 'count', of: measure.of });
    const method = measure.aggregate === 'percentile_disc' ? 'a value that is there' : 'interpolated';
    return {
      components: { percentile: measure, n: { ...n, where: measure.where, time: measure.time } },
      value: component('percentile'),
      type: measure.type,
      additivity: 'holistic',
      count: 'n',
      definition: `percentile ${measure.fraction ?? ''} of ${spec.of} (${method}), ${rowsBehind(measure)}`,
      unit: unitOf(context, measure),
    };
  },
};

function measured({ of, p, method }: Spec, context: MetricContext): Measure {
  const source = context.source(of);
  if (source.is === 'measure') {
    const { measure } = source;
    if (!measure.aggregate.startsWith('percentile')) {
      throw invalid(
        context,
        `${of} is a measure by ${measure.aggregate}, not by percentile.`,
        'Name a column and say p.',
      );
    }
    if (p === undefined && method === undefined) return measure;
    throw invalid(context, `${of} says its own p and method.`, 'Leave them out here, or name the column.');
  }
  if (p === undefined) throw invalid(context, `a percentile of ${of} needs p.`, 'For the ninth decile write p: 0.9.');
  const { dataset, of: column } = measuredNumber(context, 'of', of);
  const aggregate = `percentile_${method ?? 'cont'}` as const;
  return context.measure(dataset, { name: 'percentile', aggregate, of: column, fraction: p });
}

function invalid({ metricName }: MetricContext, message: string, hint: string): TrivetError {
  return new TrivetError('invalid-model', `${metricName}: ${message}`, { hint });
}
