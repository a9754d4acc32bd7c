import { TrivetError } from '../lib/errors.ts';
import { canonicalJson, type Json } from '../lib/json.ts';
import { id } from '../sql/sql.ts';
import type { TablePlace } from './gate/gate.ts';
import { refused } from './gate/gate-errors.ts';
import { isNode, listOf, locationOf, type Node, nodesOf } from './syntax-tree.ts';

/** Puts the SQL that each relation stands for in its place, from the last to the first. */
export function spliceTables(text: string, tables: readonly TablePlace[], sqlOf: (name: string) => string): string {
  let spliced = Buffer.from(text, 'utf8');
  for (const place of tables.toSorted((a, b) => b.offset - a.offset)) {
    const written = writtenName(spliced, place, text);
    const before = spliced.subarray(0, place.offset);
    const after = spliced.subarray(place.offset + written);
    spliced = Buffer.concat([before, Buffer.from(replacement(place, sqlOf(place.name)), 'utf8'), after]);
  }
  return spliced.toString('utf8');
}

/** The SQL of a relation as it stands in the text: under the name by which the rest of the text knows it. */
function replacement(place: TablePlace, sql: string): string {
  if (place.described) return `FROM ${sql}`;
  return place.alias === null ? `${sql} AS ${quoted(writtenTable(place))}` : sql;
}

/** Bytes of the name at its place; refuses where something else stands there. */
function writtenName(text: Buffer, place: TablePlace, original: string): number {
  const rest = text.subarray(place.offset).toString('utf8');
  const [token = ''] = /^(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}\p{N}_$]+)/u.exec(rest) ?? [];
  const name = /^["']/.test(token) ? token.slice(1, -1).replaceAll(`${token[0]}${token[0]}`, token[0] ?? '') : token;
  if (name.toLowerCase() !== writtenTable(place).toLowerCase()) {
    const hint = 'Replace unusual spaces by plain ones.';
    throw refused(`${place.name} is not found where the parser says it stands.`, original, place.node, hint);
  }
  return Buffer.byteLength(token);
}

/**
 * Makes sure that splicing changed nothing but the tables: the new text must parse to the old tree with each table replaced by
 * what its relation stands for. `standIns` are trees of `FROM <sql>` by relation.
 */
export function checkSplice(
  before: Json,
  after: Json,
  tables: readonly TablePlace[],
  standIns: ReadonlyMap<string, Node>,
): void {
  const byOffset = new Map(tables.map((place) => [place.offset, place]));
  const expected = withStandIns(before, byOffset, standIns);
  if (canonicalJson(expected) === canonicalJson(withStandIns(after, new Map(), standIns))) return;
  throw new TrivetError('sql-refused', 'The statement cannot be read in a way that is sure to mean the same.', {
    hint: 'Write it more plainly: FROM and the name, with AS and an alias where it needs one.',
  });
}

/** The `from_table` of the tree of `FROM <sql>`. */
export function fromTable(ast: Json): Node {
  const [statement] = isNode(ast) ? nodesOf(ast['statements']) : [];
  const from = statement === undefined || !isNode(statement['node']) ? undefined : statement['node']['from_table'];
  if (!isNode(from)) throw new Error('What a relation stands for is not SQL that can stand in FROM.');
  return from;
}

// Without positions, which are bound to differ.
function withStandIns(json: Json, places: ReadonlyMap<number, TablePlace>, standIns: ReadonlyMap<string, Node>): Json {
  if (Array.isArray(json)) return listOf(json).map((item) => withStandIns(item, places, standIns));
  if (!isNode(json)) return json;
  const location = json['type'] === 'BASE_TABLE' ? locationOf(json) : undefined;
  const place = location === undefined ? undefined : places.get(location);
  if (place !== undefined) return standIn(place, standIns.get(place.name) ?? {});
  const members = Object.entries(json)
    .filter(([key]) => key !== 'query_location')
    .map(([key, member]) => [key, member === undefined ? undefined : withStandIns(member, places, standIns)] as const);
  return Object.fromEntries(
    members.map(([key, member]) => [key, key === 'named_param_map' ? ordered(member) : member]),
  );
}

function standIn({ node, described, alias, name }: TablePlace, from: Node): Json {
  const { query_location: _location, table_name: written, type: _type, ...kept } = node;
  const shown = described ? {} : { alias: alias ?? written ?? name };
  const plain = withStandIns(from, new Map(), new Map());
  return { ...(isNode(plain) ? plain : {}), ...kept, ...shown };
}

function ordered(parameters: Json | undefined): Json {
  return nodesOf(parameters).toSorted((a, b) => Number(a['value']) - Number(b['value']));
}

function writtenTable({ node, name }: TablePlace): string {
  const written = node['table_name'];
  return typeof written === 'string' ? written : name;
}

function quoted(name: string): string {
  return id(name).print().text;
}
