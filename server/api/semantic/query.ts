/** a question by stable ids → a metric query as people write it */
import type { Model } from '../../model/model.ts';
import { compatibleMetrics } from '../../query/resolve/compatible.ts';
import type { SemanticColumn } from './answer.ts';
import { dimensionType, metricType } from './describe.ts';
import { conditionsOf } from './filters.ts';
import type { ViewDimension, ViewMembers } from './members.ts';
import { Names } from './names.ts';
import type { SemanticFilter, SemanticQuestion } from './request.ts';

export interface Translated {
  /** The metric query. */
  readonly written: Readonly<Record<string, unknown>>;
  /** The columns of its answer that were asked for, in order. */
  readonly columns: readonly SemanticColumn[];
}

/** Rows without a limit of the client's own. */
const allRows = 50_000;

/** Throws 400 with the place of every id that the view does not have. */
export function translate(question: SemanticQuestion, members: ViewMembers, { settings }: Model): Translated {
  const names = new Names();
  const at = (...path: PropertyKey[]): PropertyKey[] => ['query', ...path];
  const metrics = question.metrics.flatMap(
    (id, index) => names.find(members.metrics, id, at('metrics', index), 'metric') ?? [],
  );
  const dimensions = question.dimensions.flatMap(
    (id, index) => names.find(members.dimensions, id, at('dimensions', index), 'dimension') ?? [],
  );
  const conditions = conditionsOf(question.filters, { members, rules: settings, names, path: at('filters') });
  const columnOf = columnNames(dimensions);
  const orderBy = question.order.flatMap(({ column, direction }, index) => {
    if (members.dimensions.has(column)) {
      const by = columnOf.get(column);
      if (by !== undefined) return [{ by, dir: direction }];
      names.refuse(at('order', index, 'column'), 'invalid-query', `The query is not grouped by ${column}.`, undefined);
      return [];
    }
    const metric = names.find(members.metrics, column, at('order', index, 'column'), 'metric');
    return metric === null ? [] : [{ by: metric.id, dir: direction }];
  });
  const topN = topOf(question, { members, names, path: at('group_limit') });
  names.settle();
  const { where, having } = conditions;
  const written = {
    metrics: metrics.map(({ id }) => ({ name: id, interval: false })),
    groupBy: dimensions.map(groupOf),
    where: { _and: where },
    having: { _and: having },
    orderBy,
    limit: question.limit ?? allRows,
    offset: question.offset ?? 0,
    ...(topN === null ? {} : { topN }),
  };
  const columns = [
    ...dimensions.map(({ id, dimension }) => ({ name: id, type: dimensionType(dimension) })),
    ...metrics.map(({ id, metric }) => ({ name: id, type: metricType(metric) })),
  ];
  return { written, columns };
}

/** The distinct values of a dimension in all datasets of the view that have it. */
export function valuesQuery(
  { dimension: id, filters }: { readonly dimension: string; readonly filters: readonly SemanticFilter[] },
  members: ViewMembers,
  model: Model,
): { readonly written: Readonly<Record<string, unknown>>; readonly dimension: ViewDimension } {
  const names = new Names();
  const dimension = names.find(members.dimensions, id, ['dimension'], 'dimension');
  filters.forEach(({ type }, index) => {
    if (type === 'HAVING')
      names.refuse(['filters', index, 'type'], 'invalid-query', 'Values have no metrics.', undefined);
  });
  const { where } = conditionsOf(
    filters.filter(({ type }) => type === 'WHERE'),
    { members, rules: model.settings, names, path: ['filters'] },
  );
  const used = [id, ...filters.map(({ column }) => column)].flatMap(
    (name) => members.dimensions.get(name)?.dimension.name ?? [],
  );
  const fitting = new Set(compatibleMetrics(model, used));
  const metrics = onePerDatasets([...members.metrics.values()].filter((metric) => fitting.has(metric.id)));
  if (dimension !== null && metrics.length === 0) {
    const message = `No metric of the view can be grouped by ${id} under these filters.`;
    names.refuse(['dimension'], 'dimension-not-conformed', message, 'Leave a filter out.');
  }
  names.settle();
  if (dimension === null) throw new Error('An unknown dimension was not refused.');
  const written = {
    metrics: metrics.map(({ id: name }) => ({ name, interval: false })),
    groupBy: [groupOf(dimension)],
    where: { _and: where },
    orderBy: [{ by: columnNames([dimension]).get(id) ?? id, dir: 'ASC' }],
    limit: allRows,
  };
  return { written, dimension };
}

/** One metric for each set of datasets: more of them would find no further values. */
function onePerDatasets<Member extends { readonly metric: { readonly datasets: readonly string[] } }>(
  metrics: readonly Member[],
): readonly Member[] {
  return [...new Map(metrics.map((member) => [member.metric.datasets.join(), member])).values()];
}

function groupOf({ dimension, grain }: ViewDimension): object {
  return grain === null ? { dimension: dimension.name } : { dimension: dimension.name, grain };
}

/** The columns that the dimensions have in the answer: a calendar that is used twice is told apart by its grain. */
function columnNames(dimensions: readonly ViewDimension[]): ReadonlyMap<string, string> {
  return new Map(
    dimensions.map(({ id, dimension, grain }) => {
      const name = dimension.name.replace('.', '__');
      const twins = dimensions.filter((other) => other.dimension.name === dimension.name);
      return [id, twins.length === 1 || grain === null ? name : `${name}_${grain.toLowerCase()}`];
    }),
  );
}

function topOf(
  { group_limit: limit, dimensions }: SemanticQuestion,
  { members, names, path }: { readonly members: ViewMembers; readonly names: Names; readonly path: PropertyKey[] },
): object | null {
  if (limit === null || limit === undefined) return null;
  const [id = ''] = limit.dimensions;
  const place = [...path, 'dimensions', 0];
  const dimension = names.find(members.dimensions, id, place, 'dimension');
  const metric = names.find(members.metrics, limit.metric, [...path, 'metric'], 'metric');
  if (dimension === null || metric === null) return null;
  if (!dimensions.includes(id)) names.refuse(place, 'invalid-query', `The query is not grouped by ${id}.`, undefined);
  if (dimension.grain !== null) names.refuse(place, 'invalid-query', 'Periods have no largest groups.', undefined);
  return { dimension: dimension.dimension.name, by: metric.id, n: limit.top, others: limit.group_others };
}
