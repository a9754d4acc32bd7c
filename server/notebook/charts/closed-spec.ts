import { TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';

export type JsonObject = { readonly [key: string]: Json | undefined };

const refused = new Map([
  ['data', 'A chart draws the cell that its data attribute names, no data of its own.'],
  ['datasets', 'A chart draws the cell that its data attribute names, no data of its own.'],
  ['url', 'A chart reads no file and no address.'],
  ['href', 'A chart leads nowhere: links belong in the text around it.'],
]);

/** The specification without `data`, which is ours; it reads and leads nowhere else. Throws `invalid-cell`. */
export function closedSpec(spec: Json): JsonObject {
  if (!isObject(spec)) {
    throw new TrivetError('invalid-cell', 'A chart is a mapping with a mark and an encoding.', {
      hint: 'Begin with "mark: bar" and an "encoding:" of x and y.',
    });
  }
  const { data, ...rest } = spec;
  const isOurs = data === undefined || (isObject(data) && data['name'] === 'source' && Object.keys(data).length === 1);
  if (!isOurs) throw refusal('data');
  checkInside(rest);
  return rest;
}

function checkInside(value: Json | undefined): void {
  if (isList(value)) for (const member of value) checkInside(member);
  if (!isObject(value)) return;
  const { mark } = value;
  if (mark === 'image' || (isObject(mark) && mark['type'] === 'image')) {
    throw new TrivetError('invalid-cell', 'A chart shows no images.', { hint: 'Use another mark, such as point.' });
  }
  for (const [key, member] of Object.entries(value)) {
    if (key === 'usermeta') continue;
    if (refused.has(key)) throw refusal(key);
    checkInside(member);
  }
}

function refusal(key: string): TrivetError {
  return new TrivetError('invalid-cell', `A chart cannot have "${key}".`, { hint: refused.get(key) });
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Array.isArray does not narrow readonly arrays.
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
