import { type Position, TrivetError } from '../../lib/errors.ts';

/** A piece of an expression's text; `value` is unquoted and, for keywords and operators, lower case. */
export interface Token {
  readonly is: 'number' | 'text' | 'name' | 'quoted' | 'keyword' | 'operator' | 'end';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Words that are never names unless they stand in double quotes. */
export const keywords: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'is',
  'null',
  'true',
  'false',
  'between',
  'case',
  'when',
  'then',
  'else',
  'end',
]);

const longestText = 10_000;
const mostTokens = 2_000;

const patterns: readonly (readonly [Token['is'], RegExp])[] = [
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['text', /'(?:[^']|'')*'/y],
  ['quoted', /"(?:[^"]|"")+"/y],
  ['name', /[\p{L}_][\p{L}\p{N}_]*/uy],
  ['operator', /<>|!=|<=|>=|[-+*/=<>(),.]/y],
];

/** Cuts an expression into tokens, the last of which is `end`; throws `invalid-expression` with the position. */
export function tokensOf(text: string): readonly Token[] {
  if (text.length > longestText)
    throw invalid(`An expression may have ${longestText} characters.`, text, [0, text.length]);
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    tokens.push(token);
    if (tokens.length > mostTokens) throw invalid('The expression is too long.', text, [at, token.end]);
    at = skipSpace(text, token.end);
  }
  return [...tokens, { is: 'end', value: '', start: text.length, end: text.length }];
}

/** An `invalid-expression` about a stretch of the text. */
export function invalid(message: string, text: string, span: readonly [number, number], hint?: string): TrivetError {
  return new TrivetError('invalid-expression', message, { hint, position: positionOf(text, span) });
}

/** Line and column of a stretch of the text. */
export function positionOf(text: string, [start, end]: readonly [number, number]): Position {
  const before = text.slice(0, start);
  const line = before.split('\n').length;
  return { line, column: start - (before.lastIndexOf('\n') + 1) + 1, offset: start, length: end - start };
}

function tokenAt(text: string, start: number): Token {
  for (const [is, pattern] of patterns) {
    pattern.lastIndex = start;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const end = start + found.length;
    if (is === 'text') return { is, value: found.slice(1, -1).replaceAll("''", "'"), start, end };
    if (is === 'quoted') return { is, value: found.slice(1, -1).replaceAll('""', '"'), start, end };
    if (is === 'name' && keywords.has(found.toLowerCase()))
      return { is: 'keyword', value: found.toLowerCase(), start, end };
    return { is, value: found, start, end };
  }
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  if (character === "'" || character === '"') {
    throw invalid(
      `A quotation mark ${character} is not closed.`,
      text,
      [start, text.length],
      'A quotation mark inside a text is written twice.',
    );
  }
  throw invalid(`${character} means nothing here.`, text, [start, start + character.length], strayHint(character));
}

function strayHint(character: string): string | undefined {
  const hints = new Map([
    ['&', 'Write and.'],
    ['|', 'Write or.'],
    ['%', 'There is no remainder operator.'],
    ['!', 'Write not, or != for unequal.'],
    [';', 'An expression is one value, without a semicolon.'],
  ]);
  return hints.get(character);
}

function skipSpace(text: string, at: number): number {
  const space = /\s*/y;
  space.lastIndex = at;
  space.exec(text);
  return space.lastIndex;
}
