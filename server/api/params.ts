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
