import { z } from 'zod';
import type { MetricKind } from '../model/metric-kind.ts';
import { compare, component, minus, number, over, times } from './algebra.ts';
import { measuredNumber, rowsMeasured } from './sources.ts';

const spec = z.strictObject({
  /** The column with the answers on 0–10; rows without an answer do not count. */
  score: z.string().min(1),
});

/** Promoters (9–10) less detractors (0–6) per hundred answers, −100 to 100; null when nobody answered. Adjusted Wald interval: Rocks 2016. */
export const nps: MetricKind<z.infer<typeof spec>> = {
  name: 'nps',
  spec,
  defaults: { unit: 'points', format: 'points', range: [-100, 100], good: 'up', minN: 30 },
  complete({ score }, context) {
    const { dataset, of } = measuredNumber(context, 'score', score);
    const balance = minus(component('promoters'), component('detractors'));
    return {
      components: {
        promoters: context.measure(dataset, { name: 'promoters', aggregate: 'count', where: compare(of, 'gte', 9) }),
        detractors: context.measure(dataset, { name: 'detractors', aggregate: 'count', where: compare(of, 'lte', 6) }),
        scored: context.measure(dataset, { name: 'scored', aggregate: 'count', of }),
      },
      value: over(times(number(100), balance), component('scored')),
      type: { name: 'real', precision: null },
      additivity: 'algebraic',
      interval: { method: 'adjusted-wald', of: ['promoters', 'detractors', 'scored'] },
      count: 'scored',
      definition: `100 · (promoters − detractors) / scored answers, ${rowsMeasured(context, dataset)}`,
    };
  },
};
