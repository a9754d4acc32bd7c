import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { Analysis } from '../../../server/analyses/contract/analysis.ts';
import { analyses } from '../../../server/analyses/index.ts';
import type { Option } from '../../../server/analyses/contract/options.ts';
import { refusalCodes } from '../../../server/analyses/contract/refusal-codes/index.ts';
import type { Role } from '../../../server/analyses/contract/role.ts';
import { blocks, fence, type ReferencePage, table } from './markdown.ts';

/** What an example finds on the demo company, line by line; `npm run reference:examples` runs them. */
type ExampleResults = Readonly<Record<string, readonly string[]>>;

export const examplesFile = new URL('../analyses/examples.json', import.meta.url);

const groups: readonly (readonly [Analysis['group'], string])[] = [
  ['scores', 'Scores'],
  ['voice', 'Voice'],
  ['money', 'Loops and money'],
  ['journeys', 'Journeys'],
];

const effects = { refuse: 'no number', withhold: 'number without the claim', warn: 'a note beside it' } as const;

/** An overview, and one page an analysis. */
export function analysisPages(): readonly ReferencePage[] {
  const results = JSON.parse(readFileSync(examplesFile, 'utf8')) as ExampleResults; // written by the examples' script
  return [overview(), ...[...analyses].map((analysis) => pageOf(analysis, results[analysis.name] ?? []))];
}

function overview(): ReferencePage {
  const intro =
    'An analysis answers one question of customer experience over datasets or cells, in a cell of kind `analysis` or over GraphQL (`analysis`). [The guide](../../guide/analyses.md) says how findings are read.';
  const lists = groups.map(([group, title]) => {
    const rows = [...analyses]
      .filter((analysis) => analysis.group === group)
      .map(({ name, label, question }) => [`[${name}](${name}.md)`, label, question]);
    return blocks(`## ${title}`, table(['name', 'called', 'answers'], rows));
  });
  const codes = Object.entries(refusalCodes).map(([code, { effect, message }]) => [
    `\`${code.toUpperCase().replaceAll('-', '_')}\``,
    effects[effect],
    message,
  ]);
  return {
    file: 'analyses/README.md',
    title: 'Analyses',
    about: 'What can be asked of scores, voices, money and journeys, with formulas and refusals.',
    body: blocks(
      intro,
      ...lists,
      '## Refusals',
      'A refusal is an answer: it has a code, a sentence and a way out. In YAML and in process codes are written in small letters with hyphens.',
      table(
        ['code', 'shows', 'says'],
        codes.toSorted(([a = ''], [b = '']) => a.localeCompare(b)),
      ),
    ),
  };
}

function pageOf(analysis: Analysis, result: readonly string[]): ReferencePage {
  const { name, label, question, roles, options, refuses, method, example } = analysis;
  return {
    file: `analyses/${name}.md`,
    title: label,
    about: question,
    isPart: true,
    body: blocks(
      `**${question}** In a cell: \`analysis: ${name}\`; over GraphQL: \`analysis(kind: ${name.toUpperCase().replaceAll('-', '_')})\`.`,
      '## What it computes',
      method.formula,
      '## Sources',
      list(method.sources),
      '## What has to be true',
      list(method.assumptions),
      '## What it may not be read as',
      list(method.limits),
      '## Data',
      ...roles.map(roleSection),
      ...(options.length === 0
        ? []
        : ['## Options', table(['option', 'takes', 'unless said', 'meaning'], options.map(optionRow))]),
      '## What it refuses',
      table(
        ['code', 'shows', 'says', 'way out'],
        [...refuses].toSorted().map((code) => {
          const { effect, message, hint } = refusalCodes[code];
          return [`\`${code.toUpperCase().replaceAll('-', '_')}\``, effects[effect], message, hint];
        }),
      ),
      'Any analysis may also refuse for [reasons of the data](README.md#refusals): too few cases, a constant column, an empty group.',
      '## On the demo company',
      fence('yaml', stringify(example).trim()),
      fence('text', result.join('\n')),
    ),
  };
}

function roleSection({ name, label, description, kinds, dataset, optional, columns }: Role): string {
  const intro = `\`${name}\`${optional === true ? ' (optional)' : ''}: ${label}. ${description} Of kind ${kinds.join(' or ')}; \`${dataset ?? name}\` unless said.`;
  const rows = columns.map((column) => [
    `\`${column.name}\``,
    `${column.many === true ? 'several, ' : ''}${column.type}`,
    column.optional === true ? 'optional' : 'needed',
    column.description,
  ]);
  return blocks(intro, table(['column', 'type', '', 'holds'], rows));
}

function optionRow({ name, type, choices, default: value, required, description }: Option): readonly string[] {
  const takes = choices === undefined ? type : choices.join(', ');
  const unless = required === true ? 'needed' : value === null ? '' : `\`${JSON.stringify(value)}\``;
  return [`\`${name}\``, takes, unless, description];
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}
