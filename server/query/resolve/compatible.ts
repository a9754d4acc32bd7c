import type { Dimension, Metric, Model } from '../../model/model.ts';
import { declaredBridge } from './bridge.ts';
import { findDimension, reachOf } from './reach.ts';
import { measuresOf, timeOf, unknownDimension, unknownMetric } from './resolve.ts';

/** Names of the dimensions by which all these metrics can be grouped together. Throws `unknown-metric`. */
export function compatibleDimensions(model: Model, metrics: readonly string[]): readonly string[] {
  return sharedDimensions(
    model,
    metrics.map((name) => {
      const metric = model.metrics.get(name);
      if (metric === undefined) throw unknownMetric(model, name);
      return metric;
    }),
  );
}

/** Names of the visible metrics that can be grouped by all these dimensions. Throws `unknown-dimension`. */
export function compatibleMetrics(model: Model, dimensions: readonly string[]): readonly string[] {
  const found = dimensions.map((name) => {
    const dimension = findDimension(model, name);
    if (dimension === undefined) throw unknownDimension(model, name);
    return dimension;
  });
  const fitting = [...model.metrics.values()].filter(
    (metric) => metric.visible && found.every((dimension) => isCompatible(model, metric, dimension)),
  );
  return fitting.map(({ name }) => name);
}

/** As `compatibleDimensions`, of metrics that are known. */
export function sharedDimensions(model: Model, metrics: readonly Metric[]): readonly string[] {
  const shared = [...model.dimensions.values()].filter((dimension) =>
    metrics.every((metric) => isCompatible(model, metric, dimension)),
  );
  return shared.map(({ name }) => name);
}

function isCompatible(model: Model, metric: Metric, dimension: Dimension): boolean {
  return measuresOf(model, metric).every(({ measure, dataset }) => {
    if (dimension.type === 'calendar') return timeOf(measure, dataset) !== null;
    const reach = reachOf(model, dataset, dimension, null);
    if (reach.is === 'reached' || reach.is === 'ambiguous') return true;
    return declaredBridge(model, dataset, dimension).is !== 'none';
  });
}
