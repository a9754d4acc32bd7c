import type { MetricShape } from '../model/metric-kind.ts';
import type { Measure } from '../model/model.ts';
import { printExpression } from '../model/expression/print.ts';
import type { Dialect } from '../sql/dialects/dialect.ts';
import { id, join, raw, type Sql, sql } from '../sql/sql.ts';

/** Components of a metric over all rows, one column each, and its value last: every dataset aggregated by itself. */
export function metricSql(shape: MetricShape, dialect: Dialect): Sql {
  const components = Object.entries(shape.components);
  const datasets = [...new Set(components.map(([, measure]) => measure.dataset))];
  const legs = datasets.map((dataset, leg) => {
    const own = components.filter(([, measure]) => measure.dataset === dataset);
    const columns = own.map(([name, measure]) => sql`${componentSql(measure, dialect)} AS ${id(name)}`);
    const isStacked = own.some(([, measure]) => measure.across !== null);
    const from = isStacked ? sql`(SELECT 1)` : id(dataset);
    return sql`(SELECT ${join(columns)} FROM ${from} AS t) AS ${raw(`leg${leg}`)}`;
  });
  const value = printExpression(shape.value, { dialect, column: (path) => id(...path) });
  return sql`SELECT ${join(components.map(([name]) => id(name)))}, ${value} AS metric_value FROM ${join(legs)}`;
}

function componentSql(measure: Measure, dialect: Dialect): Sql {
  if (measure.across !== null) return acrossSql(measure, measure.across, dialect);
  const print = (expression: NonNullable<Measure['of']>): Sql =>
    printExpression(expression, { dialect, column: (path) => id(...path) });
  const value = dialect.aggregate(measure.aggregate, measure.of === null ? null : print(measure.of), {
    where: measure.where === null ? undefined : print(measure.where),
    fraction: measure.fraction ?? undefined,
    type: measure.type.name,
    precision: measure.type.precision ?? undefined,
  });
  return measure.empty === 0 ? sql`coalesce(${value}, 0)` : value;
}

/** Rows of several datasets stacked, then aggregated once. */
function acrossSql({ dataset, aggregate, of }: Measure, others: NonNullable<Measure['across']>, dialect: Dialect): Sql {
  const first = of === null ? [] : [{ dataset, of }];
  const stacked = [...first, ...others].map(
    (one) =>
      sql`SELECT ${printExpression(one.of, { dialect, column: (path) => id(...path) })} AS x FROM ${id(one.dataset)}`,
  );
  return sql`(SELECT ${dialect.aggregate(aggregate, id('x'))} FROM (${join(stacked, ' UNION ALL ')}) AS stacked)`;
}
