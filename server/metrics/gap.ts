import { z } from 'zod';
import { TrivetError } from '../lib/errors.ts';
import type { MetricKind } from '../model/metric-kind.ts';
import type { MetricInterval } from '../model/model.ts';
import { minus } from './algebra.ts';
import { datasetsOf, type Part, partOf, typeOfValue } from './parts.ts';

const spec = z.strictObject({
  /** A metric by its name, or a measure as `dataset.measure`. */
  left: z.string().min(1),
  /** What is taken from it; in the same unit. */
  right: z.string().min(1),
});

/**
 * One metric less another of the same unit: what was promised less what was done. Null where either is null. Of two means,
 * two shares or two scores over different datasets it has the interval of independent samples.
 */
export const gap: MetricKind<z.infer<typeof spec>> = {
  name: 'gap',
  spec,
  defaults: { format: 'number' },
  complete({ left, right }, context) {
    const [first, second] = [partOf(context, 'left', left), partOf(context, 'right', right)];
    if (first.unit !== second.unit) {
      const message = `${context.metricName}: ${left} is ${inUnit(first)} and ${right} ${inUnit(second)}; a gap needs one unit.`;
      throw new TrivetError('unit-mismatch', message, {
        hint: 'Convert one of them with a metric of kind expr, or correct its unit.',
      });
    }
    const components = { ...first.components, ...second.components };
    const value = minus(first.value, second.value);
    const interval = differenceOf(first, second);
    return {
      components,
      value,
      type: typeOfValue(value, components),
      additivity: 'algebraic',
      ...(interval === null ? {} : { interval }),
      definition: `${left} − ${right}${interval === null ? '' : ', interval of independent samples'}`,
      unit: first.unit,
    };
  },
};

function inUnit({ unit }: Part): string {
  return unit === null ? 'a plain number' : `in ${unit}`;
}

/** The rows of two datasets are two samples; of one dataset the same row may stand on both sides. */
function differenceOf(first: Part, second: Part): MetricInterval | null {
  const [left, right] = [first.interval, second.interval];
  if (left === null || right === null || left.method !== right.method) return null;
  const shared = [...datasetsOf(first.components)].some((dataset) => datasetsOf(second.components).has(dataset));
  const { method } = left;
  if (shared || (method !== 'wilson' && method !== 't' && method !== 'adjusted-wald')) return null;
  return { method: `difference-${method}`, of: [...left.of, ...right.of] };
}
