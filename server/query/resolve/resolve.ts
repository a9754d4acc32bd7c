import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Dataset, Dimension, Measure, Metric, Model } from '../../model/model.ts';
import { datedRollups } from '../check/check-rollups.ts';
import { cohortColumns, cohortGroups, type CohortGroup, shareColumn } from './cohort.ts';
import type { CompareAs, Filter, GroupRequest, MetricQuery, MetricRequest } from '../language/metric-query.ts';
import type { Policy } from '../policy/policy.ts';
import { findDimension } from './reach.ts';
import { invalidQuery } from '../language/refuse.ts';
import { rankingQuery, topGroup } from './ranking.ts';
import { type EntityFilter, resolveSelection, selectionKey } from './selection.ts';

/** A query whose names are found: what does not exist is in `refusals` and left out of the lists. */
export interface Resolved {
  readonly query: MetricQuery;
  /** What the viewer may see. */
  readonly policy: Policy;
  /** The model of the policy: what may not be seen is not in it. */
  readonly model: Model;
  readonly zone: string;
  readonly weekStart: 'MONDAY' | 'SUNDAY';
  /** The month in which the fiscal year begins, 1 to 12. */
  readonly fiscalYearStart: number;
  readonly metrics: readonly ResolvedMetric[];
  readonly groups: readonly ResolvedGroup[];
  /** Whether any part of the query looks at time, so that legs are kept apart by their time role. */
  readonly usesTime: boolean;
  /** The query by which the values of a dimension are ranked; null: all values stand for themselves. */
  readonly ranking: Resolved | null;
  /** What each condition on the metric of an entity asks for, by its key; left out where a name of it is not found. */
  readonly selections: ReadonlyMap<string, Resolved>;
  readonly refusals: readonly TrivetError[];
}

export interface ResolvedMetric {
  readonly request: MetricRequest;
  readonly metric: Metric;
}

export interface ResolvedGroup {
  readonly request: GroupRequest;
  readonly dimension: Dimension;
  /** The column of the answer. */
  readonly column: string;
  /** For the two groups of a cohort; their dimension has no home. */
  readonly cohort: CohortGroup | null;
}

export type Condition = Extract<Filter, { readonly is: 'condition' }>;

/** Names → metrics and dimensions of the model. */
export function resolveQuery(query: MetricQuery, policy: Policy): Resolved {
  const { model } = policy;
  const refusals: TrivetError[] = [];
  const metrics = query.metrics.flatMap((request) => {
    const metric = model.metrics.get(request.name);
    if (metric === undefined) refusals.push(unknownMetric(model, request.name));
    return metric === undefined ? [] : [{ request, metric }];
  });
  const found = query.groupBy.flatMap((request) => {
    const dimension = findDimension(model, request.dimension);
    if (dimension === undefined) refusals.push(unknownDimension(model, request.dimension));
    return dimension === undefined ? [] : [{ request, dimension }];
  });
  const cohort = cohortGroups(query, model);
  if (cohort instanceof TrivetError) refusals.push(cohort);
  const named = found.map((group) => ({ ...group, column: columnName(group, found), cohort: null }));
  const groups = [...named, ...(cohort instanceof TrivetError ? [] : cohort)];
  const conditions = [query.where, ...query.metrics.map(({ filter }) => filter)].flatMap(conditionsOf);
  const unknown = new Set(conditions.map(({ on }) => on).filter((on) => findDimension(model, on) === undefined));
  refusals.push(...[...unknown].map((name) => unknownDimension(model, name)));
  const resolved = {
    query,
    policy,
    model,
    zone: query.time?.zone ?? model.settings.zone,
    weekStart: query.time?.weekStart ?? model.settings.weekStart,
    fiscalYearStart: model.settings.fiscalYearStart,
    metrics,
    groups,
    usesTime:
      query.cohort !== null ||
      datedRollups({ query, model, metrics, groups }).length > 0 ||
      (query.time?.range ?? null) !== null ||
      groups.some(({ dimension }) => dimension.type === 'calendar') ||
      conditions.some(({ on }) => findDimension(model, on)?.type === 'calendar'),
  };
  const wanted = rankingQuery(query, topGroup(resolved));
  const ranking = wanted === null ? null : resolveQuery(wanted, policy);
  const none: Resolved['selections'] = new Map();
  const complete = { ...resolved, ranking, selections: none, refusals: [...refusals, ...repeatedColumns(resolved)] };
  return { ...complete, selections: selectionsOf(complete) };
}

function selectionsOf(resolved: Resolved): ReadonlyMap<string, Resolved> {
  const { where, metrics } = resolved.query;
  const filters = [where, ...metrics.map(({ filter }) => filter)].flatMap(entityFiltersOf);
  return new Map(
    filters.flatMap((filter) => {
      const found = resolveSelection(resolved, filter);
      return found === null ? [] : [[selectionKey(filter), found] as const];
    }),
  );
}

function entityFiltersOf(filter: Filter | null): readonly EntityFilter[] {
  if (filter === null || filter.is === 'condition' || filter.is === 'none') return [];
  if (filter.is === 'entity') return [filter];
  return filter.is === 'not' ? entityFiltersOf(filter.of) : filter.of.flatMap(entityFiltersOf);
}

/** Every condition of a filter, in order. */
export function conditionsOf(filter: Filter | null): readonly Condition[] {
  if (filter === null) return [];
  if (filter.is === 'condition') return [filter];
  if (filter.is === 'entity' || filter.is === 'none') return [];
  return filter.is === 'not' ? conditionsOf(filter.of) : filter.of.flatMap(conditionsOf);
}

/** The measures of a metric with the datasets they stand on; one across datasets is there once for each of them. */
export function measuresOf(model: Model, metric: Metric): readonly { measure: Measure; dataset: Dataset }[] {
  return [...metric.components.values()].flatMap((measure) => {
    const parts = (measure.across ?? []).map((part): Measure => ({ ...measure, ...part, where: null, time: null }));
    return [measure, ...parts].flatMap((part) => {
      const dataset = model.datasets.get(part.dataset);
      return dataset === undefined ? [] : [{ measure: part, dataset }];
    });
  });
}

/** The column by which a measure's rows are dated; null where they have no time. */
export function timeOf(measure: Measure, dataset: Dataset): string | null {
  return measure.time ?? dataset.time?.default ?? null;
}

/** The columns of interval, count and comparison beside a metric. */
export function besides(
  alias: string,
): Readonly<Record<'low' | 'high' | 'count' | 'previous' | 'delta' | 'pct', string>> {
  return {
    low: `${alias}_low`,
    high: `${alias}_high`,
    count: `${alias}_n`,
    previous: `${alias}_previous`,
    delta: `${alias}_delta`,
    pct: `${alias}_pct`,
  };
}

/** The columns beside a dimension: why a value is missing, and whether the group is all others. */
export function besidesGroup(column: string): { readonly reason: string; readonly others: string } {
  return { reason: `${column}_reason`, others: `${column}_is_others` };
}

/** The columns of a metric's comparison, by what they say. */
export function comparedColumns({
  alias,
  compare,
}: MetricRequest): readonly (readonly [as: CompareAs, column: string])[] {
  const { previous, delta, pct } = besides(alias);
  const names = { VALUE: previous, DELTA: delta, PCT: pct };
  return compare === null ? [] : compare.as.map((as) => [as, names[as]] as const);
}

/** The columns that stand for one metric in an answer, its own first. */
function columnsOfMetric({ request, metric }: ResolvedMetric): readonly string[] {
  const { low, high, count } = besides(request.alias);
  return [
    request.alias,
    ...(request.interval && metric.interval !== null ? [low, high] : []),
    ...(request.interval && metric.count !== null ? [count] : []),
    ...comparedColumns(request).map(([, column]) => column),
  ];
}

export function unknownMetric(model: Model, name: string): TrivetError {
  const choices = [...model.metrics.values()].filter(({ visible }) => visible).map((metric) => metric.name);
  return new TrivetError('unknown-metric', `No metric is called ${name}.`, { hint: didYouMean(name, choices) });
}

export function unknownDimension(model: Model, name: string): TrivetError {
  const hint = didYouMean(name, model.dimensions.keys());
  return new TrivetError('unknown-dimension', `No dimension is called ${name}.`, { hint });
}

type FoundGroup = Pick<ResolvedGroup, 'request' | 'dimension'>;

function columnName(group: FoundGroup, all: readonly FoundGroup[]): string {
  const name = group.dimension.name.replace('.', '__');
  const twins = all.filter(({ dimension }) => dimension.name === group.dimension.name);
  if (twins.length === 1) return name;
  const byMoment = new Set(twins.map(({ request }) => request.asOf === 'FACT')).size === twins.length;
  if (byMoment) return group.request.asOf === 'FACT' ? `${name}_fact` : name;
  const byGrain = new Set(twins.map(({ request }) => request.grain)).size === twins.length;
  if (byGrain) return group.request.grain === null ? name : `${name}_${group.request.grain.toLowerCase()}`;
  return group.request.path === null ? name : `${name}_${group.request.path.join('_')}`;
}

function repeatedColumns(resolved: Pick<Resolved, 'metrics' | 'groups'>): TrivetError[] {
  const seen = new Set<string>();
  const hasCohort = resolved.groups.some(({ cohort }) => cohort !== null);
  const columns = [
    ...resolved.groups.map(({ column }) => column),
    ...resolved.metrics.flatMap(columnsOfMetric),
    ...(hasCohort ? [cohortColumns.size, ...resolved.metrics.map(({ request }) => shareColumn(request.alias))] : []),
  ];
  const repeated = columns.filter((column) => seen.size === seen.add(column).size);
  return [...new Set(repeated)].map((column) =>
    invalidQuery([], `Two columns of the answer would be called ${column}.`, 'Give one of the metrics an alias.'),
  );
}
