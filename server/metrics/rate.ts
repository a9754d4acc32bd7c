import { z } from 'zod';
import { both } from '../model/expression/columns.ts';
import { formatExpression } from '../model/expression/format.ts';
import type { MetricKind } from '../model/metric-kind.ts';
import { component, over } from './algebra.ts';
import { rowsBehind } from './sources.ts';
import { isKnown, weightedShare, weightOf } from './weights.ts';

const spec = z.strictObject({
  /** The dataset whose rows are the cases. */
  of: z.string().min(1),
  /** When a case is a hit. */
  hits: z.string().min(1),
  /** Which rows are cases at all; every row unless said. */
  among: z.string().min(1).optional(),
  /** How much each row counts: an expression over the dataset and what its rows find at most once. */
  weight: z.string().min(1).optional(),
});

/**
 * The share of cases that are hits, 0 to 1, with Wilson's 95 % interval; null without cases. A row for which it is not
 * known whether it is a hit (a delivery that has not arrived) is no case.
 */
export const rate: MetricKind<z.infer<typeof spec>> = {
  name: 'rate',
  spec,
  defaults: { format: 'percent', range: [0, 1], minN: 30 },
  complete(spec, context) {
    const dataset = context.dataset(spec.of).name;
    const hits = context.condition(dataset, spec.hits);
    const among = spec.among === undefined ? null : context.condition(dataset, spec.among);
    const known = isKnown(hits);
    const cases = context.measure(dataset, { name: 'rows', aggregate: 'count', where: among });
    const weight = weightOf(context, dataset, spec.weight);
    const words = `rows where ${formatExpression(hits)} / rows where that is known`;
    if (weight !== null) {
      const names = { hits: 'hits', count: 'n' };
      const share = weightedShare(context, names, { dataset, weight, known, hit: hits, where: among });
      return { ...share, definition: `${words}${weight.text}, ${rowsBehind(cases)}` };
    }
    return {
      components: {
        hits: context.measure(dataset, { name: 'hits', aggregate: 'count', where: both(among, hits) }),
        n: context.measure(dataset, { name: 'n', aggregate: 'count', where: both(among, known) }),
      },
      value: over(component('hits'), component('n')),
      type: { name: 'real', precision: null },
      additivity: 'algebraic',
      interval: { method: 'wilson', of: ['hits', 'n'] },
      count: 'n',
      definition: `${words}, ${rowsBehind(cases)}`,
    };
  },
};
