import type { Json } from '../lib/json.ts';
import type { Model } from '../model/model.ts';
import { datasetsAlong, datasetsBehind as behindExpression } from '../query/resolve/datasets-behind.ts';
import { findDimension } from '../query/resolve/reach.ts';
import type { Reads } from './cell-kind.ts';

/** What a cell asks of the semantic layer, by name. */
type Asked = Pick<Reads, 'metrics' | 'dimensions' | 'entities'>;

/**
 * Datasets behind metrics and dimensions, with those on the join paths between them and those that rollups are made from,
 * by name. Where a way leads over a shared entity or a filter looks into one, everything that its ends reach counts: rather
 * a dataset too many than a result that does not notice a change.
 */
export function datasetsBehind(model: Model, asked: Asked): readonly string[] {
  const { metrics, entities = [] } = asked;
  const roots = metrics.flatMap((name) => model.metrics.get(name)?.datasets ?? []);
  const dimensions = asked.dimensions.flatMap((name) => findDimension(model, name) ?? []);
  const found = new Set([...roots, ...metrics.flatMap((name) => behindMetric(model, name))]);
  const far = new Set(entities);
  for (const { reach, homes, type } of dimensions) {
    const isEverywhere = type === 'calendar' || (metrics.length > 0 && roots.every((root) => reach.has(root)));
    for (const root of metrics.length === 0 ? [] : roots) {
      const dataset = model.datasets.get(root);
      if (dataset === undefined) continue;
      const along = (reach.get(root) ?? []).flatMap(({ joins }) => datasetsAlong(model, dataset, joins));
      for (const name of along) found.add(name);
    }
    for (const { dataset: name, expression } of homes) {
      const dataset = model.datasets.get(name);
      if (isEverywhere && !roots.some((root) => (reach.get(root) ?? []).some(({ home }) => home === name))) continue;
      if (!isEverywhere && metrics.length > 0) far.add(name);
      found.add(name);
      if (dataset !== undefined) for (const behind of behindExpression(model, dataset, expression)) found.add(behind);
    }
  }
  if (far.size > 0) for (const name of reachable(model, [...roots, ...far])) found.add(name);
  return [...found].filter((name) => model.datasets.has(name)).sort();
}

/** Datasets that the measures of a metric look at beside their own. */
function behindMetric(model: Model, name: string): readonly string[] {
  const measures = [...(model.metrics.get(name)?.components.values() ?? [])];
  return measures.flatMap(({ dataset: own, of, where }) => {
    const dataset = model.datasets.get(own);
    const expressions = [of, where].filter((expression) => expression !== null);
    return dataset === undefined ? [] : expressions.flatMap((each) => behindExpression(model, dataset, each));
  });
}

/** Datasets and all that their joins lead to. */
function reachable(model: Model, names: readonly string[]): ReadonlySet<string> {
  const found = new Set(names);
  for (const name of found) for (const { to } of model.datasets.get(name)?.joins.values() ?? []) found.add(to);
  return found;
}

/** The definitions that a cell reaches, not the whole model: another metric may change without touching its result. */
export function definitionsOf(model: Model, reads: Reads): Json {
  const { metrics, dimensions } = reads;
  if (metrics.length === 0 && dimensions.length === 0) return null;
  const { zone, weekStart, fiscalYearStart } = model.settings;
  return {
    metrics: metrics.map((name) => plain(model.metrics.get(name) ?? null)),
    dimensions: dimensions.map((name) => plain(findDimension(model, name) ?? null)),
    datasets: datasetsBehind(model, reads).map((name) => {
      const dataset = model.datasets.get(name);
      return plain(
        dataset === undefined
          ? null
          : {
              time: dataset.time,
              joins: dataset.joins,
              rollups: dataset.rollups,
              purposes: dataset.purposes,
              k: dataset.k,
              paths: dataset.paths,
            },
      );
    }),
    settings: { zone, weekStart, fiscalYearStart },
  };
}

// Model values hold nothing but JSON and maps.
function plain(value: unknown): Json {
  return JSON.parse(
    JSON.stringify(value, (_, member: unknown) => (member instanceof Map ? { map: [...member] } : member)),
  ) as Json;
}
