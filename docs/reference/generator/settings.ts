import { readFileSync } from 'node:fs';
import { settingsSpec } from '../../../server/model/settings.ts';
import { root } from './doc-comments.ts';
import { inputSchema, sectionsOf } from './json-schema.ts';
import { keyTable } from './key-table.ts';
import { blocks, type ReferencePage } from './markdown.ts';
import { meaningIn } from './meanings.ts';

const meanings: () => ReadonlyMap<string, string> = () =>
  new Map([
    ['name', 'What the workspace is called on its start screen; `Trivet` unless said.'],
    ['data', 'Folders outside of the workspace that sources may name; relative ones are taken from the workspace.'],
    ['zone', 'Time zone of days, weeks and months in answers, and of timestamps without an offset; `UTC` unless said.'],
    ['calendar.weekStart', 'First day of a week; `MONDAY` unless said.'],
    ['calendar.fiscalYearStart', 'Month in which the fiscal year begins. Not acted on yet: fiscal grains are refused.'],
    ['purpose', 'The purpose of queries and notebooks that name none. Without it every query must say its own.'],
    ['host', 'Address to listen on; only addresses of this machine are accepted. `127.0.0.1` unless said.'],
    ['port', 'Port to listen on, 0 for any free one; 4000 unless said.'],
    ['auth', 'Not acted on yet: there is no sign-in.'],
    [
      'limits.timeoutSeconds',
      `How long a statement may run; ${standard('defaultTimeoutSeconds')} unless said, and in the background never less than ten minutes.`,
    ],
    ['limits.rows', 'The most rows that a cell may have; a cell with more fails. Without it only its size counts.'],
    [
      'limits.megabytes',
      'The most megabytes that a cell may take up as Parquet; a cell with more fails. 256 unless said.',
    ],
    ['engine.memoryMegabytes', `Memory of the engine process; ${standard('defaultMemoryMegabytes')} unless said.`],
    ['engine.threads', 'Threads of the engine process; 2 unless said.'],
    ['engine.processes', 'Not acted on yet.'],
    [
      'engine.temporaryMegabytes',
      `What queries may put on disk while their memory is full; ${standard('defaultTemporaryMegabytes')} unless said.`,
    ],
    ['trusted', 'Whether model files may hold SQL. There is no connector for SQL yet, so it allows nothing so far.'],
  ]);

/** Every key of `trivet.yml`. */
export function settingsPage(): ReferencePage {
  const keys = sectionsOf(inputSchema(settingsSpec)).flatMap((section) => section.keys);
  return {
    file: 'settings.md',
    title: 'Settings',
    about: 'Every key of `trivet.yml`.',
    body: blocks(
      '`trivet.yml` stands at the top of a workspace; every key may be left out, and so may the file. A key that is wrong is reported and takes its default. Flags of the command line win over it. `host`, `port`, `limits` and `engine` count from the next start, everything else from the next reload.',
      keyTable(keys, meaningIn('trivet.yml', meanings(), keys)),
    ),
  };
}

/** A default that stands as a constant where the parts are wired. */
function standard(constant: string): string {
  const found = new RegExp(`const ${constant} = ([\\d_]+)`).exec(readFileSync(new URL('server/app.ts', root), 'utf8'));
  if (found === null) throw new Error(`server/app.ts has no constant ${constant} any more.`);
  return (found[1] ?? '').replaceAll('_', '');
}
