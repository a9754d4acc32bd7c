import { z } from 'zod';
import { TrivetError } from '../lib/errors.ts';
import { expressionTypeOf } from '../model/expression/scope.ts';
import type { MetricContext, MetricKind, MetricSource } from '../model/metric-kind.ts';
import { component } from './algebra.ts';

const spec = z.strictObject({
  /** Columns of several datasets that hold the same keys: `[orders.customer_id, tickets.customer_id]`. */
  of: z.array(z.string().min(1)).min(2, { error: 'must name columns of at least two datasets.' }),
});

type Column = Extract<MetricSource, { readonly is: 'column' }>;

/** How many different values several columns have together: customers who bought, answered or complained, each once. 0 over no rows. */
export const distinctAcross: MetricKind<z.infer<typeof spec>> = {
  name: 'distinct_across',
  spec,
  defaults: { format: 'integer', empty: 0 },
  complete({ of }, context) {
    const columns = of.map((reference) => columnOf(context, reference));
    const [first, ...others] = columns;
    if (first === undefined) throw new Error('The spec wants two columns.');
    columns.forEach((column, index) => checkColumn(context, { of, columns, index }, column));
    const distinct = context.measure(first.dataset.name, {
      name: 'distinct',
      aggregate: 'count_distinct',
      of: first.expression,
      across: others.map(({ dataset, expression }) => ({ dataset: dataset.name, of: expression })),
    });
    return {
      components: { distinct },
      value: component('distinct'),
      type: distinct.type,
      additivity: 'distinct',
      definition: `number of different values of ${of.join(', ')} together`,
    };
  },
};

function columnOf(context: MetricContext, reference: string): Column {
  const source = context.source(reference);
  if (source.is === 'column') return source;
  throw invalid(context, `${reference} is no column.`, 'Write <dataset>.<column> of the key.');
}

interface Columns {
  readonly of: readonly string[];
  readonly columns: readonly Column[];
  readonly index: number;
}

function checkColumn(context: MetricContext, { of, columns, index }: Columns, { dataset, type }: Column): void {
  const [reference = '', first = ''] = [of[index], of[0]];
  const [own, wanted] = [expressionTypeOf(type), expressionTypeOf(columns[0]?.type ?? type)];
  if (own !== wanted) {
    const hint = 'Give the columns one type; keys are best kept as string.';
    throw invalid(context, `${first} is a ${wanted} and ${reference} a ${own}: they share no values.`, hint);
  }
  if (columns.findIndex((column) => column.dataset.name === dataset.name) === index) return;
  const hint = 'Take one column of each dataset.';
  throw invalid(context, `${dataset.name} is named twice.`, hint);
}

function invalid({ metricName }: MetricContext, message: string, hint: string): TrivetError {
  return new TrivetError('invalid-model', `${metricName}: ${message}`, { hint });
}
