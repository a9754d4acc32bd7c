import { TrivetError } from '../lib/errors.ts';

const pattern = /^[a-z][a-z0-9_]*$/;
const reserved: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** Throws `reserved-name` or `invalid-model` unless the text can name a dataset, dimension, measure, metric, join or purpose. */
export function checkName(what: string, name: string): void {
  if (reserved.has(name)) {
    throw new TrivetError('reserved-name', `A ${what} cannot be called ${name}.`, { hint: 'Choose another name.' });
  }
  if (pattern.test(name)) return;
  const suggestion = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '');
  throw new TrivetError('invalid-model', `${name} cannot be the name of a ${what}.`, {
    hint: `Names are lower-case letters, digits and _${suggestion === '' ? '' : `, such as ${suggestion}`}.`,
  });
}

/** `an integer`, `a string`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** `ticket_cost` → `Ticket cost`. */
export function labelOf(name: string): string {
  const words = name.replaceAll(/[_\s]+/g, ' ').trim();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}
