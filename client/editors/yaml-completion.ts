import { type Offer, type Option, option } from './sql-completion.ts';
import type { Word, Words } from './words.ts';
import { placeIn } from './yaml-place.ts';
import { chosenSchema, defaultAt, keysAt, valuesAt } from './yaml-schema.ts';

/** Which names are written as values of a key of a query, metric or chart cell. */
const values: ReadonlyMap<string, (words: Words) => readonly Word[]> = new Map([
  ['metrics', (words: Words) => words.metrics],
  ['metric', (words: Words) => words.metrics],
  ['name', (words: Words) => words.metrics],
  ['groupBy', (words: Words) => words.dimensions],
  ['dimension', (words: Words) => words.dimensions],
  ['excludeFromGrain', (words: Words) => words.dimensions],
  ['rollup', (words: Words) => words.dimensions.filter(({ grains }) => grains.length > 0)],
  ['by', (words: Words) => [...words.dimensions, ...words.metrics]],
  ['orderBy', (words: Words) => [...words.metrics, ...words.dimensions]],
  ['param', (words: Words) => words.params],
  ['field', (words: Words) => words.fields],
  ['compare', () => spans],
  ['offset', () => spans],
  ['rolling', () => spans],
  ['totals', () => [{ name: 'GRAND', detail: 'the total of all', meaning: null }]],
]);

const spans: readonly Word[] = (
  [
    ['P1M', 'a month'],
    ['P3M', 'three months'],
    ['P1Y', 'a year'],
    ['P1W', 'a week'],
    ['P28D', 'four weeks of days'],
  ] as const
).map(([name, detail]) => ({ name, detail, meaning: null }));

const operators: readonly Word[] = (
  [
    ['_eq', 'is'],
    ['_neq', 'is not'],
    ['_in', 'is one of'],
    ['_nin', 'is none of'],
    ['_gt', 'is more than'],
    ['_gte', 'is at least'],
    ['_lt', 'is less than'],
    ['_lte', 'is at most'],
    ['_contains', 'has in it'],
    ['_startsWith', 'begins with'],
    ['_isNull', 'has no value'],
  ] as const
).map(([name, detail]) => ({ name, detail, meaning: null }));

const filters: ReadonlySet<string> = new Set(['where', 'filter']);

/** Names for the place before `position` of a YAML body; null where nothing can be said. */
export function offerYaml(text: string, position: number, words: Words, isAsked: boolean): Offer | null {
  const before = text.slice(0, position);
  const param = /\$(\w*)$/.exec(before);
  if (param)
    return { from: position - (param[1]?.length ?? 0), options: words.params.map((word) => option(word, 'constant')) };
  const word = /(?:[\w.][\w.-]*)?$/.exec(before)?.[0] ?? '';
  if (word === '' && !isAsked && !/[[,{:-]\s$/.test(before)) return null;
  const from = position - word.length;
  const { path, at } = placeIn(before.slice(0, from));
  const schema = chosenSchema(words.schema, text);
  const options =
    at === 'key' ? keyOptions(path, { ...words, schema }) : valueOptions(path, { ...words, schema }, text);
  return options.length > 0 ? { from, options } : null;
}

function keyOptions(path: readonly string[], words: Words): readonly Option[] {
  const filter = path.findIndex((key) => filters.has(key));
  const inFilter = filter === -1 ? null : path.slice(filter + 1).filter((key) => !/^_(and|or|not)$/.test(key));
  const found =
    inFilter !== null
      ? inFilter.length === 0
        ? words.dimensions
        : operators
      : path[0] === 'having'
        ? path.length === 1
          ? words.metrics
          : operators
        : keysAt(words.schema, path);
  return found.map((key) => ({ ...option(key, 'property'), apply: `${key.name}: ` }));
}

function valueOptions(path: readonly string[], words: Words, text: string): readonly Option[] {
  const last = path.at(-1) ?? '';
  if (path[0] === 'datasets') return bindingOptions(path, words, text);
  const closed = valuesAt(words.schema, path);
  if (closed.length > 0) return closed.map((word) => option(word, 'enum'));
  const isFiltered = path.slice(0, -1).some((key) => filters.has(key));
  const filtered = isFiltered ? words.dimensions.find(({ name }) => path.includes(name)) : undefined;
  if (filtered)
    return filtered.values.map((name) => option({ name, detail: filtered.name, meaning: null }, 'constant'));
  const names = values.get(last)?.(words) ?? [];
  return names.map((word) => option(word, 'variable'));
}

/** Who plays a role of an analysis: datasets and cells; and which of their columns play the columns of the role. */
function bindingOptions(path: readonly string[], words: Words, text: string): readonly Option[] {
  const [, role = '', part] = path;
  if (part === undefined || part === 'dataset') return words.relations.map((relation) => option(relation, 'class'));
  const bound = boundTo(role, text) ?? defaultAt(words.schema, ['datasets', role, 'dataset']);
  const relation = words.relations.find(({ name }) => name.toLowerCase() === bound?.toLowerCase());
  return (relation?.columns ?? []).map((column) => option(column, 'property'));
}

/** The dataset or cell that a body binds to a role, as `role: name` or as its `dataset`; null where it names none. */
function boundTo(role: string, text: string): string | null {
  for (const match of text.matchAll(/([A-Za-z_]\w*)[ \t]*:[ \t]+["']?([A-Za-z_]\w*)/g)) {
    const [whole, key = '', value = ''] = match;
    if (key !== role && key !== 'dataset') continue;
    const { path } = placeIn(text.slice(0, match.index + whole.length - value.length));
    const wanted = key === 'dataset' ? ['datasets', role, 'dataset'] : ['datasets', role];
    if (path.join(' ') === wanted.join(' ')) return value;
  }
  return null;
}
