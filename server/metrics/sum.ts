import { z } from 'zod';
import type { MetricContext, MetricKind } from '../model/metric-kind.ts';
import type { Measure } from '../model/model.ts';
import { component } from './algebra.ts';
import { measureBy, measuredNumber, rowsBehind, unitOf } from './sources.ts';

const spec = z.strictObject({
  /** A column of numbers, or a measure that sums. */
  of: z.string().min(1),
});

/** A sum in the type of its column: whole numbers stay exact, decimals keep their scale. Null over no rows unless `empty: 0`. */
export const sum: MetricKind<z.infer<typeof spec>> = {
  name: 'sum',
  spec,
  defaults: { format: 'number' },
  complete({ of }, context) {
    const measure = summed(context, of);
    return {
      components: { sum: measure },
      value: component('sum'),
      type: measure.type,
      additivity: measure.additivity,
      definition: `sum of ${of}, ${rowsBehind(measure)}`,
      unit: unitOf(context, measure),
    };
  },
};

function summed(context: MetricContext, of: string): Measure {
  const measure = measureBy(context, 'sum', of);
  if (measure !== null) return measure;
  const column = measuredNumber(context, 'of', of);
  return context.measure(column.dataset, { name: 'sum', aggregate: 'sum', of: column.of });
}
