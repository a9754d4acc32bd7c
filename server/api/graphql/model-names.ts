import type { Dimension, Model } from '../../model/model.ts';
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

/** Every metric that is shown, every dimension and dataset, and every purpose that one of them allows. */
export function modelNames(model: Model): ModelNames {
  const metrics = [...model.metrics.values()].filter(({ visible }) => visible);
  const dimensions = [...model.dimensions.values()];
  const datasets = [...model.datasets.values()];
  return {
    metrics: spelled(metrics, ({ label, definition, owner }) =>
      sentences(label, definition, owner === null ? null : `Owner: ${owner}`),
    ),
    dimensions: spelled(dimensions, ({ label, description }) => sentences(label, description)).map((each, index) => ({
      ...each,
      kind: conditionKind(dimensions[index]),
    })),
    datasets: spelled(datasets, ({ label, description, kind }) => sentences(label, description, `Kind: ${kind}`)).map(
      (each, index) => ({ ...each, isEntity: datasets[index]?.role === 'entity' }),
    ),
    purposes: spelled(purposesOf(model), ({ name }) => `The purpose ${name.replaceAll('_', ' ')}.`),
  };
}

function purposesOf({ datasets, settings }: Model): readonly { readonly name: string }[] {
  const purposes = new Set([...datasets.values()].flatMap((dataset) => dataset.purposes));
  if (settings.purpose !== null && purposes.size > 0) purposes.add(settings.purpose);
  return [...purposes].sort().map((name) => ({ name }));
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
