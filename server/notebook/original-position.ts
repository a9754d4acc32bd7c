import type { Position } from '../lib/errors.ts';

/**
 * A place in a spliced statement as a place in the text that a person wrote; undefined where there is none (inside of what
 * a relation stands for). `relations` is the SQL that names were replaced by.
 */
export function originalPosition(
  text: string,
  spliced: string,
  relations: readonly string[],
  offset: number,
): Position | undefined {
  const standIns = relations.toSorted((a, b) => b.length - a.length);
  let [at, original] = [0, 0];
  while (at < offset) {
    const standIn = standIns.find((sql) => spliced.startsWith(sql, at));
    const name =
      standIn === undefined ? null : /^(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}\p{N}_$]+)/u.exec(text.slice(original));
    if (standIn === undefined || name === null) {
      if (spliced[at] !== text[original]) return undefined;
      [at, original] = [at + 1, original + 1];
      continue;
    }
    const alias = /^ AS "(?:[^"]|"")*"/.exec(spliced.slice(at + standIn.length))?.[0] ?? '';
    const isWritten = text.startsWith(alias, original + name[0].length);
    [at, original] = [at + standIn.length + (isWritten ? 0 : alias.length), original + name[0].length];
  }
  const before = text.slice(0, original).split('\n');
  const word = /^(?:"(?:[^"]|"")*"|[\p{L}\p{N}_$]+)/u.exec(text.slice(original))?.[0].length ?? 1;
  return at > offset
    ? undefined
    : { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, offset: original, length: word };
}
