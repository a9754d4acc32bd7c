import type { Dialect } from '../../sql/dialects/dialect.ts';
import { bind, join, type Parameter, raw, type Sql, sql } from '../../sql/sql.ts';
import type { FilterOperator, FilterValue } from '../language/metric-query.ts';
import type { Keys, OperandType, PlanFilter } from '../plan/plan.ts';

const comparisons = { _gt: '>', _gte: '>=', _lt: '<', _lte: '<=' } as const;

/** How the parts of a filter are spelled that depend on what it looks at. */
export interface FilterPrinter<Operand> {
  operand(operand: Operand): Sql;
  /** The rows `k0 …` among which a key may be. */
  keys(among: Keys): Sql;
}

/** Of a filter that looks at no keys. */
export function plainPrinter<Operand>(operand: (operand: Operand) => Sql): FilterPrinter<Operand> {
  return {
    operand,
    keys: () => {
      throw new Error('Only rows of a leg have keys.');
    },
  };
}

/** A filter as a condition of SQL, in parentheses; a missing value makes a comparison neither true nor false. */
export function compileFilter<Operand>(
  filter: PlanFilter<Operand>,
  dialect: Dialect,
  print: FilterPrinter<Operand>,
): Sql {
  if (filter.is === 'not') return sql`(NOT ${compileFilter(filter.of, dialect, print)})`;
  if (filter.is === 'condition') return sql`(${compileCondition(filter, dialect, print.operand(filter.operand))})`;
  if (filter.is === 'keys')
    return compileKeys(
      filter.own.map((own) => print.operand(own)),
      filter.isIn,
      print.keys(filter.among),
    );
  const parts = filter.of.map((part) => compileFilter(part, dialect, print));
  return sql`(${join(parts, filter.is === 'and' ? ' AND ' : ' OR ')})`;
}

/**
 * Never null, so that its negation is NOT EXISTS and keeps the rows whose key has a gap. Written without looking out of the
 * sub-query, which no engine does everywhere.
 */
function compileKeys(own: readonly Sql[], isIn: boolean, rows: Sql): Sql {
  const keys = own.map((_, index) => raw(`k${index}`));
  const left = own.length === 1 ? join(own) : sql`(${join(own)})`;
  const among = sql`SELECT ${join(keys)} FROM (${rows}) AS p0 WHERE ${areThere(keys)}`;
  const found = sql`(${areThere(own)} AND ${left} IN (${among}))`;
  return isIn ? found : sql`(NOT ${found})`;
}

function areThere(values: readonly Sql[]): Sql {
  const present = values.map((value) => sql`${value} IS NOT NULL`);
  return join(present, ' AND ');
}

type Condition<Operand> = Extract<PlanFilter<Operand>, { readonly is: 'condition' }>;
type Present = string | number | boolean;

function compileCondition(condition: Condition<unknown>, dialect: Dialect, operand: Sql): Sql {
  const { operator, type, keepNulls } = condition;
  const present = condition.values.filter((value) => value !== null);
  const hasNull = present.length < condition.values.length;
  const values = present.map((value) => bound(value, type));
  if (operator === '_isNull') return present[0] === false ? sql`${operand} IS NOT NULL` : sql`${operand} IS NULL`;
  if (operator === '_in' || operator === '_eq') return isOneOf(operand, values, hasNull, dialect);
  if (operator === '_nin' || operator === '_neq') {
    const others = isNoneOf(operand, values, dialect);
    return keepNulls && !hasNull ? sql`${others} OR ${operand} IS NULL` : others;
  }
  const [value] = values;
  if (value === undefined) throw new Error(`${operator} needs a value.`);
  return compare(operator, operand, sql`${value}`, dialect);
}

function compare(operator: FilterOperator, operand: Sql, value: Sql, dialect: Dialect): Sql {
  if (operator === '_like') return dialect.like(operand, value);
  if (operator === '_contains') return dialect.contains(operand, value);
  if (operator === '_startsWith') return dialect.scalar('starts_with', [operand, value]);
  if (operator in comparisons) {
    return sql`${operand} ${raw(comparisons[operator as keyof typeof comparisons])} ${value}`; // a key, as just seen
  }
  throw new Error(`There is no operator ${operator}.`);
}

function isOneOf(operand: Sql, values: readonly Parameter[], hasNull: boolean, dialect: Dialect): Sql {
  const isNull = sql`${operand} IS NULL`;
  const [only, ...others] = values;
  if (only === undefined) return hasNull ? isNull : raw('1 = 0');
  const isListed = others.length === 0 ? sql`${operand} = ${only}` : isAmong(operand, values, dialect);
  return hasNull ? sql`${isListed} OR ${isNull}` : isListed;
}

function isNoneOf(operand: Sql, values: readonly Parameter[], dialect: Dialect): Sql {
  const [only, ...others] = values;
  if (only === undefined) return sql`${operand} IS NOT NULL`;
  return others.length === 0 ? sql`${operand} <> ${only}` : sql`NOT (${isAmong(operand, values, dialect)})`;
}

// An engine takes long to plan ten thousand places, and no time for one.
const mostPlaces = 50;

function isAmong(operand: Sql, values: readonly Parameter[], dialect: Dialect): Sql {
  if (values.length > mostPlaces) return dialect.isIn(operand, sql`${listOf(values)}`);
  return sql`${operand} IN (${join(values.map((value) => sql`${value}`))})`;
}

const listTypes = {
  VARCHAR: 'VARCHAR[]',
  BIGINT: 'BIGINT[]',
  DOUBLE: 'DOUBLE[]',
  DATE: 'DATE[]',
  TIMESTAMP: 'TIMESTAMP[]',
} as const;

/** Whole numbers beside others are bound as what holds both. */
function listOf(values: readonly Parameter[]): Parameter {
  const types = new Set(values.map(({ type }) => type));
  const [first = 'VARCHAR'] = types;
  const list = values.flatMap(({ value }) => (typeof value === 'string' || typeof value === 'number' ? [value] : []));
  if (types.size > 1) return bind('DOUBLE[]', list);
  const type = first in listTypes ? listTypes[first as keyof typeof listTypes] : null; // a key, as just seen
  if (type === null) throw new Error(`There are no lists of ${first}.`);
  return bind(type, list);
}

function bound(value: Present & FilterValue, type: OperandType): Parameter {
  if (type === 'date') return bind('DATE', value);
  if (type === 'timestamp') return bind('TIMESTAMP', value);
  if (typeof value === 'boolean') return bind('BOOLEAN', value);
  if (typeof value === 'string') return bind('VARCHAR', value);
  return bind(Number.isSafeInteger(value) ? 'BIGINT' : 'DOUBLE', value);
}
