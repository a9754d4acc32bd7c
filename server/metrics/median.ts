import { z } from 'zod';
import type { MetricContext, MetricKind } from '../model/metric-kind.ts';
import type { Measure } from '../model/model.ts';
import { component } from './algebra.ts';
import { measureBy, measuredNumber, rowsBehind, unitOf } from './sources.ts';

const spec = z.strictObject({
  /** A column of numbers, or a measure by median. */
  of: z.string().min(1),
});

/** The middle value, or the mean of the two in the middle; recomputed from rows at every grain. Null over no values. */
export const median: MetricKind<z.infer<typeof spec>> = {
  name: 'median',
  spec,
  defaults: { format: 'number', minN: 30 },
  complete({ of }, context) {
    const middle = measured(context, of);
    const n = context.measure(middle.dataset, { name: 'n', aggregate: 'count', of: middle.of });
    return {
      components: { median: middle, n: { ...n, where: middle.where, time: middle.time } },
      value: component('median'),
      type: middle.type,
      additivity: 'holistic',
      count: 'n',
      definition: `median of ${of}, ${rowsBehind(middle)}`,
      unit: unitOf(context, middle),
    };
  },
};

function measured(context: MetricContext, of: string): Measure {
  const measure = measureBy(context, 'median', of);
  if (measure !== null) return measure;
  const column = measuredNumber(context, 'of', of);
  return context.measure(column.dataset, { name: 'median', aggregate: 'median', of: column.of });
}
