import type { CellKind } from '../../../server/notebook/cell-kind.ts';
import { cellKinds } from '../../../server/notebook/cells/index.ts';
import { constantOf, docComments, fileNameOf } from './doc-comments.ts';
import { type JsonSchema, type Key, type KeySection, sectionsOf } from './json-schema.ts';
import { keyTable } from './key-table.ts';
import { blocks, fence, type ReferencePage, table } from './markdown.ts';

/** Keys that the schema of a body leaves without words. */
const further: ReadonlyMap<string, string> = new Map([
  ['chart.mark', 'Of Vega-Lite: bar, line, point, area and so on.'],
  ['chart.encoding', 'Of Vega-Lite: which field stands on which channel. Types follow from the columns unless said.'],
  ['input.control', 'Follows from the type of the parameter unless said.'],
  ['input.label', 'That of the parameter unless said.'],
  ['input.help', 'That of the parameter unless said.'],
  ['metric.time.range', 'Half-open: `[from, until before]`.'],
  ['metric.target', 'That of the metric unless said.'],
  ['metric.label', 'That of the metric unless said.'],
]);

/** Every kind of notebook cell with its language, the body of a new one, and the keys of a YAML body. */
export function cellKindsPage(): ReferencePage {
  const intro =
    'The kind is the first word of a fence: ```` ```sql id=x9g1p6jd name=slowest ````. How cells are written, named and run stands in [the guide](../guide/notebooks.md).';
  const overview = [...cellKinds].map(({ name, label, language, eager }) => [
    `[${name}](#${name})`,
    label,
    language,
    eager === true ? 'at once' : 'on request',
  ]);
  return {
    file: 'cell-kinds.md',
    title: 'Cell kinds',
    about: 'What a notebook cell can be.',
    body: blocks(intro, table(['kind', 'called', 'body', 'runs'], overview), ...[...cellKinds].map(section)),
  };
}

function section(kind: CellKind): string {
  const comments = docComments(`server/notebook/cells/${fileNameOf(kind.name)}.ts`);
  const summary = comments.get(`${constantOf(kind.name)}Cell`);
  if (summary === undefined) throw new Error(`The kind of cell ${kind.name} has no doc comment.`);
  const schema = kind.schema as JsonSchema | null; // zod wrote it: kinds with a YAML body derive it from their schema
  const keys = schema === null ? [] : sectionsOf(schema).flatMap((found) => found.keys.map((key) => below(found, key)));
  return blocks(
    `## ${kind.name}`,
    summary,
    keyTable(keys, (key) => meaningOf(kind, key)),
    schema === null || schema.additionalProperties === false ? '' : 'Further keys are handed on as they are written.',
    ...(kind.starter === '' ? [] : ['A new cell begins with:', fence(kind.language, kind.starter)]),
  );
}

function meaningOf({ name }: CellKind, { path, description }: Key): string {
  const meaning = description ?? further.get(`${name}.${path}`);
  if (meaning === undefined) throw new Error(`Say what ${path} means in a cell of kind ${name}.`);
  return meaning;
}

function below({ path }: KeySection, key: Key): Key {
  return path === '' ? key : { ...key, path: `${path}.${key.path}` };
}
