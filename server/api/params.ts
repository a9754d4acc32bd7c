import { TrivetError } from '../lib/errors.ts';
import type { GivenParameters } from '../notebook/view.ts';

/** Values of parameters from the wire: an object, or nothing. */
export function paramsOf(params: unknown): GivenParameters {
  if (params === null || params === undefined) return {};
  if (typeof params === 'object' && !Array.isArray(params)) return { ...params };
  throw new TrivetError('invalid-parameter', 'params is an object of name and value.', {
    hint: 'For example { "region": "North" }.',
  });
}

/** Values of parameters as an address would say them; throws `invalid-parameter` unless they stand under names. */
export function parameterTexts(given: unknown): Readonly<Record<string, string>> {
  if (given === null || given === undefined) return {};
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw new TrivetError('invalid-parameter', 'Parameters are written by name.', {
      hint: 'For example { region: "North" }.',
    });
  }
  const texts = Object.entries(given).map(([name, value]: [string, unknown]) => {
    if (value === null) return [name, ''];
    if (typeof value === 'object') {
      throw new TrivetError('invalid-parameter', `${name} is one value, not a list or an object.`);
    }
    return [name, String(value)];
  });
  // Object.fromEntries takes any name as a member of its own.
  return Object.fromEntries(texts) as Record<string, string>;
}
