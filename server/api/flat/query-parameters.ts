import { TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';
import type { QueryParameter, SavedQuery } from '../../model/model.ts';
import { daysOf } from '../../engine/calendar.ts';
import { givenIn, type QueryPart } from './options.ts';

/**
 * Values of a saved query's parameters from the query part of an address, typed as declared. An absent one has its default;
 * an empty one drops the conditions it stands in. Throws `invalid-parameter`, with every other one in `refusals`.
 */
export function queryParameters(saved: SavedQuery, given: QueryPart): ReadonlyMap<string, Json> {
  const refusals: TrivetError[] = [];
  const values = [...saved.parameters.values()].map((parameter): readonly [string, Json] => {
    const text = givenIn(given, parameter.name);
    if (text === undefined) return [parameter.name, parameter.default];
    const value = typeof text === 'string' ? valueOf(parameter, text) : undefined;
    if (value !== undefined) return [parameter.name, value];
    refusals.push(invalid(parameter, text));
    return [parameter.name, null];
  });
  const [first, ...others] = refusals;
  if (first === undefined) return new Map(values);
  throw new TrivetError(first.code, first.message, { hint: first.hint, refusals: others });
}

function valueOf({ type }: QueryParameter, text: string): Json | undefined {
  if (text === '') return null;
  if (type === 'string') return text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (type === 'date') return daysOf(text) === null ? undefined : text;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

const examples = {
  string: 'a text',
  number: 'a number such as 12.5',
  boolean: 'true or false',
  date: 'a day such as 2024-01-31',
};

function invalid({ name, type }: QueryParameter, given: unknown): TrivetError {
  if (Array.isArray(given)) {
    return new TrivetError('invalid-parameter', `${name} is given ${given.length} times.`, { hint: 'Give it once.' });
  }
  return new TrivetError('invalid-parameter', `${name} is ${examples[type]}, not ${String(given)}.`, {
    hint: 'Leave it empty to drop the condition.',
  });
}
