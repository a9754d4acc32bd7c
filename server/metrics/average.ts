import { z } from 'zod';
import type { MetricKind } from '../model/metric-kind.ts';
import { measuredNumber, rowsMeasured } from './sources.ts';
import { mean, weightedMean } from './sums.ts';
import { weightOf } from './weights.ts';

const spec = z.strictObject({
  /** A column of numbers. */
  of: z.string().min(1),
  /** How much each row counts: an expression over the dataset and what its rows find at most once. */
  weight: z.string().min(1).optional(),
});

/** The mean of a column with Student's 95 % interval; rows without a value do not count. Null over no values. */
export const average: MetricKind<z.infer<typeof spec>> = {
  name: 'average',
  spec,
  defaults: { format: 'number', minN: 30 },
  complete({ of, weight: written }, context) {
    const column = measuredNumber(context, 'of', of);
    const weight = weightOf(context, column.dataset, written);
    return {
      ...(weight === null ? mean(context, column) : weightedMean(context, column, weight)),
      definition: `mean of ${column.text}${weight?.text ?? ''}, ${rowsMeasured(context, column.dataset)}`,
      unit: column.unit,
    };
  },
};
