/** the dimensions and metrics of a view under stable ids, as semantic-layer clients list them */
import type { Dimension, Metric, Model, ModelView } from '../../model/model.ts';
import type { QueryGrain } from '../../query/language/metric-query.ts';
import { findDimension } from '../../query/resolve/reach.ts';

/** A dimension of a view; a calendar is one for each length of its periods. */
export interface ViewDimension {
  readonly id: string;
  readonly dimension: Dimension;
  readonly grain: QueryGrain | null;
}

export interface ViewMetric {
  readonly id: string;
  readonly metric: Metric;
}

/** What a view offers, by id. */
export interface ViewMembers {
  readonly view: ModelView;
  readonly dimensions: ReadonlyMap<string, ViewDimension>;
  readonly metrics: ReadonlyMap<string, ViewMetric>;
}

/** The members of a view in its own order. */
export function viewMembers(model: Model, view: ModelView): ViewMembers {
  const dimensions = view.dimensions.flatMap((name): ViewDimension[] => {
    const dimension = findDimension(model, name);
    if (dimension === undefined) return [];
    const id = dimension.name.replace('.', '__');
    if (dimension.type !== 'calendar') return [{ id, dimension, grain: null }];
    return dimension.grains.map((grain) => ({ id: `${id}__${grain.toLowerCase()}`, dimension, grain }));
  });
  const metrics = view.metrics.flatMap((name): ViewMetric[] => {
    const metric = model.metrics.get(name);
    return metric === undefined ? [] : [{ id: name, metric }];
  });
  return {
    view,
    dimensions: new Map(dimensions.map((member) => [member.id, member])),
    metrics: new Map(metrics.map((member) => [member.id, member])),
  };
}
