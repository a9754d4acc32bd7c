import type { Expression } from '../model/expression/expression.ts';
import type { MetricContext, MetricShape } from '../model/metric-kind.ts';
import { component, number, over, times } from './algebra.ts';
import type { MeasuredColumn } from './sources.ts';
import { isKnown, type Weight, weightTotals } from './weights.ts';

type Mean = Pick<MetricShape, 'components' | 'value' | 'type' | 'additivity' | 'interval' | 'count'>;

/** A mean from sums, so that it can be recomputed for any total: value, count and Student's interval. */
export function mean(context: MetricContext, { dataset, of }: MeasuredColumn): Mean {
  return {
    components: {
      sum: context.measure(dataset, { name: 'sum', aggregate: 'sum', of }),
      sum_of_squares: context.measure(dataset, { name: 'sum_of_squares', aggregate: 'sum', of: squared(of) }),
      n: context.measure(dataset, { name: 'n', aggregate: 'count', of }),
    },
    value: over(component('sum'), component('n')),
    type: { name: 'real', precision: null },
    additivity: 'algebraic',
    interval: { method: 't', of: ['sum', 'sum_of_squares', 'n'] },
    count: 'n',
  };
}

/** Σwx / Σw with Student's interval for as many values as the weighted ones are worth. */
export function weightedMean(context: MetricContext, { dataset, of }: MeasuredColumn, weight: Weight): Mean {
  const measured = (name: string, value: Expression) =>
    context.measure(dataset, { name, aggregate: 'sum', of: times(weight.of, value) });
  return {
    components: {
      sum: measured('sum', of),
      sum_of_squares: measured('sum_of_squares', squared(of)),
      ...weightTotals(context, 'n', { dataset, weight, known: isKnown(of) }),
    },
    value: over(component('sum'), component('weight')),
    type: { name: 'real', precision: null },
    additivity: 'algebraic',
    interval: { method: 'weighted-t', of: ['sum', 'sum_of_squares', 'weight', 'squared_weights'] },
    count: 'n',
  };
}

// A power is real: the product of two whole numbers or decimals can pass the range of its type.
function squared(value: Expression): Expression {
  return { op: 'call', name: 'power', args: [value, number(2)] };
}
