import { GraphQLError } from 'graphql';
import { TrivetError } from '../lib/errors.ts';
import type { Value } from '../lib/table.ts';
import type { ModelColumn } from '../model/model.ts';
import type { RowPage } from '../engine/read-rows.ts';
import { readPlace, writePlace } from './cursor.ts';
import type { Direction, Nulls, PageInfo } from './generated.ts';
import { instant } from './pack.ts';
import { outputType, type RowType } from './row-sdl.ts';
import type { FieldFunction, TypeResolvers } from './graphql/schema.ts';
import { type Selection, selectionOf } from './selection.ts';

/** The arguments of a list of rows, as the schema has checked them. */
interface RowArguments {
  readonly first: number;
  readonly after?: string | null;
  readonly where?: unknown;
  readonly orderBy: readonly { readonly by: string; readonly dir: Direction; readonly nulls: Nulls }[];
  readonly purpose?: string | null;
}

type Row = Record<string, unknown>;

/** The field of Query of each dataset whose rows may be read. */
export function rowResolvers(types: readonly RowType[]): TypeResolvers {
  return { Query: Object.fromEntries(types.map((type) => [type.field, connectionOf(type)])) };
}

function connectionOf(type: RowType): FieldFunction {
  return (_parent, given, context, info) => {
    // The schema has these arguments and no others.
    const written = given as unknown as RowArguments;
    const selection = selectionOf(info);
    const wanted = [selection.get('edges')?.get('node'), selection.get('nodes')];
    const asked = askedOf(type, written, wanted);
    const options = { viewer: context.viewer, signal: context.signal };
    let reading: Promise<RowPage> | null = null;
    const page = (): Promise<RowPage> => (reading ??= context.rows.page(asked, options));
    return {
      edges: async () => edgesOf(type, asked.cursorOf, await page()),
      nodes: async () => edgesOf(type, asked.cursorOf, await page()).map(({ node }) => node),
      pageInfo: async () =>
        pageInfoOf(edgesOf(type, asked.cursorOf, await page()), await page(), written.after ?? null),
      totalCount: () => context.rows.count(asked, options),
    };
  };
}

function askedOf(type: RowType, given: RowArguments, wanted: readonly (Selection | undefined)[]) {
  const selected = new Set(wanted.flatMap((selection) => [...(selection?.keys() ?? [])]));
  const orderBy = given.orderBy.map(({ by, dir, nulls }) => ({ column: columnName(type, by), direction: dir, nulls }));
  const list = JSON.stringify([type.dataset.name, orderBy]);
  const joins = [...type.joins].flatMap(([wire, { name, to }]) => {
    if (!selected.has(wire)) return [];
    const fields = new Set(wanted.flatMap((selection) => [...(selection?.get(wire)?.keys() ?? [])]));
    const columns = [...to.columns].filter(([column]) => fields.has(column)).map(([, column]) => column.name);
    return [{ name, columns }];
  });
  return {
    dataset: type.dataset.name,
    columns: [...type.columns].filter(([wire]) => selected.has(wire)).map(([, column]) => column.name),
    joins,
    where: whereOf(type, given.where ?? null),
    orderBy,
    first: given.first,
    after: given.after === null || given.after === undefined ? null : readPlace(given.after, list),
    purpose: given.purpose ?? null,
    cursorOf: (place: readonly Value[]) => writePlace(list, place),
  };
}

function columnName({ columns }: RowType, wire: string): string {
  return columns.get(wire)?.name ?? wire;
}

/** Conditions with the columns' own names; operators and values stay. */
function whereOf(type: RowType, where: unknown): unknown {
  if (Array.isArray(where)) return where.map((each) => whereOf(type, each));
  if (typeof where !== 'object' || where === null) return where;
  return Object.fromEntries(
    Object.entries(where).map(([key, value]) =>
      type.columns.has(key) ? [columnName(type, key), value] : [key, whereOf(type, value)],
    ),
  );
}

interface RowEdge {
  readonly cursor: string;
  readonly node: Row;
}

function edgesOf(type: RowType, cursorOf: (place: readonly Value[]) => string, page: RowPage): readonly RowEdge[] {
  const joins = [...type.joins].flatMap(([wire, { name, to }]) => {
    const joined = page.joined.get(name);
    return joined === undefined ? [] : [{ wire, joined, to }];
  });
  return page.places.map((place, row) => {
    const node = rowOf(type.columns, page.own, row);
    for (const { wire, joined, to } of joins) {
      node[wire] = joined.isFound[row] === true ? rowOf(to.columns, joined.columns, row) : null;
    }
    return { cursor: cursorOf(place), node };
  });
}

/** Without a prototype: a column may be called like a member of every object. */
function rowOf(columns: RowType['columns'], values: ReadonlyMap<string, readonly Value[]>, row: number): Row {
  // An object made this way has no members but those that are put in.
  const node = Object.create(null) as Row;
  for (const [wire, column] of columns) {
    const read = values.get(column.name);
    if (read !== undefined) node[wire] = packed(column, read[row] ?? null);
  }
  return node;
}

function packed(column: ModelColumn, value: Value): unknown {
  if (value === null) return null;
  const type = outputType(column);
  if (type === 'DateTime') return instant(String(value));
  if (type !== 'Int') return value;
  const whole = Number(value);
  if (Number.isInteger(whole) && Math.abs(whole) < 2 ** 31) return whole;
  const message = `${column.name} of this row is ${value}, far outside of its declared range.`;
  return new GraphQLError(message, {
    originalError: new TrivetError('unexpected-value', message, { hint: 'Correct the range in the model file.' }),
  });
}

function pageInfoOf(edges: readonly RowEdge[], { hasNext }: RowPage, after: string | null): PageInfo {
  return {
    hasNextPage: hasNext,
    hasPreviousPage: after !== null,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
}
