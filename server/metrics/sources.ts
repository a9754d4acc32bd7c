import { TrivetError } from '../lib/errors.ts';
import type { Expression } from '../model/expression/expression.ts';
import { formatExpression } from '../model/expression/format.ts';
import { readCondition } from '../model/expression/read.ts';
import type { Scope } from '../model/expression/scope.ts';
import type { MetricContext } from '../model/metric-kind.ts';
import type { Aggregate, Dataset, Measure } from '../model/model.ts';
import { columnOf } from '../model/scopes.ts';

/** A column that a kind measures, and the dataset it lies in. */
export interface MeasuredColumn {
  readonly dataset: string;
  readonly of: Expression;
  /** The column as a person would write it. */
  readonly text: string;
  readonly unit: string | null;
}

/** The column a reference names; throws `invalid-model` for a dataset or a measure. */
export function measuredColumn(context: MetricContext, key: string, reference: string): MeasuredColumn {
  const source = context.source(reference);
  if (source.is !== 'column') {
    throw new TrivetError(
      'invalid-model',
      `${context.metricName}: ${key} must be a column, and ${reference} is none.`,
      {
        hint: `Write ${key}: <dataset>.<column>; a column may be derived with expr.`,
      },
    );
  }
  const text = formatExpression(source.expression);
  return { dataset: source.dataset.name, of: source.expression, text, unit: source.unit };
}

/** The same for a column of numbers; throws `invalid-model` for other types. */
export function measuredNumber(context: MetricContext, key: string, reference: string): MeasuredColumn {
  const column = measuredColumn(context, key, reference);
  const path = column.of.op === 'column' ? column.of.path : [];
  const type = scopeOf(context, context.dataset(column.dataset)).column(path).type.name;
  if (type === 'integer' || type === 'decimal' || type === 'real') return column;
  throw new TrivetError('invalid-model', `${context.metricName}: ${reference} is a ${type}, not a number.`, {
    hint: `Declare the column as integer, decimal(p,s) or real, or name another column as ${key}.`,
  });
}

/** The measure a reference names or null for anything else; throws `invalid-model` if it aggregates in another way. */
export function measureBy(context: MetricContext, aggregate: Aggregate, reference: string): Measure | null {
  const source = context.source(reference);
  if (source.is !== 'measure') return null;
  if (source.measure.aggregate === aggregate) return source.measure;
  throw new TrivetError(
    'invalid-model',
    `${context.metricName}: ${reference} is a measure by ${source.measure.aggregate}, not by ${aggregate}.`,
    { hint: `Name a measure with agg: ${aggregate}, or a column.` },
  );
}

/** `of orders by shipped_at where status = 'done'`: the rows that stand behind a measure, and what dates them if not the default. */
export function rowsBehind({ dataset, time, where }: Measure): string {
  const dated = time === null ? dataset : `${dataset} by ${time}`;
  return where === null ? `of ${dated}` : `of ${dated} where ${formatExpression(where)}`;
}

/** What `rowsBehind` says of a metric over a dataset, with the metric's own condition. */
export function rowsMeasured(context: MetricContext, dataset: string): string {
  return rowsBehind(context.measure(dataset, { name: 'rows', aggregate: 'count' }));
}

/** The unit of the column that a measure aggregates, where it is one column of its own dataset. */
export function unitOf(context: MetricContext, measure: Measure): string | null {
  if (measure.of?.op !== 'column' || measure.of.path.length !== 1) return null;
  return context.dataset(measure.dataset).columns.get(measure.of.path[0] ?? '')?.unit ?? null;
}

/** A condition over a dataset; throws `invalid-expression` for what is neither true nor false. */
export function condition(context: MetricContext, dataset: string, text: string): Expression {
  // Read by the context first: it knows where in the file the text stands.
  context.expression(dataset, text);
  return readCondition(text, scopeOf(context, context.dataset(dataset)));
}

function scopeOf(context: MetricContext, dataset: Dataset): Scope {
  return {
    column: ([first = '', ...rest]) => {
      const join = dataset.joins.get(first);
      if (rest.length > 0 && join !== undefined) return scopeOf(context, context.dataset(join.to)).column(rest);
      return columnOf(dataset.name, dataset.columns, first);
    },
  };
}
