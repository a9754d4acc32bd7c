import { TrivetError } from '../../lib/errors.ts';

/** Throws the first of several refusals; it carries the others, so that a caller meets all of them at once. */
export function refuse(refusals: readonly TrivetError[]): void {
  const [first, ...others] = refusals;
  if (first === undefined) return;
  if (others.length === 0) throw first;
  throw new TrivetError(first.code, first.message, {
    hint: first.hint,
    choices: first.choices,
    position: first.position,
    refusals: others,
    cause: first.cause,
  });
}

/** `metrics[0].filter` from a path of keys and indexes. */
export function keyPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

/** An `invalid-query` that says where. */
export function invalidQuery(path: readonly PropertyKey[], complaint: string, hint?: string): TrivetError {
  const where = keyPath(path);
  return new TrivetError('invalid-query', where === '' ? complaint : `${where}: ${complaint}`, { hint });
}
