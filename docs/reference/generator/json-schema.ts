import { z } from 'zod';
import { code } from './markdown.ts';

/** The part of JSON Schema that zod writes for what people write in YAML. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
}

/** One key as a person may write it. */
export interface Key {
  /** `time.default`, or the name of a key whose members have a section of their own. */
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** The key it stands in, where that may be left out as a whole. */
  readonly within: string | null;
  /** The default as it would be written; null where there is none. */
  readonly standard: string | null;
  readonly description: string | null;
}

/** The keys that stand in one place: at the top (`''`), or in each member of a map or list (`columns.<name>`). */
export interface KeySection {
  readonly path: string;
  readonly keys: readonly Key[];
}

/** The JSON Schema of what a person writes for a zod schema, before defaults are filled. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema; // zod types a wider dialect
}

/** All keys of an object; maps and lists of objects become sections of their own, below it. */
export function sectionsOf(schema: JsonSchema, path = ''): readonly KeySection[] {
  const further: KeySection[] = [];
  const keys = keysOf(schema, { prefix: '', within: null }, (member, at) => {
    const [inner, suffix] = membersOf(member);
    if (inner !== null) further.push(...sectionsOf(inner, `${path === '' ? '' : `${path}.`}${at}${suffix}`));
  });
  return [{ path, keys }, ...further];
}

function keysOf(
  schema: JsonSchema,
  { prefix, within }: { readonly prefix: string; readonly within: string | null },
  onMembers: (member: JsonSchema, path: string) => void,
): readonly Key[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]): readonly Key[] => {
    const path = prefix + name;
    const isRequired = schema.required?.includes(name) === true;
    onMembers(member, path);
    if (hasKeys(member)) return keysOf(member, { prefix: `${path}.`, within: isRequired ? within : path }, onMembers);
    return [
      {
        path,
        type: typeText(member),
        isRequired,
        within,
        standard: standardOf(member),
        description: member.description ?? null,
      },
    ];
  });
}

function standardOf({ default: standard }: JsonSchema): string | null {
  if (standard === undefined) return null;
  return typeof standard === 'string' ? standard : JSON.stringify(standard);
}

function membersOf({ additionalProperties, items }: JsonSchema): readonly [JsonSchema | null, string] {
  if (typeof additionalProperties === 'object' && hasKeys(additionalProperties))
    return [additionalProperties, '.<name>'];
  return items !== undefined && hasKeys(items) ? [items, '[]'] : [null, ''];
}

function hasKeys(schema: JsonSchema): boolean {
  return Object.keys(schema.properties ?? {}).length > 0;
}

/** What may stand there, in words. */
function typeText(schema: JsonSchema): string {
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.enum !== undefined) return schema.enum.map((value) => code(String(value))).join(', ');
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(typeText))].join(' or ');
  const types = schema.type === undefined ? [] : [schema.type].flat();
  return types.length === 0 ? 'anything' : types.map((type) => typeWords(type, schema)).join(' or ');
}

function typeWords(type: string, schema: JsonSchema): string {
  if (type === 'string') return textWords(schema);
  if (type === 'number' || type === 'integer') return numberWords(type, schema);
  if (type === 'boolean') return '`true`, `false`';
  if (type === 'null') return '`null`';
  if (type === 'array') return listWords(schema);
  const member = schema.additionalProperties;
  if (typeof member !== 'object' || Object.keys(member).length === 0) return 'map';
  return hasKeys(member) ? 'map, see below' : `map of names to: ${typeText(member)}`;
}

function textWords({ pattern, maxLength }: JsonSchema): string {
  if (pattern?.startsWith('^P') === true) return 'duration such as `P1D`';
  if (pattern?.includes('\\d{4}') === true) return 'day such as `2024-01-31`';
  return maxLength === 1 ? 'one character' : 'text';
}

function numberWords(type: 'number' | 'integer', schema: JsonSchema): string {
  const name = type === 'integer' ? 'whole number' : 'number';
  const { minimum, exclusiveMinimum, maximum = Number.MAX_SAFE_INTEGER } = schema;
  const above = exclusiveMinimum === undefined ? '' : ` above ${exclusiveMinimum}`;
  if (maximum >= Number.MAX_SAFE_INTEGER) return `${name}${minimum === undefined ? above : `, at least ${minimum}`}`;
  return `${name}${above}, ${minimum === undefined ? 'at most' : `${minimum} to`} ${maximum}`;
}

function listWords({ items, prefixItems, minItems, maxItems }: JsonSchema): string {
  if (prefixItems !== undefined) return `list of ${prefixItems.map(typeText).join(', ')}`;
  if (items === undefined || Object.keys(items).length === 0) return 'list';
  if (hasKeys(items)) return 'list, see below';
  const count = minItems !== undefined && minItems === maxItems ? ` (${minItems})` : '';
  return `list of: ${typeText(items)}${count}`;
}
