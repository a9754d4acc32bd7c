import type { Dataset, ModelColumn } from '../model/model.ts';
import { operandTypeOfColumn } from '../query/rows/row-columns.ts';
import { accessTo, hasReadableKey, readableColumns, rowJoins } from '../query/rows/row-request.ts';
import { type Policy, rowsRefusal } from '../query/policy/policy.ts';
import { conditionInput, described, groupFields } from './graphql/model-sdl.ts';
import { freeName, typeName, wireNames } from './graphql/wire-names.ts';

/** How the rows of one dataset are spelled in GraphQL. */
export interface RowType {
  readonly dataset: Dataset;
  /** The field of Query. */
  readonly field: string;
  /** What its types begin with. */
  readonly base: string;
  /** GraphQL's name → column. */
  readonly columns: ReadonlyMap<string, ModelColumn>;
  /** GraphQL's name → join, and the type of the row at its other end. */
  readonly joins: ReadonlyMap<string, { readonly name: string; readonly to: RowTarget }>;
}

/** A row that another one refers to: columns alone. */
interface RowTarget {
  readonly type: string;
  readonly dataset: Dataset;
  readonly columns: ReadonlyMap<string, ModelColumn>;
}

/** Every dataset whose rows a viewer may read. `taken`: names of types and fields of Query that stand already. */
export function rowTypes(
  policy: Policy,
  taken: { readonly types: ReadonlySet<string>; readonly fields: ReadonlySet<string> },
): readonly RowType[] {
  const datasets = [...policy.model.datasets.values()].filter(({ name }) => rowsRefusal(policy, name) === null);
  const bases = new Map<string, string>();
  const types = new Set(taken.types);
  for (const { name } of datasets) {
    const base = freeBase(typeName(name), types);
    endings.forEach((ending) => types.add(`${base}${ending}`));
    bases.set(name, base);
  }
  const targetOf = (dataset: Dataset): RowTarget => ({
    type: `${bases.get(dataset.name) ?? ''}Match`,
    dataset,
    columns: columnsByWire(policy, dataset),
  });
  const fields = new Set(taken.fields);
  return datasets
    .filter((dataset) => hasReadableKey(policy, dataset))
    .map((dataset) => {
      const field = fields.has(dataset.name) ? freeName(`${dataset.name}_rows`, fields) : dataset.name;
      fields.add(field);
      const columns = columnsByWire(policy, dataset);
      const joins = rowJoins(policy, dataset);
      const spelled = wireNames(
        joins.map(({ name }) => name),
        columns.keys(),
      );
      const byWire = joins.map(({ name, to }) => [spelled.get(name) ?? name, { name, to: targetOf(to) }] as const);
      return { dataset, field, base: bases.get(dataset.name) ?? '', columns, joins: new Map(byWire) };
    });
}

const endings = ['Connection', 'Edge', 'Row', 'Match', 'Where', 'Order', 'Column'];

function freeBase(base: string, types: ReadonlySet<string>): string {
  return endings.some((ending) => types.has(`${base}${ending}`)) ? freeBase(`${base}_`, types) : base;
}

/** Columns that may be read, with the restriction under which they are. */
function columnsByWire(policy: Policy, dataset: Dataset): ReadonlyMap<string, ModelColumn> {
  const names = wireNames(readableColumns(dataset, policy));
  const columns = [...names].flatMap(([name, wire]) => {
    const column = dataset.columns.get(name);
    return column === undefined ? [] : [[wire, { ...column, access: accessTo(policy, dataset, name) }] as const];
  });
  return new Map(columns);
}

/** The types, inputs and fields of Query for the rows of these datasets. */
export function rowSdl(types: readonly RowType[]): string {
  const targets = new Map(types.flatMap(({ joins }) => [...joins.values()].map(({ to }) => [to.type, to] as const)));
  return [...types.map(sdlOf), ...[...targets.values()].map(matchSdl)].join('\n');
}

function sdlOf({ dataset, field, base, columns, joins }: RowType): string {
  const joined = [...joins].map(([wire, { name, to }]) =>
    described(
      `The row of ${to.dataset.name} that it refers to as ${name}; null where there is none.`,
      `${wire}: ${to.type}`,
    ),
  );
  const conditions = [...columns].map(([wire, column]) =>
    described(about(column), `${wire}: ${conditionInput(operandTypeOfColumn(column))}`),
  );
  return `
extend type Query {
  ${described(
    `Rows of ${dataset.name}, one by one, as far as they may be seen: at most 1,000 a page.`,
    `${field}(first: Int! = 100, after: String, where: ${base}Where, orderBy: [${base}Order!]! = [], purpose: PurposeName): ${base}Connection!`,
  )}
}
${described(`Rows of ${dataset.name}, page by page.`, `type ${base}Connection {`)}
  "The rows with their cursors."
  edges: [${base}Edge!]!
  "The rows alone."
  nodes: [${base}Row!]!
  "Where this page stands."
  pageInfo: PageInfo!
  "How many there are on all pages together."
  totalCount: Int!
}
${described(`A row of ${dataset.name} and its place.`, `type ${base}Edge {`)}
  "The place of the row; opaque."
  cursor: String!
  "The row."
  node: ${base}Row!
}
${described(dataset.description ?? `A row of ${dataset.name}.`, `type ${base}Row {\n${[...columnFields(columns, dataset.key), ...joined].join('\n')}\n}`)}
${described(`Conditions on columns of ${dataset.name}; several hold together.`, `input ${base}Where {\n${[groupFields(`${base}Where`), ...conditions].join('\n')}\n}`)}
${described(`How rows of ${dataset.name} are sorted; ties follow its key.`, `input ${base}Order {`)}
  "The column."
  by: ${base}Column!
  "The direction of sorting."
  dir: Direction! = ASC
  "Where rows without a value stand."
  nulls: Nulls! = LAST
}
${described(`A column of ${dataset.name}.`, `enum ${base}Column {\n${[...columns].map(([wire, column]) => described(about(column), wire)).join('\n')}\n}`)}`;
}

function matchSdl({ type, dataset, columns }: RowTarget): string {
  return described(
    `A row of ${dataset.name} that another row refers to.`,
    `type ${type} {\n${columnFields(columns, dataset.key).join('\n')}\n}`,
  );
}

/** A column of an open key has a value in every row: rows without one quarantine their dataset. */
function columnFields(columns: ReadonlyMap<string, ModelColumn>, key: readonly string[]): string[] {
  return [...columns].map(([wire, column]) => {
    const isKnown = key.includes(column.name) && column.access === null;
    return described(about(column), `${wire}: ${outputType(column)}${isKnown ? '!' : ''}`);
  });
}

/** The GraphQL type of a column's values: whole numbers are Int only where a declared range says that they are small. */
export function outputType({ type, range }: ModelColumn): string {
  if (type.name === 'integer')
    return range !== null && range.every((end) => Math.abs(end) < 2 ** 31) ? 'Int' : 'BigInt';
  return outputs[type.name];
}

const outputs = {
  string: 'String',
  decimal: 'Decimal',
  real: 'Float',
  boolean: 'Boolean',
  date: 'Date',
  timestamp: 'DateTime',
  timestamptz: 'DateTime',
} as const;

const personal = {
  direct: 'identifies a person',
  quasi: 'may help to identify a person',
  free_text: 'free text of a person',
};

function about({ label, unit, pii, access }: ModelColumn): string {
  return [
    `${label}.`,
    ...(unit === null ? [] : [`Unit: ${unit}.`]),
    ...(pii === null ? [] : [`Personal: ${personal[pii]}.`]),
    ...(access?.is === 'mask' ? [`Masked: ${access.how}.`] : []),
  ].join(' ');
}
