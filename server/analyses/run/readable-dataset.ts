import type { ValueType } from '../../lib/table.ts';
import type { ColumnTypeName, Dataset } from '../../model/model.ts';
import { readableColumns } from '../../query/rows/row-request.ts';
import type { Readable } from './bind-roles.ts';

/** A dataset as analyses read it: those of its declared columns that may be read. */
export function readableDataset(dataset: Dataset): Readable {
  const readable = readableColumns(dataset);
  return {
    name: dataset.name,
    dataset,
    kinds: [dataset.kind],
    columns: [...dataset.columns.values()]
      .filter(({ name }) => readable.has(name))
      .map(({ name, label, type, unit }) => ({ name, label, type: valueTypes[type.name], unit })),
  };
}

const valueTypes: { readonly [Name in ColumnTypeName]: ValueType } = {
  string: 'string',
  integer: 'bigint',
  decimal: 'decimal',
  real: 'real',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  timestamptz: 'timestamp',
};
