import type { Json } from '../lib/json.ts';

/** A node of DuckDB's syntax tree as `json_serialize_sql` writes it. */
export type Node = { readonly [key: string]: Json | undefined };

export function isNode(json: Json | undefined): json is Node {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** The members of an array, else nothing. */
export function listOf(json: Json | undefined): readonly Json[] {
  // Array.isArray does not narrow readonly arrays.
  return Array.isArray(json) ? (json as readonly Json[]) : [];
}

export function nodesOf(json: Json | undefined): readonly Node[] {
  return listOf(json).filter(isNode);
}

export function textOf(json: Json | undefined): string {
  return typeof json === 'string' ? json : '';
}

/** Byte offset of a node in the text, where the parser kept it. */
export function locationOf(node: Node): number | undefined {
  const location = node['query_location'];
  return typeof location === 'number' ? location : undefined;
}

/** The value of a literal; undefined for everything that is none. */
export function literalOf(json: Json | undefined): string | number | undefined {
  if (!isNode(json) || json['class'] !== 'CONSTANT' || !isNode(json['value'])) return undefined;
  const { value, type } = json['value'];
  const id = isNode(type) ? textOf(type['id']) : '';
  // Decimals hold their digits without the point.
  if (typeof value === 'number') return /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(id) ? value : undefined;
  return typeof value === 'string' ? value : undefined;
}
