import type { Key } from './json-schema.ts';

/** Looks a key up; throws for a key without a meaning, and for a meaning without a key, so that neither can be forgotten. */
export function meaningIn(
  what: string,
  meanings: ReadonlyMap<string, string>,
  keys: readonly Key[],
): (key: Key) => string {
  const known = new Set(keys.map(({ path }) => path));
  const stray = [...meanings.keys()].find((path) => !known.has(path));
  if (stray !== undefined) throw new Error(`${what} has no key ${stray} any more: take its meaning out.`);
  return ({ path }) => {
    const meaning = meanings.get(path);
    if (meaning === undefined) throw new Error(`Say what ${path} means in ${what}.`);
    return meaning;
  };
}
