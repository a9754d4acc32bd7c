import { canonicalJson } from '../../lib/json.ts';
import { expressionTypeOf } from '../../model/expression/scope.ts';
import type { Dataset, Dimension, Metric, Model } from '../../model/model.ts';
import { keyColumns, keyPathTo } from './key-paths.ts';
import { columnAt } from './linked-rows.ts';
import type { Filter, FilterValue } from '../language/metric-query.ts';
import type { Resolved, ResolvedGroup } from './resolve.ts';

export type EntityFilter = Extract<Filter, { readonly is: 'entity' }>;

/** One text for one condition on the metric of an entity. */
export function selectionKey(filter: EntityFilter): string {
  return canonicalJson(filter);
}

/** The query behind such a condition: its metric by the key of the entity, under nothing of the outer query but its purpose. */
export function resolveSelection(base: Resolved, filter: EntityFilter): Resolved | null {
  const entity = base.model.datasets.get(filter.on);
  const metric = base.model.metrics.get(filter.metric);
  if (entity === undefined || metric === undefined) return null;
  const time = filter.time === null ? null : { ...timeOf(base), range: filter.time.range };
  const request = {
    ...neutralRequest,
    name: metric.name,
    alias: metric.name,
  };
  return {
    ...base,
    query: {
      ...base.query,
      metrics: [request],
      groupBy: [],
      time,
      where: null,
      filterScope: 'CONFORMED_ONLY',
      having: filter.having,
      totals: [],
      orderBy: [],
      offset: 0,
      topN: null,
      cohort: null,
    },
    metrics: [{ request, metric }],
    groups: keyGroups(base.model, entity, metric),
    usesTime: time !== null,
    refusals: [],
    selections: new Map(),
    ranking: null,
  };
}

/** The same with the entities that no row of the metric tells of, where nothing may be what is asked for. */
export function withEveryEntity(selection: Resolved): Resolved {
  const { having } = selection.query;
  const [wanted] = selection.metrics;
  const entity = selection.model.datasets.get(selection.groups[0]?.dimension.homes[0]?.dataset ?? '');
  if (having === null || wanted === undefined || entity === undefined) return selection;
  if (!mayHoldForNothing(having, wanted.metric)) return selection;
  const metric = countOf(entity, wanted.metric);
  const request = { ...neutralRequest, name: metric.name, alias: `${metric.name} of ${entity.name}` };
  return { ...selection, metrics: [wanted, { request, metric }] };
}

const neutralRequest = {
  filter: null,
  interval: false,
  compare: null,
  window: null,
  scope: null,
  overlap: 'REFUSE',
  allocate: null,
  excludeFromGrain: [],
} as const;

function timeOf({ query, zone, weekStart }: Resolved): NonNullable<Resolved['query']['time']> {
  return query.time ?? { range: null, zone, spine: 'SPARSE', weekStart, toDate: false };
}

/** The key of the entity as dimensions that every dataset of the metric holds itself, known at the entity or not. */
function keyGroups(model: Model, entity: Dataset, metric: Metric): readonly ResolvedGroup[] {
  const holders = [...new Set([entity.name, ...metric.datasets])].flatMap((name) => {
    const dataset = model.datasets.get(name);
    const path = dataset === undefined ? null : keyPathTo(model, dataset, entity.name);
    return dataset === undefined || path?.is !== 'one'
      ? []
      : [{ name, columns: keyColumns(model, dataset, path.found) }];
  });
  return entity.key.map((column, index) => {
    const type = entity.columns.get(column)?.type;
    const name = `${entity.name}.${column}`;
    const dimension: Dimension = {
      name,
      label: name,
      description: null,
      type: type === undefined ? 'string' : expressionTypeOf(type),
      grains: [],
      nulls: 'MERGE',
      homes: holders.map(({ name: dataset, columns }) => ({ dataset, expression: columnAt(columns[index] ?? []) })),
      reach: new Map(holders.map(({ name: dataset }) => [dataset, [{ home: dataset, joins: [] }]])),
    };
    const request = { dimension: name, grain: null, path: null, nulls: null, asOf: null };
    return { request, dimension, column: `d${index}`, cohort: null };
  });
}

function countOf({ name: dataset }: Dataset, like: Metric): Metric {
  const type = { name: 'bigint', precision: null } as const;
  const measure = {
    name: 'rows',
    dataset,
    aggregate: 'count',
    of: null,
    where: null,
    time: null,
    fraction: null,
    type,
    additivity: 'additive',
    semiAdditive: null,
    across: null,
    empty: 0,
  } as const;
  return {
    ...like,
    components: new Map([[measure.name, measure]]),
    value: columnAt([measure.name]),
    type,
    empty: 0,
    interval: null,
    count: null,
    datasets: [dataset],
  };
}

function mayHoldForNothing(having: Filter, { value, empty, components }: Metric): boolean {
  const isPlain = value.op === 'column' || [...components.values()].every((component) => component.empty === null);
  return !isPlain || mayHold(having, empty);
}

function mayHold(filter: Filter, value: 0 | null): boolean {
  if (filter.is === 'and') return filter.of.every((part) => mayHold(part, value));
  if (filter.is === 'or') return filter.of.some((part) => mayHold(part, value));
  if (filter.is !== 'condition') return true;
  const { operator, values, keepNulls } = filter;
  const [first = null] = values;
  switch (operator) {
    case '_isNull':
      return (value === null) === (first !== false);
    case '_in':
    case '_eq':
      return values.includes(value);
    case '_nin':
    case '_neq':
      return value === null ? keepNulls : !values.includes(value);
    default:
      return value === null ? false : compares(operator, first);
  }
}

/** Whether zero compares so with a value. */
function compares(operator: string, value: FilterValue): boolean {
  if (typeof value !== 'number') return true;
  if (operator === '_gt') return value < 0;
  if (operator === '_gte') return value <= 0;
  return operator === '_lt' ? value > 0 : operator !== '_lte' || value >= 0;
}
