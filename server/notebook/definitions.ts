import type { Json } from '../lib/json.ts';
import type { Model } from '../model/model.ts';
import type { Reads } from './cell-kind.ts';

/** Datasets behind metrics and dimensions, with those on the join paths between them, by name. */
export function datasetsBehind(
  model: Model,
  { metrics, dimensions }: Pick<Reads, 'metrics' | 'dimensions'>,
): readonly string[] {
  const roots = metrics.flatMap((name) => model.metrics.get(name)?.datasets ?? []);
  const found = new Set(roots);
  for (const root of metrics.length === 0 ? [] : roots) {
    for (const name of dimensions) {
      for (const { joins } of model.dimensions.get(name)?.reach.get(root) ?? []) {
        let at = root;
        for (const join of joins) found.add((at = model.datasets.get(at)?.joins.get(join)?.to ?? at));
      }
    }
  }
  if (metrics.length === 0)
    for (const name of dimensions)
      for (const { dataset } of model.dimensions.get(name)?.homes ?? []) found.add(dataset);
  return [...found].sort();
}

/** The definitions that a cell reaches, not the whole model: another metric may change without touching its result. */
export function definitionsOf(model: Model, reads: Reads): Json {
  const { metrics, dimensions } = reads;
  if (metrics.length === 0 && dimensions.length === 0) return null;
  const { zone, weekStart, fiscalYearStart } = model.settings;
  return {
    metrics: metrics.map((name) => plain(model.metrics.get(name) ?? null)),
    dimensions: dimensions.map((name) => plain(model.dimensions.get(name) ?? null)),
    datasets: datasetsBehind(model, reads).map((name) => {
      const dataset = model.datasets.get(name);
      return plain(
        dataset === undefined
          ? null
          : {
              time: dataset.time,
              joins: dataset.joins,
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
