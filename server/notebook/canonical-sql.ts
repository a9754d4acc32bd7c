import type { Engine } from '../engine/engine.ts';
import type { Json } from '../lib/json.ts';

/** The syntax tree of a SELECT without positions: formatting and comments change nothing. */
export async function canonicalSql(engine: Engine, text: string): Promise<Json> {
  return withoutPositions(await engine.serialize(text));
}

function withoutPositions(tree: Json): Json {
  if (tree === null || typeof tree !== 'object') return tree;
  if (isList(tree)) return tree.map(withoutPositions);
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, member]) =>
      key === 'query_location' || member === undefined ? [] : [[key, withoutPositions(member)]],
    ),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
