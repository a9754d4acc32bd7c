import type { Word } from './words.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Fields that may stand below a path of keys of a body, from its JSON Schema. */
export function keysAt(schema: unknown, path: readonly string[]): readonly Word[] {
  const properties = record(record(schemaAt(schema, path))?.['properties']);
  return Object.entries(properties ?? {}).map(([name, property]) => ({
    name,
    detail: typeText(property),
    meaning: text(record(property)?.['description']),
  }));
}

/** The closed set of values that may stand at a path; empty where anything may. */
export function valuesAt(schema: unknown, path: readonly string[]): readonly Word[] {
  const values = record(schemaAt(schema, path))?.['enum'];
  return Array.isArray(values) ? values.map((value) => ({ name: String(value), detail: '', meaning: null })) : [];
}

function schemaAt(schema: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  const here = inside(schema);
  if (key === undefined) return here;
  const properties = new Map(Object.entries(record(record(here)?.['properties']) ?? {}));
  return properties.has(key) ? schemaAt(properties.get(key), rest) : undefined;
}

/** Of a list its members; of several possibilities the one with fields or values. */
function inside(schema: unknown): unknown {
  const found = record(schema);
  if (found === null) return undefined;
  if (found['items'] !== undefined) return inside(found['items']);
  const choices = found['anyOf'];
  if (!Array.isArray(choices)) return found;
  const read = choices.map(inside).map(record);
  return read.find((choice) => choice?.['properties'] !== undefined || choice?.['enum'] !== undefined) ?? found;
}

function typeText(schema: unknown): string {
  const found = record(inside(schema));
  const isClosed = Array.isArray(found?.['enum']);
  return isClosed ? 'one of a few' : (text(found?.['type']) ?? '');
}

function record(value: unknown): Schema | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
