import { TrivetError } from '../lib/errors.ts';
import type { Expression } from '../model/expression/expression.ts';
import { formatExpression } from '../model/expression/format.ts';
import type { MetricContext, MetricShape } from '../model/metric-kind.ts';
import type { Measure } from '../model/model.ts';
import { component, number, over } from './algebra.ts';

/** How much each row of a dataset counts. */
export interface Weight {
  readonly of: Expression;
  /** `, weighted by …`, for definitions. */
  readonly text: string;
}

/** The weight a metric declares, over the dataset and what its rows find at most once; throws `invalid-model` unless it is a number. */
export function weightOf(context: MetricContext, dataset: string, written: string | undefined): Weight | null {
  if (written === undefined) return null;
  const { expression, type } = context.expression(dataset, written);
  if (type === 'number') {
    return { of: expression, text: `, weighted by ${formatExpression(expression)}` };
  }
  throw new TrivetError('invalid-model', `${context.metricName}: the weight ${written} is a ${type}, not a number.`, {
    hint: 'Name a column of numbers, or write case when … then 0.5 else 2 end.',
  });
}

interface Counted {
  readonly dataset: string;
  readonly weight: Weight;
  /** When a row counts at all. */
  readonly known: Expression;
  /** Which rows are cases at all; null: every row. */
  readonly where?: Expression | null;
}

/** The sum of the weights of hits: 0, not null, where rows count and none is a hit. */
export function weightOfHits(context: MetricContext, name: string, hit: Expression, counted: Counted): Measure {
  const { weight, known } = counted;
  return summed(context, name, caseOf([hit, weight.of], [known, number(0)]), counted);
}

/** Σw and Σw² over the rows that count, and how many they are: a row without a weight does not. */
export function weightTotals(
  context: MetricContext,
  count: string,
  counted: Counted,
): Readonly<Record<string, Measure>> {
  const { dataset, weight, known, where = null } = counted;
  const own = caseOf([known, weight.of]);
  const squared: Expression = { op: 'call', name: 'power', args: [weight.of, number(2)] };
  return {
    weight: summed(context, 'weight', own, counted),
    squared_weights: summed(context, 'squared_weights', caseOf([known, squared]), counted),
    [count]: context.measure(dataset, { name: count, aggregate: 'count', of: own, where }),
  };
}

/** A share of weights with Wilson's interval for as many cases as the weighted ones are worth. */
export function weightedShare(
  context: MetricContext,
  names: { readonly hits: string; readonly count: string },
  { hit, ...counted }: Counted & { readonly hit: Expression },
): Omit<MetricShape, 'definition'> {
  return {
    components: {
      [names.hits]: weightOfHits(context, names.hits, hit, counted),
      ...weightTotals(context, names.count, counted),
    },
    value: over(component(names.hits), component('weight')),
    type: { name: 'real', precision: null },
    additivity: 'algebraic',
    interval: { method: 'weighted-wilson', of: [names.hits, 'weight', 'squared_weights'] },
    count: names.count,
  };
}

function summed(context: MetricContext, name: string, of: Expression, { dataset, where = null }: Counted): Measure {
  return context.measure(dataset, { name, aggregate: 'sum', of, where });
}

function caseOf(...branches: readonly (readonly [when: Expression, then: Expression])[]): Expression {
  return {
    op: 'case',
    // oxlint-disable-next-line unicorn/no-thenable -- a branch of a case is never awaited
    branches: branches.map(([when, then]) => ({ when, then })),
    otherwise: { op: 'null' },
  };
}

/** Whether a value is there. */
export function isKnown(of: Expression): Expression {
  return { op: 'is_null', of, negated: true };
}
