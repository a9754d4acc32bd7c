import { z } from 'zod';
import type { Expression } from '../model/expression/expression.ts';
import type { MetricContext, MetricKind, MetricShape } from '../model/metric-kind.ts';
import { compare, component, minus, number, over, times } from './algebra.ts';
import { measuredNumber, rowsMeasured } from './sources.ts';
import { isKnown, type Weight, weightOf, weightOfHits, weightTotals } from './weights.ts';

const spec = z.strictObject({
  /** The column with the answers on 0–10; rows without an answer do not count. */
  score: z.string().min(1),
  /** How much each row counts: an expression over the dataset and what its rows find at most once. */
  weight: z.string().min(1).optional(),
});

/** Promoters (9–10) less detractors (0–6) per hundred answers, −100 to 100; null when nobody answered. Adjusted Wald interval: Rocks 2016. */
export const nps: MetricKind<z.infer<typeof spec>> = {
  name: 'nps',
  spec,
  defaults: { unit: 'points', format: 'points', range: [-100, 100], good: 'up', minN: 30 },
  complete({ score, weight: written }, context) {
    const { dataset, of } = measuredNumber(context, 'score', score);
    const weight = weightOf(context, dataset, written);
    if (weight !== null) return weighted(context, { dataset, of, weight });
    return {
      components: {
        promoters: context.measure(dataset, { name: 'promoters', aggregate: 'count', where: compare(of, 'gte', 9) }),
        detractors: context.measure(dataset, { name: 'detractors', aggregate: 'count', where: compare(of, 'lte', 6) }),
        scored: context.measure(dataset, { name: 'scored', aggregate: 'count', of }),
      },
      value: score100('scored'),
      type: { name: 'real', precision: null },
      additivity: 'algebraic',
      interval: { method: 'adjusted-wald', of: ['promoters', 'detractors', 'scored'] },
      count: 'scored',
      definition: `100 · (promoters − detractors) / scored answers, ${rowsMeasured(context, dataset)}`,
    };
  },
};

/** 100 · (promoters − detractors) / the component of that name. */
function score100(denominator: string): Expression {
  return over(times(number(100), minus(component('promoters'), component('detractors'))), component(denominator));
}

function weighted(
  context: MetricContext,
  { dataset, of, weight }: { readonly dataset: string; readonly of: Expression; readonly weight: Weight },
): MetricShape {
  const counted = { dataset, weight, known: isKnown(of) };
  return {
    components: {
      promoters: weightOfHits(context, 'promoters', compare(of, 'gte', 9), counted),
      detractors: weightOfHits(context, 'detractors', compare(of, 'lte', 6), counted),
      ...weightTotals(context, 'scored', counted),
    },
    value: score100('weight'),
    type: { name: 'real', precision: null },
    additivity: 'algebraic',
    interval: { method: 'weighted-adjusted-wald', of: ['promoters', 'detractors', 'weight', 'squared_weights'] },
    count: 'scored',
    definition: `100 · (promoters − detractors) / scored answers${weight.text}, ${rowsMeasured(context, dataset)}`,
  };
}
