import type { Connector } from '../../../server/connectors/connector.ts';
import { connectors } from '../../../server/connectors/index.ts';
import { constantOf, docComments, fileNameOf } from './doc-comments.ts';
import { inputSchema, sectionsOf } from './json-schema.ts';
import { keyTable } from './key-table.ts';
import { blocks, code, type ReferencePage } from './markdown.ts';

/** Every format that a dataset's `source` may name, with its options. */
export function connectorsPage(): ReferencePage {
  const intro =
    'A dataset names its connector as the first key of `source` and the options beside it: `source: { csv: data/orders.csv, delimiter: ";" }`. A path is relative to the workspace or to a data folder; `*` and `?` match within a name, `**` over any number of folders.';
  return {
    file: 'connectors.md',
    title: 'Connectors',
    about: 'Formats that a source may have, with their options.',
    body: blocks(intro, ...[...connectors].map(section)),
  };
}

function section(connector: Connector): string {
  const comments = docComments(`server/connectors/${fileNameOf(connector.name)}.ts`);
  const keys = sectionsOf(inputSchema(connector.options)).flatMap((found) => found.keys);
  const summary = comments.get(constantOf(connector.name));
  if (summary === undefined) throw new Error(`The connector ${connector.name} has no doc comment.`);
  return blocks(
    `## ${connector.name}`,
    summary,
    `Usual endings: ${connector.extensions.map((extension) => code(`.${extension}`)).join(', ')}. Any ending is read; \`source\` decides.`,
    keys.length === 0 ? 'It has no options.' : keyTable(keys, ({ path }) => comments.get(path) ?? ''),
  );
}
