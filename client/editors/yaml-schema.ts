import type { Word } from './words.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * The schema of a body that is one of several, told apart by the constant value of a key: with the fields of the one that the text
 * names, and with all the names as the values of that key.
 */
export function chosenSchema(schema: unknown, body: string): unknown {
  const base = record(schema);
  const branches = base?.['oneOf'];
  if (base === null || !Array.isArray(branches)) return schema;
  const fields = branches.map((branch: unknown) => record(record(branch)?.['properties']) ?? {});
  const [key] = Object.entries(fields[0] ?? {}).find(([, field]) => record(field)?.['const'] !== undefined) ?? [];
  if (key === undefined) return schema;
  const named = new RegExp(`(?:^|[{,])[ \\t]*${key}[ \\t]*:[ \\t]*["']?([\\w.-]+)`, 'm').exec(body)?.[1];
  const chosen = fields.find((each) => record(each[key])?.['const'] === named);
  const names = { ...record(record(base['properties'])?.[key]), oneOf: fields.map((each) => each[key]) };
  return { ...base, properties: { ...record(base['properties']), ...chosen, [key]: names } };
}

/** The value that stands at a path unless another is written; null where none is declared. */
export function defaultAt(schema: unknown, path: readonly string[]): string | null {
  return text(record(schemaAt(schema, path))?.['default']);
}

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
  const found = record(schemaAt(schema, path));
  const named: unknown = found?.['oneOf'];
  if (Array.isArray(named))
    return named.map(record).flatMap((one) => {
      const name = text(one?.['const']);
      return name === null ? [] : [{ name, detail: text(one?.['description']) ?? '', meaning: null }];
    });
  const values: unknown = found?.['type'] === 'boolean' ? [true, false] : found?.['enum'];
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
  const type = isClosed ? 'one of a few' : (text(found?.['type']) ?? '');
  const standard = record(schema)?.['default'];
  const isPlain = typeof standard === 'string' || typeof standard === 'number' || typeof standard === 'boolean';
  return isPlain ? `${type}, ${String(standard)} unless given` : type;
}

function record(value: unknown): Schema | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
