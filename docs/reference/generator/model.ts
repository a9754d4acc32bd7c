import { modelJsonSchema } from '../../../server/model/json-schema.ts';
import { type JsonSchema, type KeySection, sectionsOf } from './json-schema.ts';
import { keyTable } from './key-table.ts';
import { blocks, code, type ReferencePage } from './markdown.ts';
import { meaningIn } from './meanings.ts';
import { datasetMeanings, listMeanings } from './model-meanings.ts';

/** Every key of a model file: a dataset, or lists of dimensions, metrics, views and the like. */
export function modelPage(): ReferencePage {
  const [dataset, lists] = (modelJsonSchema() as JsonSchema).anyOf ?? []; // zod wrote it, for the union of both
  if (dataset === undefined || lists === undefined) throw new Error('A model file is a dataset or lists no more.');
  return {
    file: 'model.md',
    title: 'Model files',
    about: 'Every key of `datasets/*.yml`.',
    body: blocks(
      'A model file is YAML in the folder `datasets` of the workspace. It describes one dataset, or it holds lists: dimensions, metrics, views, saved queries, access, tests. What the keys are for stands in [the guide](../guide/model.md). `trivet check --schema` prints all of this as a JSON Schema for editors. *Later* marks keys that are read and checked, and that nothing acts on yet.',
      ...part('A dataset', dataset, datasetMeanings),
      ...part('Lists', lists, listMeanings),
    ),
  };
}

function part(title: string, schema: JsonSchema, meanings: ReadonlyMap<string, string>): readonly string[] {
  const sections = sectionsOf(schema).filter(({ keys }) => keys.length > 0);
  const all = sections.flatMap(({ path, keys }) => keys.map((key) => ({ ...key, path: full(path, key.path) })));
  const meaningOf = meaningIn(title, meanings, all);
  const written = sections.map((section) =>
    tableOf(section, (path) => meaningOf({ ...blank, path: full(section.path, path) })),
  );
  return [`## ${title}`, ...written];
}

const blank = { type: '', isRequired: false, within: null, standard: null, description: null };

function tableOf({ path, keys }: KeySection, meaningOf: (path: string) => string): string {
  return blocks(
    path === '' ? '' : `### ${code(path)}`,
    keyTable(keys, (key) => meaningOf(key.path)),
  );
}

function full(section: string, key: string): string {
  return section === '' ? key : `${section}.${key}`;
}
