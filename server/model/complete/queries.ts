/** saved queries as written → metric queries apart from their labels and parameters */
import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Item } from '../items.ts';
import type { Dimension, QueryParameter, SavedQuery } from '../model.ts';
import { labelOf } from '../names.ts';
import { type ParameterSpec, savedQuerySpec } from '../spec/file-spec.ts';
import { attempt, below, finding, type Place, type Report } from '../yaml/place.ts';
import { parseSpec } from '../yaml/parse-spec.ts';

interface QueriesContext {
  readonly dimensions: ReadonlyMap<string, Pick<Dimension, 'type'>>;
  readonly report: Report;
}

/** The saved queries; one with a problem in its parameters is reported and left out. */
export function completeQueries(
  items: ReadonlyMap<string, Item>,
  context: QueriesContext,
): ReadonlyMap<string, SavedQuery> {
  return new Map(
    [...items.values()].flatMap((item): [string, SavedQuery][] => {
      const query = completeQuery(item, context);
      return query === null ? [] : [[item.name, query]];
    }),
  );
}

function completeQuery({ name, value, place }: Item, { dimensions, report: tell }: QueriesContext): SavedQuery | null {
  let isBroken = false;
  const report: Report = (found) => {
    isBroken ||= found.severity === 'error';
    tell(found);
  };
  const spec = parseSpec(savedQuerySpec, value, { place, report, code: 'invalid-model' });
  if (spec === null) return null;
  const { label, description, parameters: written = {}, ...query } = spec;
  const at = below(place, 'parameters');
  const parameters = Object.entries(written).flatMap(([key, parameter]): [string, QueryParameter][] => {
    const made = attempt(below(at, key), report, () => completeParameter(key, parameter, dimensions));
    return made === null ? [] : [[key, made]];
  });
  checkUses(query, new Set(Object.keys(written)), { place, report });
  if (isBroken) return null;
  return {
    name,
    label: label ?? labelOf(name),
    description: description ?? null,
    file: place.source.file,
    line: place.source.keyAt(place.path).line,
    query,
    parameters: new Map(parameters),
  };
}

function completeParameter(
  name: string,
  { type, dimension, default: fallback = null }: ParameterSpec,
  dimensions: QueriesContext['dimensions'],
): QueryParameter {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new TrivetError('invalid-model', `${name} cannot be the name of a parameter.`, {
      hint: 'It has letters, digits and _ only, so that $name can stand in the query.',
    });
  }
  const wanted = dimension === undefined ? (type ?? 'string') : typeOfDimension(dimension, dimensions);
  if (fallback !== null && !isOf(wanted, fallback)) {
    throw new TrivetError('invalid-parameter', `${name} is ${articles[wanted]}, and its default ${fallback} is none.`, {
      hint: 'Correct the default, or leave it out: then nothing is filtered unless the parameter is given.',
    });
  }
  return { name, type: wanted, default: fallback };
}

const articles: { readonly [Type in QueryParameter['type']]: string } = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  date: 'a day',
};

function typeOfDimension(name: string, dimensions: QueriesContext['dimensions']): QueryParameter['type'] {
  const found = dimensions.get(name) ?? dimensions.get(name.replace('__', '.'));
  if (found === undefined) {
    throw new TrivetError('unknown-dimension', `No dimension is called ${name}.`, {
      hint: didYouMean(name, dimensions.keys()),
    });
  }
  if (found.type === 'number' || found.type === 'boolean') return found.type;
  return found.type === 'calendar' || found.type === 'date' || found.type === 'timestamp' ? 'date' : 'string';
}

function isOf(type: QueryParameter['type'], value: string | number | boolean): boolean {
  if (type !== 'date') return typeof value === type;
  return typeof value === 'string' && isDay(value);
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Every `$name` is declared, and every declared one is used. */
function checkUses(
  query: Readonly<Record<string, unknown>>,
  declared: ReadonlySet<string>,
  { place, report }: { readonly place: Place; readonly report: Report },
): void {
  const used = namesIn(query, []);
  for (const { name, path } of used) {
    if (declared.has(name)) continue;
    const hint = didYouMean(name, declared) ?? `Declare it: parameters: { ${name}: { type: string } }.`;
    report(finding(below(place, ...path), 'unknown-parameter', `No parameter is called ${name}.`, { hint }));
  }
  for (const name of declared) {
    if (used.some((use) => use.name === name)) continue;
    const message = `The query uses its parameter ${name} nowhere.`;
    const hint = `Write $${name} where its value belongs, or leave it out.`;
    report(finding(below(place, 'parameters', name), 'unknown-parameter', message, { hint, severity: 'warning' }));
  }
}

interface Use {
  readonly name: string;
  readonly path: readonly (string | number)[];
}

function namesIn(value: unknown, path: readonly (string | number)[]): readonly Use[] {
  if (typeof value === 'string') {
    const name = /^\$([A-Za-z_][A-Za-z0-9_]*)$/.exec(value)?.[1];
    return name === undefined ? [] : [{ name, path }];
  }
  if (Array.isArray(value)) return value.flatMap((member, index) => namesIn(member, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => namesIn(member, [...path, key]));
}
