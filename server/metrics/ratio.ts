import { z } from 'zod';
import type { MetricKind } from '../model/metric-kind.ts';
import { over } from './algebra.ts';
import { partOf } from './parts.ts';

const spec = z.strictObject({
  /** A metric by its name, or a measure as `dataset.measure`. */
  numerator: z.string().min(1),
  denominator: z.string().min(1),
});

/** One metric by another, over any two datasets: the ratio of the sums, never the mean of ratios. Null where the divisor is 0 or null. */
export const ratio: MetricKind<z.infer<typeof spec>> = {
  name: 'ratio',
  spec,
  defaults: { format: 'number' },
  complete({ numerator, denominator }, context) {
    const above = partOf(context, 'numerator', numerator);
    const below = partOf(context, 'denominator', denominator);
    return {
      components: { ...above.components, ...below.components },
      value: over(above.value, below.value),
      type: { name: 'real', precision: null },
      additivity: 'algebraic',
      definition: `${numerator} / ${denominator}, each summed first`,
      unit: quotient(above.unit, below.unit),
    };
  },
};

function quotient(above: string | null, below: string | null): string | null {
  if (below === null) return above;
  return above === below ? null : `${above ?? '1'}/${below}`;
}
