import type { CellFieldsFragment, ReadWorkspaceQuery } from '../generated.ts';
import type { RelationWord, Word, Words } from '../editors/words.ts';
import type { Cell, Header } from '../state/notebook-state.ts';
import type { CellKindInfo } from './cell-inserter.ts';

type Catalogue = ReadWorkspaceQuery['catalogue'];

/** Everything that can be named in the cells of a notebook; the same for all of them but for keys and fields. */
export function notebookWords(catalogue: Catalogue, cells: readonly Cell[], params: Header['params']): Words {
  const datasets = catalogue.datasets.map((dataset): RelationWord => ({
    name: dataset.name,
    detail: `${dataset.kind.toLowerCase()} dataset`,
    meaning: dataset.description ?? dataset.label,
    columns: dataset.columns.map((column) => ({
      name: column.name,
      detail: column.unit ? `${column.type}, ${column.unit}` : column.type,
      meaning: column.samples.length > 0 ? `${column.label}: ${column.samples.slice(0, 4).join(', ')}` : column.label,
    })),
    joins: dataset.joins.map((join) => ({
      to: join.to,
      cardinality: cardinalityWords(join.cardinality),
      on: join.on.map(([own = '', target = '']) => [own, target] as const),
    })),
  }));
  const relations = cells.flatMap((cell): RelationWord[] =>
    cell.name && cell.output?.__typename === 'TableOutput'
      ? [{ name: cell.name, detail: `${cell.kind} cell`, meaning: null, columns: columnWords(cell), joins: [] }]
      : [],
  );
  return {
    relations: [...relations, ...datasets],
    params: params.flatMap(paramWords),
    metrics: catalogue.metrics.map(({ name, kind, label, definition }) => ({
      name,
      detail: kind,
      meaning: `${label}: ${definition}`,
    })),
    dimensions: catalogue.dimensions.map(({ name, type, description, label, grains, homes, rollup }) => ({
      name,
      detail: rollup === null ? type : `${type}, rolled up from ${rollup.from}`,
      meaning: grains.length === 0 ? (description ?? label) : `${description ?? label}. By ${grains.join(', ')}.`,
      grains,
      values: rollup !== null && rollup.bands.length > 0 ? rollup.bands : samplesOf(catalogue, homes),
    })),
    schema: null,
    fields: [],
  };
}

/** The words of a notebook for one of its cells: the keys of its kind, the columns of the relation it shows. */
export function cellWords(words: Words, cell: Cell, kind: CellKindInfo | null): Words {
  const relation = attributeOf(cell, 'data');
  const fields = words.relations.find(({ name }) => name === relation)?.columns ?? [];
  return { ...words, schema: kind?.schema ?? null, fields };
}

/** `many_to_one` as people say it. */
export function cardinalityWords(cardinality: string): string {
  return cardinality.replaceAll('_', ' ');
}

function columnWords(cell: Pick<CellFieldsFragment, 'output'>): readonly Word[] {
  if (cell.output?.__typename !== 'TableOutput') return [];
  return cell.output.columns.map(({ name, type, label, unit }) => ({
    name,
    detail: unit ? `${type}, ${unit}` : type,
    meaning: label === name ? null : label,
  }));
}

function paramWords({ name, type, label }: Header['params'][number]): readonly Word[] {
  const word = (suffix: string, detail: string) => ({ name: `${name}${suffix}`, detail, meaning: label });
  return type === 'date_range' ? [word('_from', 'first day'), word('_to', 'day after the last')] : [word('', type)];
}

function attributeOf(cell: Cell, key: string): unknown {
  const attributes = new Map(Object.entries(cell.attributes ?? {}));
  return attributes.get(key);
}

/** A few values of a dimension that is a plain column: those that the catalogue shows of it. */
function samplesOf({ datasets }: Catalogue, homes: Catalogue['dimensions'][number]['homes']): readonly string[] {
  const found = homes.flatMap(({ dataset, expression }) => {
    const columns = datasets.find(({ name }) => name === dataset)?.columns ?? [];
    return columns.find(({ name }) => name === expression)?.samples ?? [];
  });
  return [...new Set(found)];
}
