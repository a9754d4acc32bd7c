import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';

type Found = { readonly is: 'value'; readonly value: unknown } | { readonly is: 'dropped' };

/** Lists of which every member stands for itself; of any other list a dropped member takes the whole with it. */
const listsOfParts = new Set([
  'metrics',
  'groupBy',
  'totals',
  'orderBy',
  'having',
  'where',
  '_and',
  '_or',
  'by',
  'path',
]);

/**
 * Puts the values of parameters in the place of `$name` scalars, anywhere in a query. A null value drops what it stands
 * in: the condition, the range, the member of a list. `$$` begins a text that really starts with a dollar sign.
 * Throws `unknown-parameter`.
 */
export function substituteParameters(input: unknown, parameters: ReadonlyMap<string, Json>): unknown {
  const found = substituted(input, null, parameters);
  return found.is === 'value' ? found.value : undefined;
}

function substituted(input: unknown, key: string | null, parameters: ReadonlyMap<string, Json>): Found {
  if (typeof input === 'string') return scalar(input, parameters);
  if (Array.isArray(input)) return list(input, key, parameters);
  if (input === null || typeof input !== 'object') return { is: 'value', value: input };
  const members: [string, unknown][] = [];
  for (const [name, member] of Object.entries(input)) {
    const found = substituted(member, name, parameters);
    if (found.is === 'value') members.push([name, found.value]);
  }
  return { is: 'value', value: Object.fromEntries(members) };
}

function list(input: readonly unknown[], key: string | null, parameters: ReadonlyMap<string, Json>): Found {
  const found = input.map((member) => substituted(member, null, parameters));
  const kept = found.flatMap((member) => (member.is === 'value' ? [member.value] : []));
  const isWhole = key === null || !listsOfParts.has(key);
  return kept.length < found.length && isWhole ? { is: 'dropped' } : { is: 'value', value: kept };
}

function scalar(text: string, parameters: ReadonlyMap<string, Json>): Found {
  if (text.startsWith('$$')) return { is: 'value', value: text.slice(1) };
  const name = /^\$([A-Za-z_][A-Za-z0-9_]*)$/.exec(text)?.[1];
  if (name === undefined) return { is: 'value', value: text };
  const value = parameters.get(name);
  if (value === undefined) {
    throw new TrivetError('unknown-parameter', `No parameter is called ${name}.`, {
      hint: didYouMean(name, parameters.keys()) ?? 'For a text that begins with a dollar sign write $$.',
      choices: [...parameters.keys()],
    });
  }
  return value === null ? { is: 'dropped' } : { is: 'value', value };
}
