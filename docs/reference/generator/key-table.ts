import type { Key } from './json-schema.ts';
import { code, table } from './markdown.ts';

/** The keys of one place; `meaningOf` says what a key means and throws where nobody does. */
export function keyTable(keys: readonly Key[], meaningOf: (key: Key) => string): string {
  const rows = keys.map((key) => [code(key.path), key.type, presence(key), meaningOf(key)]);
  return table(['key', 'what may stand there', 'if it is left out', 'meaning'], rows);
}

function presence({ isRequired, within, standard }: Key): string {
  if (isRequired) return within === null ? '**needed**' : `needed in ${code(within)}`;
  return standard === null ? '' : code(standard);
}
