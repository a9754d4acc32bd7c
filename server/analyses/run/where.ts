/** conditions on dimensions → for each relation the rows that pass them, as SQL over the names that people know */
import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import { printExpression } from '../../model/expression/print.ts';
import type { Dataset, Model } from '../../model/model.ts';
import { compileFilter, plainPrinter } from '../../query/compile/compile-filter.ts';
import type { Filter } from '../../query/language/metric-query.ts';
import { parseFilter } from '../../query/language/parse-filter.ts';
import { planFilter } from '../../query/plan/plan-filter.ts';
import { operandTypeOf, valueRefusal } from '../../query/resolve/operand.ts';
import { findDimension, reachOf } from '../../query/resolve/reach.ts';
import { conditionsOf } from '../../query/resolve/resolve.ts';
import { duckdb } from '../../sql/dialects/duckdb.ts';
import { id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { Readable } from './bind-roles.ts';

/** Checked conditions of a request. */
export interface Conditions {
  /** Each has to hold. */
  readonly parts: readonly Filter[];
}

/** Parses conditions; throws the first that is wrong. Conditions on entities belong to metric queries. */
export function conditionsIn(where: unknown): Conditions {
  const refusals: TrivetError[] = [];
  const filter = parseFilter(where, ['where'], refusals);
  const [refused] = refusals;
  if (refused !== undefined) throw refused;
  if (filter === null) return { parts: [] };
  const parts = filter.is === 'and' ? filter.of : [filter];
  if (parts.some(looksAtEntities))
    throw new TrivetError('unsupported', 'Conditions on entities are for metric queries.', {
      hint: 'Bind an SQL cell that keeps the rows you mean.',
    });
  return { parts };
}

/**
 * The rows of a relation that pass the conditions it can be asked about, as it stands after FROM; `applied` says which they
 * are, by index. A condition on what the relation does not have leaves it whole.
 */
export function filteredSource(
  { parts }: Conditions,
  readable: Readable,
  model: Model,
): { readonly source: Sql; readonly applied: readonly number[] } {
  if (parts.length > 0 && readable.dataset?.population === 'employees' && readable.dataset.k !== null) {
    throw new TrivetError('forbidden', `${readable.name} is about employees: an analysis does not filter it.`, {
      hint: 'Two filters that differ by a few persons would tell of them. Leave where out; the analysis looks at groups.',
    });
  }
  const kept = parts.flatMap((part, index) => {
    const printed = conditionFor(part, readable, model);
    return printed === null ? [] : [{ index, printed }];
  });
  if (kept.length === 0) return { source: id(readable.name), applied: [] };
  const conditions = join(
    kept.map(({ printed }) => printed),
    ' AND ',
  );
  return {
    source: sql`(SELECT r.* FROM ${id(readable.name)} AS r WHERE ${conditions})`,
    applied: kept.map(({ index }) => index),
  };
}

/** Refuses conditions that no relation of the request has: a filter that does nothing is worse than none. */
export function refuseIdle({ parts }: Conditions, applied: ReadonlySet<number>, names: readonly string[]): void {
  const idle = parts.findIndex((_, index) => !applied.has(index));
  const [first] = idle < 0 ? [] : conditionsOf(parts[idle] ?? null);
  if (first === undefined) return;
  throw new TrivetError('unknown-dimension', `None of the data that are bound here has ${first.on}.`, {
    hint: didYouMean(first.on, names),
    choices: names,
  });
}

function looksAtEntities(filter: Filter): boolean {
  if (filter.is === 'condition') return false;
  if (filter.is === 'entity' || filter.is === 'none') return true;
  return filter.is === 'not' ? looksAtEntities(filter.of) : filter.of.some(looksAtEntities);
}

function conditionFor(part: Filter, readable: Readable, model: Model): Sql | null {
  const operands = conditionsOf(part).map((condition) => ({
    condition,
    found: operandFor(condition.on, readable, model),
  }));
  if (operands.some(({ found }) => found === null)) return null;
  for (const { condition, found } of operands) {
    const refused = found === null ? null : valueRefusal(condition, found.type);
    if (refused !== null) throw refused;
  }
  const planned = planFilter(part, ({ on }) => {
    const found = operandFor(on, readable, model);
    if (found === null) throw new Error(`${readable.name} has lost ${on}.`);
    return { operand: found.sql, type: found.type };
  });
  return compileFilter(
    planned,
    duckdb,
    plainPrinter((operand) => operand),
  );
}

interface Operand {
  readonly sql: Sql;
  readonly type: ReturnType<typeof operandTypeOf>;
}

const typeOfColumn = {
  string: 'string',
  integer: 'number',
  bigint: 'number',
  decimal: 'number',
  real: 'number',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  time: 'string',
  json: 'string',
} as const;

function operandFor(name: string, readable: Readable, model: Model): Operand | null {
  const dimension = findDimension(model, name);
  const { dataset } = readable;
  const reach =
    dimension === undefined || dataset === null
      ? null
      : reachOf(model, dataset, dimension, dataset.paths.get(name) ?? null);
  if (dimension !== undefined && dataset !== null && reach?.is === 'calendar')
    return { sql: sql`CAST(r.${id(dataset.time?.default ?? '')} AS DATE)`, type: 'date' };
  if (dimension !== undefined && dataset !== null && reach?.is === 'ambiguous')
    throw new TrivetError('ambiguous-path', `${dataset.name} leads to ${name} in several ways.`, {
      hint: 'Bind an SQL cell that keeps the rows you mean.',
      choices: reach.choices,
    });
  if (dimension !== undefined && dataset !== null && reach?.is === 'reached')
    return { sql: alongJoins(model, dataset, reach), type: operandTypeOf(dimension) };
  const column = readable.columns.find((known) => known.name === name);
  return column === undefined ? null : { sql: sql`r.${id(column.name)}`, type: typeOfColumn[column.type] };
}

type Reached = Extract<ReturnType<typeof reachOf>, { readonly is: 'reached' }>;

/** The dimension's value for a row `r`: its own column, or that of the one row that its keys lead to. */
function alongJoins(model: Model, dataset: Dataset, { joins, home }: Reached): Sql {
  const aliases = ['r', ...joins.map((_, index) => `j${index + 1}`)];
  const last = aliases.at(-1) ?? 'r';
  const value = printExpression(home.expression, {
    dialect: duckdb,
    column: (path) => {
      const [name, ...further] = path;
      const declared = model.datasets.get(home.dataset)?.columns.has(name ?? '') === true;
      if (name === undefined || further.length > 0 || !declared)
        throw new TrivetError('unsupported', `${path.join('.')} cannot be filtered by in an analysis yet.`, {
          hint: 'Bind an SQL cell that keeps the rows you mean.',
        });
      return sql`${raw(last)}.${id(name)}`;
    },
  });
  if (joins.length === 0) return value;
  let here: Dataset | undefined = dataset;
  const steps = joins.map((name, index) => {
    const made = here?.joins.get(name);
    if (made === undefined) throw new Error(`${dataset.name} has no join ${joins.join('.')}.`);
    here = model.datasets.get(made.to);
    const [own, other] = [raw(aliases[index] ?? ''), raw(aliases[index + 1] ?? '')];
    const pairs = made.on.map(([from, to]) => sql`${other}.${id(to)} = ${own}.${id(from)}`);
    return { table: sql`${id(made.to)} AS ${other}`, on: join(pairs, ' AND ') };
  });
  const [first, ...others] = steps;
  if (first === undefined) return value;
  const joined = others.map(({ table, on }) => sql` JOIN ${table} ON ${on}`);
  return sql`(SELECT ${value} FROM ${first.table}${join(joined, '')} WHERE ${first.on})`;
}
