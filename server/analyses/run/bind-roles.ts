/** what a request says of datasets and columns → bound roles, each with the SQL that its rows and columns are read by */
import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { ValueType } from '../../lib/table.ts';
import type { Dataset, DatasetKind } from '../../model/model.ts';
import { id, type Sql } from '../../sql/sql.ts';
import type { AnalysisRequest } from '../contract/request.ts';
import { fittingTypes, type Role, type RoleColumn, type RoleColumnType } from '../contract/role.ts';

/** A dataset or a cell's rows, as an analysis can read them by name. */
export interface Readable {
  readonly name: string;
  /** Null for a cell. */
  readonly dataset: Dataset | null;
  /** Of the dataset, or of all datasets behind the cell. */
  readonly kinds: readonly DatasetKind[];
  readonly columns: readonly ReadableColumn[];
  /** The statement of a cell, where it has one. */
  readonly statement?: string | null;
}

interface ReadableColumn {
  readonly name: string;
  readonly label: string;
  readonly type: ValueType;
  readonly unit: string | null;
}

/** A column of the data that plays a column of a role. */
export interface BoundColumn extends ReadableColumn {
  /** Quoted. */
  readonly sql: Sql;
  readonly range: readonly [number, number] | null;
  readonly values: readonly string[] | null;
}

/** A role with the data that play it. */
export class BoundRole {
  readonly role: Role;
  readonly readable: Readable;
  /** What stands after FROM: the name, or the rows that pass the request's conditions in parentheses. */
  readonly source: Sql;
  readonly #columns: ReadonlyMap<string, readonly BoundColumn[]>;

  constructor(role: Role, readable: Readable, source: Sql, columns: ReadonlyMap<string, readonly BoundColumn[]>) {
    this.role = role;
    this.readable = readable;
    this.source = source;
    this.#columns = columns;
  }

  /** The name of the dataset or cell. */
  get name(): string {
    return this.readable.name;
  }

  /** The smallest number of persons of which its groups may be shown; null: it sets none. */
  get k(): number | null {
    return this.readable.dataset?.k ?? null;
  }

  has(column: string): boolean {
    return (this.#columns.get(column)?.length ?? 0) > 0;
  }

  /** The quoted name of the column that plays this one. An optional one has to be asked for with `has` first. */
  column(name: string): Sql {
    return this.described(name).sql;
  }

  described(name: string): BoundColumn {
    const [column] = this.#columns.get(name) ?? [];
    if (column === undefined) throw new Error(`${this.role.name} has no column bound as ${name}.`);
    return column;
  }

  /** All columns bound to one that several can play. */
  columns(name: string): readonly BoundColumn[] {
    return this.#columns.get(name) ?? [];
  }
}

/** Where names of a request are looked up. */
export interface Surroundings {
  readable(name: string): Readable | undefined;
  readonly names: readonly string[];
  /** The rows of a readable that pass the request's conditions. */
  filtered(readable: Readable): Sql;
}

/** The relations that a request reads, before anything is known of them: what is named, and what is there by default. */
export function relationsOf(roles: readonly Role[], request: AnalysisRequest): readonly string[] {
  return roles.map((role) => nameFor(role, request));
}

/** Binds every role; throws `unknown-role`, `missing-role`, `unknown-dataset`, `missing-column`, `unknown-column`, `unit-mismatch`. */
export function bindRoles(
  analysis: string,
  roles: readonly Role[],
  request: AnalysisRequest,
  around: Surroundings,
): ReadonlyMap<string, BoundRole> {
  const known = roles.map(({ name }) => name);
  for (const name of Object.keys(request.datasets ?? {})) {
    if (known.includes(name)) continue;
    throw new TrivetError('unknown-role', `The analysis ${analysis} has no role ${name}.`, {
      hint: didYouMean(name, known),
      choices: known,
    });
  }
  return new Map(
    roles.flatMap((role): (readonly [string, BoundRole])[] => {
      const bound = bindRole(analysis, role, request, around);
      return bound === null ? [] : [[role.name, bound]];
    }),
  );
}

function nameFor(role: Role, { datasets }: AnalysisRequest): string {
  const given = datasets?.[role.name];
  const named = typeof given === 'string' ? given : given?.dataset;
  return named ?? role.dataset ?? role.name;
}

function bindRole(analysis: string, role: Role, request: AnalysisRequest, around: Surroundings): BoundRole | null {
  const given = request.datasets?.[role.name];
  const name = nameFor(role, request);
  const readable = around.readable(name);
  if (readable === undefined) {
    if (given === undefined && role.optional === true) return null;
    if (given === undefined)
      throw new TrivetError('missing-role', `The analysis ${analysis} needs ${role.name}: ${role.description}`, {
        hint: `Add datasets: { ${role.name}: … }.`,
        choices: around.names,
      });
    throw new TrivetError('unknown-dataset', `There is no cell and no dataset called ${name}.`, {
      hint: didYouMean(name, around.names),
      choices: around.names,
    });
  }
  const asked = typeof given === 'object' ? (given.columns ?? {}) : {};
  const declared = role.columns.map((column) => column.name);
  for (const column of Object.keys(asked)) {
    if (declared.includes(column)) continue;
    throw new TrivetError('unknown-role', `The role ${role.name} of ${analysis} has no column ${column}.`, {
      hint: didYouMean(column, declared),
      choices: declared,
    });
  }
  const columns = new Map(
    role.columns.map((column) => [column.name, bindColumn(role, column, readable, asked[column.name])] as const),
  );
  const missing = role.columns.find(
    ({ name: wanted, optional }) => optional !== true && columns.get(wanted)?.length === 0,
  );
  if (missing !== undefined) {
    // A dataset that only happens to have the name of an optional role does not play it.
    if (given === undefined && role.optional === true) return null;
    const choices = readable.columns.map((column) => column.name);
    throw new TrivetError(
      'missing-column',
      `${readable.name} has no column for ${role.name}.${missing.name}: ${missing.description}`,
      {
        hint: `Name it: datasets: { ${role.name}: { dataset: ${readable.name}, columns: { ${missing.name}: … } } }.`,
        choices,
      },
    );
  }
  return new BoundRole(role, readable, around.filtered(readable), columns);
}

function bindColumn(
  role: Role,
  column: RoleColumn,
  readable: Readable,
  asked: string | readonly string[] | undefined,
): readonly BoundColumn[] {
  if (asked !== undefined) {
    const names = typeof asked === 'string' ? [asked] : asked;
    if (names.length > 1 && column.many !== true)
      throw new TrivetError('missing-column', `${role.name}.${column.name} takes one column, not ${names.length}.`);
    return names.map((name) => columnNamed(role, column, readable, name));
  }
  const { dataset } = readable;
  const declared = column.is === 'person' ? dataset?.person : column.is === 'time' ? dataset?.time?.default : null;
  const candidates = [column.name, ...(column.names ?? []), ...(typeof declared === 'string' ? [declared] : [])];
  // What the dataset itself says it is comes before a name that only looks alike.
  const ordered = typeof declared === 'string' ? [declared, ...candidates] : candidates;
  for (const name of ordered) {
    const found = readable.columns.find((known) => known.name === name);
    if (found !== undefined && fits(column.type, found, dataset)) return [bound(readable, found)];
  }
  return [];
}

function columnNamed(role: Role, column: RoleColumn, readable: Readable, name: string): BoundColumn {
  const found = readable.columns.find((known) => known.name === name);
  const choices = readable.columns.map((known) => known.name);
  if (found === undefined) {
    throw new TrivetError('unknown-column', `${readable.name} has no column ${name}.`, {
      hint: didYouMean(name, choices),
      choices,
    });
  }
  if (!fits(column.type, found, readable.dataset)) {
    throw new TrivetError(
      'unknown-column',
      `${readable.name}.${name} cannot be ${role.name}.${column.name}: it is no ${column.type}.`,
      { hint: column.description, choices },
    );
  }
  return bound(readable, found);
}

const valueTypesOf: { readonly [Type in RoleColumnType]: readonly ValueType[] | null } = {
  any: null,
  text: null,
  number: ['integer', 'bigint', 'decimal', 'real'],
  boolean: ['boolean'],
  time: ['date', 'timestamp'],
};

function fits(type: RoleColumnType, column: ReadableColumn, dataset: Dataset | null): boolean {
  const declared = dataset?.columns.get(column.name)?.type.name;
  if (declared !== undefined) return fittingTypes[type]?.includes(declared) ?? true;
  return valueTypesOf[type]?.includes(column.type) ?? true;
}

function bound({ dataset }: Readable, column: ReadableColumn): BoundColumn {
  const declared = dataset?.columns.get(column.name);
  return { ...column, sql: id(column.name), range: declared?.range ?? null, values: declared?.values ?? null };
}
