import { TrivetError } from '../lib/errors.ts';
import type { Expression } from '../model/expression/expression.ts';
import { formatExpression } from '../model/expression/format.ts';
import type { MetricContext } from '../model/metric-kind.ts';
import type { Aggregate, ColumnType, Measure } from '../model/model.ts';

/** A column that a kind measures, and the dataset it lies in. */
export interface MeasuredColumn {
  readonly dataset: string;
  readonly of: Expression;
  /** The column as a person would write it. */
  readonly text: string;
  readonly type: ColumnType;
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
  const { dataset, expression, type, unit } = source;
  return { dataset: dataset.name, of: expression, text: formatExpression(expression), type, unit };
}

/** The same for a column of numbers; throws `invalid-model` for other types. */
export function measuredNumber(context: MetricContext, key: string, reference: string): MeasuredColumn {
  const column = measuredColumn(context, key, reference);
  const type = column.type.name;
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
