import { z } from 'zod';
import type { MetricKind } from '../model/metric-kind.ts';
import { measuredNumber, rowsMeasured } from './sources.ts';
import { mean, weightedMean } from './sums.ts';
import { weightOf } from './weights.ts';

const spec = z.strictObject({
  /** The column with the answers, usually 1 to 7. */
  score: z.string().min(1),
  /** `agree`: a high answer means it was easy; `disagree`: a high answer means much effort, as in the first version. */
  direction: z.enum(['agree', 'disagree']),
  /** How much each row counts: an expression over the dataset and what its rows find at most once. */
  weight: z.string().min(1).optional(),
});

/** Customer Effort Score: the mean answer with Student's 95 % interval; the direction of the scale must be said. */
export const ces: MetricKind<z.infer<typeof spec>> = {
  name: 'ces',
  spec,
  defaults: { format: 'decimal', minN: 30 },
  complete({ score, direction, weight: written }, context) {
    const column = measuredNumber(context, 'score', score);
    const weight = weightOf(context, column.dataset, written);
    const meaning = direction === 'agree' ? 'high answers mean easy' : 'high answers mean effort';
    return {
      ...(weight === null ? mean(context, column) : weightedMean(context, column, weight)),
      good: direction === 'agree' ? 'up' : 'down',
      definition: `mean of ${column.text} (${meaning})${weight?.text ?? ''}, ${rowsMeasured(context, column.dataset)}`,
    };
  },
};
