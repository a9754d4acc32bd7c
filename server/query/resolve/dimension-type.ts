import { type Storage, storageOf } from '../../model/expression/storage.ts';
import type { Dimension, DimensionHome, Model } from '../../model/model.ts';
import { datasetScope } from '../../model/scopes.ts';
import type { SqlType } from '../../sql/dialects/dialect.ts';

interface DimensionType {
  readonly type: SqlType;
  readonly precision: readonly [digits: number, scale: number] | null;
}

/** The one type to which the values of a dimension are cast when legs are stacked, whatever its homes hold. */
export function dimensionType(model: Model, dimension: Dimension): DimensionType {
  const storages = dimension.homes.map((home) => storageAt(model, home));
  const [first = null] = storages;
  if (first === null) return { type: 'string', precision: null };
  if (storages.every((storage) => storage?.name === first.name)) {
    const scales = storages.flatMap((storage) => storage?.precision?.[1] ?? []);
    return { type: first.name, precision: scales.length === 0 ? null : [38, Math.max(...scales)] };
  }
  const isNumber = storages.every(
    (storage) => storage !== null && ['bigint', 'decimal', 'real'].includes(storage.name),
  );
  return { type: isNumber ? 'real' : 'string', precision: null };
}

function storageAt(model: Model, home: DimensionHome): Storage | null {
  const dataset = model.datasets.get(home.dataset);
  return dataset === undefined ? null : storageOf(home.expression, datasetScope(dataset, model.datasets));
}
