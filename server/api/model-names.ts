import type { Dataset, Dimension, Metric, Model } from '../model/model.ts';
import { wireNames } from './wire-names.ts';

/** A name of the model, as it is there and as GraphQL spells it. */
export interface ModelName {
  readonly name: string;
  readonly wire: string;
  readonly description: string;
}

/** How a dimension is compared with. */
export type ConditionKind = 'string' | 'number' | 'boolean' | 'date' | 'timestamp';

/** What a model offers to one viewer by name: from it the enumerations and the filter input of the schema are made. */
export interface ModelNames {
  readonly metrics: readonly ModelName[];
  readonly dimensions: readonly (ModelName & { readonly kind: ConditionKind })[];
  readonly datasets: readonly (ModelName & { readonly isEntity: boolean })[];
  readonly purposes: readonly ModelName[];
}

/** The parts of a model that a viewer may know of. */
export interface VisibleModel {
  readonly metrics: readonly Metric[];
  readonly dimensions: readonly Dimension[];
  readonly datasets: readonly Dataset[];
  readonly purposes: readonly string[];
}

/** Every metric that is shown, every dimension and dataset, and every purpose that one of them allows. */
export function visibleModel(model: Model): VisibleModel {
  const purposes = new Set([...model.datasets.values()].flatMap((dataset) => dataset.purposes));
  if (model.settings.purpose !== null && purposes.size > 0) purposes.add(model.settings.purpose);
  return {
    metrics: [...model.metrics.values()].filter(({ visible }) => visible),
    dimensions: [...model.dimensions.values()],
    datasets: [...model.datasets.values()],
    purposes: [...purposes].sort(),
  };
}

export function modelNames(visible: VisibleModel): ModelNames {
  const dimensions = spelled(visible.dimensions, ({ label, description }) => sentences(label, description));
  const datasets = spelled(visible.datasets, ({ label, description, kind }) =>
    sentences(label, description, `Kind: ${kind}`),
  );
  return {
    metrics: spelled(visible.metrics, ({ label, definition, owner }) =>
      sentences(label, definition, owner === null ? null : `Owner: ${owner}`),
    ),
    dimensions: dimensions.map((each, index) => ({ ...each, kind: conditionKind(visible.dimensions[index]) })),
    datasets: datasets.map((each, index) => ({ ...each, isEntity: visible.datasets[index]?.role === 'entity' })),
    purposes: spelled(
      visible.purposes.map((name) => ({ name })),
      ({ name }) => `The purpose ${name.replaceAll('_', ' ')}.`,
    ),
  };
}

function conditionKind(dimension: Dimension | undefined): ConditionKind {
  const type = dimension?.type ?? 'string';
  if (type === 'calendar') return 'date';
  return type === 'unknown' ? 'string' : type;
}

function spelled<Item extends { readonly name: string }>(
  items: readonly Item[],
  describe: (item: Item) => string,
): ModelName[] {
  const wire = wireNames(items.map(({ name }) => name));
  return items.map((item) => ({
    name: item.name,
    wire: wire.get(item.name) ?? item.name,
    description: describe(item),
  }));
}

function sentences(...texts: readonly (string | null)[]): string {
  return texts
    .filter((text) => text !== null && text !== '')
    .map((text) => `${text}`.replace(/[.\s]*$/, '.'))
    .join(' ');
}
