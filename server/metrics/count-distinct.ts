import { z } from 'zod';
import type { MetricKind } from '../model/metric-kind.ts';
import { component } from './algebra.ts';
import { measureBy, measuredColumn, rowsBehind } from './sources.ts';

const spec = z.strictObject({
  /** A column, or a measure that counts different values. */
  of: z.string().min(1),
});

/** How many different values a column has; recomputed at every grain, since months do not add up to a year. 0 over no rows. */
export const countDistinct: MetricKind<z.infer<typeof spec>> = {
  name: 'count_distinct',
  spec,
  defaults: { format: 'integer', empty: 0 },
  complete({ of }, context) {
    const measure = measureBy(context, 'count_distinct', of) ?? distinct();
    return {
      components: { distinct: measure },
      value: component('distinct'),
      type: measure.type,
      additivity: 'distinct',
      definition: `number of different values of ${of}, ${rowsBehind(measure)}`,
    };

    function distinct() {
      const column = measuredColumn(context, 'of', of);
      return context.measure(column.dataset, { name: 'distinct', aggregate: 'count_distinct', of: column.of });
    }
  },
};
