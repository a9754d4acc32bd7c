import { didYouMean } from '../../lib/closest.ts';
import { type Position, TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';
import { utf16Offset, wordAt } from '../positions.ts';
import { parserError } from '../sql-error.ts';
import { isNode, locationOf, type Node, textOf } from '../syntax-tree.ts';

/** A statement that is refused, with the place of what it is refused for. */
export function refused(message: string, text: string, node: Node, hint?: string): TrivetError {
  return new TrivetError('sql-refused', message, { hint, position: placeOf(text, node) });
}

export function placeOf(text: string, node: Node): Position | undefined {
  const location = locationOf(node);
  return location === undefined ? undefined : wordAt(text, utf16Offset(text, location, 'bytes'));
}

/** No relation of this name; a file or a schema in its place has a hint of its own. */
export function unknownTable(name: string, known: Iterable<string>, text: string, node: Node): TrivetError {
  if (/[./\\]/.test(name)) {
    const hint = 'Declare the file as a dataset in datasets/, then read it by its name.';
    return refused(`${name} looks like a file; SQL reads datasets and cells only.`, text, node, hint);
  }
  const choices = [...known];
  return new TrivetError('unknown-dataset', `There is no dataset and no cell called ${name}.`, {
    hint: didYouMean(name, choices),
    choices,
    position: placeOf(text, node),
  });
}

const reading: ReadonlySet<string> = new Set(['SELECT', 'FROM', 'WITH', 'VALUES', 'DESCRIBE', 'SUMMARIZE']);

/** What the parser said instead of a tree. */
export function notParsed(ast: Json, text: string): TrivetError {
  const node = isNode(ast) ? ast : {};
  const message = textOf(node['error_message']);
  if (/Only SELECT/.test(message)) {
    const keyword = (/^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(\w+)/.exec(text)?.[1] ?? '').toUpperCase();
    if (reading.has(keyword)) {
      return new TrivetError('sql-refused', 'There is more than one statement, and not all of them are SELECTs.', {
        hint: 'SQL here only reads: put each SELECT into a cell of its own and leave the others out.',
      });
    }
    return new TrivetError('sql-refused', `${keyword === '' ? 'This' : keyword} is not a SELECT.`, {
      hint: statementHints.get(keyword) ?? 'SQL here only reads: write a SELECT, or start with FROM.',
    });
  }
  return parserError(message, textOf(node['position']), text);
}

const statementHints: ReadonlyMap<string, string> = new Map([
  ['PIVOT', "Write it inside FROM: FROM t PIVOT (sum(x) FOR c IN ('a', 'b'))."],
  ['UNPIVOT', 'Write it inside FROM: FROM t UNPIVOT (value FOR name IN (a, b)).'],
  ['CREATE', 'A cell is a table already: name the cell and read it by that name.'],
  ['EXPLAIN', 'The plan of a query is not shown here.'],
]);
