import type { Expression } from '../model/expression/expression.ts';
import type { MetricContext, MetricShape } from '../model/metric-kind.ts';
import { component, number, over } from './algebra.ts';
import type { MeasuredColumn } from './sources.ts';

/** A mean from sums, so that it can be recomputed for any total: value, count and Student's interval. */
export function mean(
  context: MetricContext,
  { dataset, of }: MeasuredColumn,
): Pick<MetricShape, 'components' | 'value' | 'type' | 'additivity' | 'interval' | 'count'> {
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

// A power is real: the product of two whole numbers or decimals can pass the range of its type.
function squared(value: Expression): Expression {
  return { op: 'call', name: 'power', args: [value, number(2)] };
}
