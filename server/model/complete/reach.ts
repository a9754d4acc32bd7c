import { didYouMean } from '../../lib/closest.ts';
import type { Dataset, Dimension, DimensionPath } from '../model.ts';
import { declaredPath, shortestPaths } from '../paths.ts';
import { below, finding, type Place, type Report } from '../yaml/place.ts';
import type { DatasetDraft } from './dataset.ts';
import { type HomedDimension, withReach } from './dimensions.ts';

/** The datasets with the paths they declare for dimensions; a path with a problem is reported and left out. */
export function completePaths(
  drafts: ReadonlyMap<string, DatasetDraft>,
  dimensions: ReadonlyMap<string, HomedDimension>,
  report: Report,
): ReadonlyMap<string, Dataset> {
  const datasets = new Map([...drafts].map(([name, { dataset }]) => [name, dataset]));
  return new Map(
    [...drafts].map(([name, { dataset, frame, place }]) => {
      const entries = Object.entries(frame.paths ?? {}).flatMap(
        ([dimension, written]): [string, readonly string[]][] => {
          const joins = written.flatMap((step) => step.split('.'));
          const context = { datasets, dimensions, place: below(place, 'paths', dimension), report };
          return isPath(dataset, dimension, joins, context) ? [[dimension, joins]] : [];
        },
      );
      return [name, { ...dataset, paths: new Map(entries) }];
    }),
  );
}

/** The dimensions with every dataset that has them: by the declared way, else by the shortest. */
export function completeReach(
  dimensions: ReadonlyMap<string, HomedDimension>,
  datasets: ReadonlyMap<string, Dataset>,
): ReadonlyMap<string, Dimension> {
  return new Map(
    [...dimensions].map(([name, dimension]) => {
      const homes = new Set(dimension.homes.map(({ dataset }) => dataset));
      const ways = (from: Dataset): readonly DimensionPath[] => {
        if (dimension.type === 'calendar') return from.time === null ? [] : [{ home: from.name, joins: [] }];
        const declared = from.paths.get(name);
        const way = declared === undefined ? null : declaredPath(from.name, declared, datasets);
        return way === null ? shortestPaths(from.name, homes, datasets) : [way];
      };
      return [name, withReach(dimension, datasets, ways)];
    }),
  );
}

interface PathContext {
  readonly datasets: ReadonlyMap<string, Dataset>;
  readonly dimensions: ReadonlyMap<string, HomedDimension>;
  readonly place: Place;
  readonly report: Report;
}

function isPath(
  dataset: Dataset,
  name: string,
  joins: readonly string[],
  { datasets, dimensions, place, report }: PathContext,
): boolean {
  const dimension = dimensions.get(name);
  if (dimension === undefined) {
    const hint = didYouMean(name, dimensions.keys());
    report(
      finding(place, 'unknown-dimension', `No dimension is called ${name}.`, { hint, choices: [...dimensions.keys()] }),
    );
    return false;
  }
  const way = declaredPath(dataset.name, joins, datasets);
  if (way !== null && dimension.homes.some((home) => home.dataset === way.home)) return true;
  const homes = dimension.homes.map((home) => home.dataset).join(' or ');
  const ways = shortestPaths(dataset.name, new Set(dimension.homes.map((home) => home.dataset)), datasets).map((one) =>
    one.joins.join('.'),
  );
  const hint = ways.length > 0 ? `There is: ${ways.join(', ')}.` : `${dataset.name} has no way there.`;
  report(
    finding(place, 'unknown-path', `${joins.join('.')} does not lead from ${dataset.name} to ${homes}.`, {
      hint,
      choices: ways,
    }),
  );
  return false;
}
