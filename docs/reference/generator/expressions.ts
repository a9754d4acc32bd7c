import { type Argument, type Signature, signatures } from '../../../server/model/expression/functions.ts';
import { blocks, code, type ReferencePage, table } from './markdown.ts';

const grammar: readonly (readonly [string, string])[] = [
  [
    "`12`, `0.5`, `'text'`, `true`, `false`, `null`, `date '2024-01-31'`",
    'values; a quotation mark inside a text is written twice',
  ],
  ['`amount`, `"group"`', 'a column; in double quotes where the name is a word of the language or has other signs'],
  ['`customer.region`', 'a column of a joined dataset, along joins with at most one match (in measures and metrics)'],
  ['`+ - * /`', 'arithmetic; a quotient is a real number, and null where the divisor is 0 or null'],
  ['`= != <> < <= > >=`', 'comparison; null compared with anything is null'],
  ['`and or not`', 'logic'],
  ["`in ('a', 'b')`, `not in (…)`, `between 1 and 5`", 'membership'],
  ['`is null`, `is not null`', 'whether a value is missing'],
  ['`case when … then … else … end`', 'choice; without `else` the rest is null'],
];

/** The expression language: its forms and every function. */
export function expressionsPage(): ReferencePage {
  const functions = Object.entries(signatures).map(([name, signature]) => [
    code(call(name, signature)),
    result(signature),
  ]);
  const intro =
    'Expressions stand in `expr`, `where`, `of`, `hits` and `among`. An expression is about one row; aggregates are said by the measure or the kind of metric. It is typed, and its units are compared, when the model is loaded. There is no clock: the query says what "now" means.';
  return {
    file: 'expressions.md',
    title: 'Expressions',
    about: 'The small language of derived columns, dimensions, measures and conditions.',
    body: blocks(intro, table(['form', 'meaning'], grammar), '## Functions', table(['function', 'yields'], functions)),
  };
}

function call(name: string, { args, optional = 0, rest, units }: Signature): string {
  const words = args.map((argument, index) => {
    const text = argument === 'unit' ? (units ?? []).map((unit) => `'${unit}'`).join(' | ') : names[argument];
    return index >= args.length - optional ? `[${text}]` : text;
  });
  return `${name}(${[...words, ...(rest === undefined ? [] : ['…'])].join(', ')})`;
}

const names: { readonly [Name in Exclude<Argument, 'unit'>]: string } = {
  number: 'number',
  string: 'text',
  boolean: 'condition',
  time: 'time',
  same: 'value',
};

function result({ result: type }: Signature): string {
  return type === 'same' ? 'the type of its values' : type === 'string' ? 'text' : type;
}
