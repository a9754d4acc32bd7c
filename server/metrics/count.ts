import { z } from 'zod';
import type { MetricContext, MetricKind } from '../model/metric-kind.ts';
import type { Measure } from '../model/model.ts';
import { component } from './algebra.ts';
import { measureBy, rowsBehind } from './sources.ts';

const spec = z.strictObject({
  /** A dataset (its rows), a column (its values that are there) or a measure that counts. */
  of: z.string().min(1),
});

/** Rows, values or a counting measure; 0 over no rows. */
export const count: MetricKind<z.infer<typeof spec>> = {
  name: 'count',
  spec,
  defaults: { format: 'integer', empty: 0, range: null },
  complete({ of }, context) {
    const measure = counted(context, of);
    const what = measure.of === null ? 'number of rows' : `number of values of ${of}`;
    return {
      components: { count: measure },
      value: component('count'),
      type: measure.type,
      additivity: measure.additivity,
      definition: `${what}, ${rowsBehind(measure)}`,
    };
  },
};

function counted(context: MetricContext, of: string): Measure {
  const source = context.source(of);
  if (source.is === 'rows') return context.measure(source.dataset.name, { name: 'count', aggregate: 'count' });
  if (source.is === 'column') {
    return context.measure(source.dataset.name, { name: 'count', aggregate: 'count', of: source.expression });
  }
  return measureBy(context, 'count', of) ?? source.measure;
}
