import { readFileSync } from 'node:fs';
import { usage } from '../../../server/config.ts';
import { root } from './doc-comments.ts';
import { blocks, code, fence, type ReferencePage, table } from './markdown.ts';

const exitCodes: readonly (readonly [string, string])[] = [
  ['0', 'done'],
  ['1', '`run`: a cell has no result; `publish`: refused; `check`: there are errors (warnings alone give 0)'],
  ['2', 'a mistake in the command, a setting or a name, with its code and a hint'],
  ['70', 'a mistake of Trivet itself, with a trace'],
];

const secrets: readonly (readonly [string, string])[] = [
  [
    code('TRIVET_TOKENS'),
    'tokens beside those of `.trivet/auth/tokens.json`: a JSON list of what `trivet token create --print` shows',
  ],
  ['the one that `auth.session.secretEnv` names', 'the key that signs sessions'],
];

/** What `trivet help` prints, the environment it reads, and its exit codes. */
export function commandLinePage(): ReferencePage {
  const config = readFileSync(new URL('server/config.ts', root), 'utf8');
  const variables = [...config.matchAll(/environment\['(TRIVET_\w+)'\]/g)].map(([, name = '']) => name);
  const known = [...new Set(variables)].sort().map((name) => [code(name), `the flag ${flagOf(name)}`]);
  return {
    file: 'command-line.md',
    title: 'Command line',
    about: 'Commands, flags, environment and exit codes.',
    body: blocks(
      fence('text', usage),
      'Each command also runs as `node --import tsx server/main.ts …`. Results go to standard output, everything else to standard error.',
      '## Environment',
      table(['variable', 'stands for'], [...known, ...secrets]),
      '## Exit codes',
      table(['code', 'meaning'], exitCodes),
    ),
  };
}

function flagOf(variable: string): string {
  const flag = variable.replace('TRIVET_', '').toLowerCase();
  if (!usage.includes(`--${flag}`)) throw new Error(`${variable} has no flag --${flag}.`);
  return code(`--${flag}`);
}
