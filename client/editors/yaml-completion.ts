import { type Offer, option } from './sql-completion.ts';
import type { Word, Words } from './words.ts';

/** Which names belong under a key of a query, metric or chart cell. */
const meanings: ReadonlyMap<string, (words: Words) => readonly Word[]> = new Map([
  ['metrics', (words: Words) => words.metrics],
  ['metric', (words: Words) => words.metrics],
  ['name', (words: Words) => words.metrics],
  ['having', (words: Words) => words.metrics],
  ['groupBy', (words: Words) => words.dimensions],
  ['dimension', (words: Words) => words.dimensions],
  ['where', (words: Words) => words.dimensions],
  ['by', (words: Words) => [...words.dimensions, ...words.metrics]],
  ['orderBy', (words: Words) => [...words.metrics, ...words.dimensions]],
  ['param', (words: Words) => words.params],
  ['field', (words: Words) => words.fields],
]);

/** Names for the place before `position` of a YAML body; null where nothing can be said. */
export function offerYaml(text: string, position: number, words: Words, isAsked: boolean): Offer | null {
  const before = text.slice(0, position);
  const param = /\$(\w*)$/.exec(before);
  if (param)
    return { from: position - (param[1]?.length ?? 0), options: words.params.map((word) => option(word, 'constant')) };
  const word = /[\w.]*$/.exec(before)?.[0] ?? '';
  if (word === '' && !isAsked && !/[[,{:-]\s$/.test(before)) return null;
  const from = position - word.length;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (/^[\w.]*$/.test(line))
    return { from, options: words.keys.map((key) => ({ ...option(key, 'property'), apply: `${key.name}: ` })) };
  const names = keysAbove(before)
    .map((key) => meanings.get(key))
    .find((found) => found !== undefined);
  return names ? { from, options: names(words).map((each) => option(each, 'variable')) } : null;
}

/** Keys that the place stands under, the nearest first: on its own line from the right, then by indentation. */
function keysAbove(before: string): readonly string[] {
  const lines = before.split('\n');
  const current = lines.pop() ?? '';
  const own = [...current.matchAll(/([A-Za-z_]\w*):/g)].map((match) => match[1] ?? '').reverse();
  const above: string[] = [];
  let indent = /^\s*/.exec(current)?.[0].length ?? 0;
  if (/^\s*-/.test(current)) indent += 1;
  for (const line of lines.reverse()) {
    const found = /^(\s*)(?:- )?([A-Za-z_]\w*):/.exec(line);
    const depth = found?.[1]?.length ?? 0;
    if (found && depth < indent) {
      above.push(found[2] ?? '');
      indent = depth;
    }
  }
  return [...own, ...above];
}
