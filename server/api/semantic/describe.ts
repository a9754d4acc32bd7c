/** views, dimensions and metrics as semantic-layer clients read them; members of metadata are left out when empty */
import type { Dimension, Metric, ModelView } from '../../model/model.ts';
import type { QueryGrain } from '../../query/language/metric-query.ts';
import type { ViewDimension, ViewMembers, ViewMetric } from './members.ts';

const features = ['GROUP_LIMIT', 'GROUP_OTHERS'];

export function describeView({ name, label }: ModelView): object {
  return { name, display_name: label, uid: name, features };
}

/** The view with all it offers. */
export function describeMembers({ view, dimensions, metrics }: ViewMembers): object {
  return {
    ...describeView(view),
    dimensions: [...dimensions.values()].map(describeDimension),
    metrics: [...metrics.values()].map(describeMetric),
  };
}

export function describeDimension({ id, dimension, grain }: ViewDimension): object {
  const { label, description } = dimension;
  return {
    id,
    name: id,
    type: dimensionType(dimension),
    metadata: {
      display_name: grain === null ? label : `${label} (${grain.toLowerCase().replace('_', ' ')})`,
      semantic_type: grain === null ? 'category' : 'time',
    },
    definition: null,
    description,
    grain: grain === null ? null : grains[grain],
  };
}

export function describeMetric({ id, metric }: ViewMetric): object {
  const { label, definition, description, unit, format } = metric;
  return {
    id,
    name: id,
    type: metricType(metric),
    metadata: {
      display_name: label,
      semantic_type: metric.kind,
      ...(unit === null ? {} : { unit }),
      format,
    },
    definition,
    description,
    aggregation: aggregationOf(metric),
  };
}

/** ISO 8601 durations. */
const grains: { readonly [Grain in QueryGrain]: string } = {
  DAY: 'P1D',
  WEEK: 'P1W',
  MONTH: 'P1M',
  QUARTER: 'P3M',
  YEAR: 'P1Y',
  FISCAL_QUARTER: 'P3M',
  FISCAL_YEAR: 'P1Y',
};

const dimensionTypes: { readonly [Type in Dimension['type']]: string } = {
  number: 'floating',
  string: 'utf8',
  boolean: 'bool',
  date: 'date',
  timestamp: 'timestamp',
  calendar: 'date',
  unknown: 'utf8',
};

/** The Arrow name of a dimension's type. */
export function dimensionType({ type }: Dimension): string {
  return dimensionTypes[type];
}

const metricTypes: { readonly [Type in Metric['type']['name']]: string } = {
  bigint: 'int',
  decimal: 'floating',
  real: 'floating',
  string: 'utf8',
  date: 'date',
  timestamp: 'timestamp',
};

/** The Arrow name of a metric's type. */
export function metricType({ type }: Metric): string {
  return metricTypes[type.name];
}

/** How a client may roll the metric up; null: it must ask again, since adding or averaging would be wrong. */
function aggregationOf({ additivity, kind }: Metric): string | null {
  if (additivity !== 'additive') return null;
  return kind === 'count' ? 'COUNT' : 'SUM';
}
