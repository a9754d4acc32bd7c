import { z } from 'zod';
import type { MetricKind } from '../model/metric-kind.ts';
import { compare, component, over } from './algebra.ts';
import { measuredNumber, rowsMeasured } from './sources.ts';
import { isKnown, weightedShare, weightOf } from './weights.ts';

const spec = z.strictObject({
  /** The column with the answers, usually 1 to 5; rows without an answer do not count. */
  score: z.string().min(1),
  /** The lowest answer that counts as satisfied: 4 of 5 is the top-two box. */
  top: z.number().default(4),
  /** How much each row counts: an expression over the dataset and what its rows find at most once. */
  weight: z.string().min(1).optional(),
});

/** The share of satisfied answers, 0 to 1, with Wilson's 95 % interval; null when nobody answered. */
export const csat: MetricKind<z.infer<typeof spec>> = {
  name: 'csat',
  spec,
  defaults: { format: 'percent', range: [0, 1], good: 'up', minN: 30 },
  complete({ score, top, weight: written }, context) {
    const { dataset, of, text } = measuredNumber(context, 'score', score);
    const weight = weightOf(context, dataset, written);
    const words = `answers with ${text} of ${top} or more / scored answers`;
    if (weight !== null) {
      const names = { hits: 'satisfied', count: 'scored' };
      const share = weightedShare(context, names, {
        dataset,
        weight,
        known: isKnown(of),
        hit: compare(of, 'gte', top),
      });
      return { ...share, definition: `${words}${weight.text}, ${rowsMeasured(context, dataset)}` };
    }
    return {
      components: {
        satisfied: context.measure(dataset, { name: 'satisfied', aggregate: 'count', where: compare(of, 'gte', top) }),
        scored: context.measure(dataset, { name: 'scored', aggregate: 'count', of }),
      },
      value: over(component('satisfied'), component('scored')),
      type: { name: 'real', precision: null },
      additivity: 'algebraic',
      interval: { method: 'wilson', of: ['satisfied', 'scored'] },
      count: 'scored',
      definition: `${words}, ${rowsMeasured(context, dataset)}`,
    };
  },
};
