import { z } from 'zod';
import type { MetricKind } from '../model/metric-kind.ts';
import { measuredNumber, rowsMeasured } from './sources.ts';
import { mean } from './sums.ts';

const spec = z.strictObject({
  /** A column of numbers. */
  of: z.string().min(1),
});

/** The mean of a column with Student's 95 % interval; rows without a value do not count. Null over no values. */
export const average: MetricKind<z.infer<typeof spec>> = {
  name: 'average',
  spec,
  defaults: { format: 'number', minN: 30 },
  complete({ of }, context) {
    const column = measuredNumber(context, 'of', of);
    return {
      ...mean(context, column),
      definition: `mean of ${column.text}, ${rowsMeasured(context, column.dataset)}`,
      unit: column.unit,
    };
  },
};
