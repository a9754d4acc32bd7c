import { type Parameter, type ParameterType, raw, sql, type Sql } from '../sql.ts';
import { asOfJoin } from './as-of-join.ts';
import { contains, divide, like, scalar } from './clickhouse-scalars.ts';
import { addDays, addMonths, later, series, startOfDay, truncate, truncateDate } from './clickhouse-time.ts';
import type { AggregateName, AggregateOptions, Dialect, SqlType } from './dialect.ts';

/** ClickHouse 26.7, under `clickhouseSettings` and over tables whose columns are Nullable. */
export const clickhouse: Dialect = {
  name: 'clickhouse',
  type: typeName,
  cast,
  aggregate,
  scalar,
  divide,
  truncate,
  truncateDate,
  addMonths,
  addDays,
  series,
  startOfDay,
  later,
  known: (value) => sql`assumeNotNull(${value})`,
  asOfJoin,
  contains,
  like,
  lastCharacters: (text, count) =>
    sql`if(lengthUTF8(${text}) > ${wholeNumber(count)}, concat('…', rightUTF8(${text}, ${wholeNumber(count)})), NULL)`,
  hash: (text) => sql`substring(lower(hex(SHA256(${text}))), 1, 16)`,
  isIn: (value, list) => sql`${value} IN (SELECT arrayJoin(${list}))`,
  same: (left, right) => sql`(${left} <=> ${right})`,
  orderBy: (value, direction, nulls) => sql`${value} ${raw(direction)} NULLS ${raw(nulls)}`,
  limit: (count, offset = 0) =>
    sql`LIMIT ${wholeNumber(count)}${offset === 0 ? raw('') : sql` OFFSET ${wholeNumber(offset)}`}`,
  parameter: (number, { type, value }) => `{p${number}:${parameterType(type, value)}}`,
};

/**
 * What a session has to set so that joins, subtotals and sets mean what SQL says. Never
 * `aggregate_functions_null_for_empty`: on distributed tables it rewrites aggregates twice.
 */
export const clickhouseSettings: readonly (readonly [name: string, value: string])[] = [
  ['join_use_nulls', '1'],
  ['group_by_use_nulls', '1'],
  ['prefer_column_name_to_alias', '1'],
  ['union_default_mode', "'DISTINCT'"],
  ['except_default_mode', "'DISTINCT'"],
  ['intersect_default_mode', "'DISTINCT'"],
  ['cast_keep_nullable', '1'],
  ['data_type_default_nullable', '1'],
  ['enable_extended_results_for_datetime_functions', '1'],
  ['output_format_json_quote_64bit_integers', '1'],
  ['output_format_json_quote_decimals', '1'],
  ['output_format_decimal_trailing_zeros', '1'],
];

type Precision = readonly [digits: number, scale: number];

const typeNames: { readonly [K in Exclude<SqlType, 'decimal'>]: string } = {
  string: 'String',
  integer: 'Int32',
  bigint: 'Int64',
  real: 'Float64',
  boolean: 'Bool',
  date: 'Date32',
  timestamp: "DateTime64(6, 'UTC')",
};

function typeName(type: SqlType, precision?: Precision): string {
  if (type !== 'decimal') return `Nullable(${typeNames[type]})`;
  if (precision === undefined) throw new Error('A decimal type needs its digits and scale.');
  const [digits, scale] = precision;
  return `Nullable(Decimal(${digits}, ${scale}))`;
}

function cast(value: Sql, type: SqlType, precision?: Precision): Sql {
  return sql`CAST(${value} AS ${raw(typeName(type, precision))})`;
}

type Aggregation = (of: Sql, options: AggregateOptions) => Sql;

const aggregations: { readonly [K in AggregateName]: Aggregation } = {
  count: (of, options) => cast(filtered(sql`count(${of})`, options), 'bigint'),
  count_distinct: (of, options) => cast(filtered(sql`uniqExact(${of})`, options), 'bigint'),
  sum: (of, options) =>
    options.type === 'real'
      ? filtered(sql`sumKahan(${cast(of, 'real')})`, options)
      : back(filtered(sql`sum(${exact(of, options)})`, options), options),
  avg: (of, options) => filtered(sql`avg(${cast(of, 'real')})`, options),
  min: (of, options) => typed(filtered(sql`min(${of})`, options), options),
  max: (of, options) => typed(filtered(sql`max(${of})`, options), options),
  median: (of, options) => filtered(sql`quantileExactInclusive(0.5)(${cast(of, 'real')})`, options),
  percentile_cont: (of, options) =>
    filtered(sql`quantileExactInclusive(${fraction(options)})(${cast(of, 'real')})`, options),
  percentile_disc: (of, options) => {
    const sorted = filtered(sql`arraySort(groupArray(${of}))`, options, sql`groupArray(${of})`);
    const place = sql`toUInt64(greatest(1, ceil(${fraction(options)} * length(${sorted}))))`;
    return typed(sql`CASE WHEN length(${sorted}) > 0 THEN ${sorted}[${place}] END`, options);
  },
  stddev: (of, options) => {
    const value = filtered(sql`stddevSamp(${cast(of, 'real')})`, options);
    return sql`CASE WHEN isFinite(${value}) THEN ${value} END`;
  },
  mode: (of, { where, ...options }) => {
    const present = where === undefined ? sql`${of} IS NOT NULL` : sql`${of} IS NOT NULL AND ${where}`;
    const counted = sql`sumMap([assumeNotNull(${of})], [toInt64(1)]) FILTER (WHERE ${present})`;
    const [keys, counts] = [sql`tupleElement(${counted}, 1)`, sql`tupleElement(${counted}, 2)`];
    return typed(sql`CASE WHEN length(${keys}) > 0 THEN ${keys}[indexOf(${counts}, arrayMax(${counts}))] END`, options);
  },
};

function aggregate(name: AggregateName, of: Sql | null, options: AggregateOptions = {}): Sql {
  if (of !== null) return aggregations[name](of, options);
  if (name !== 'count') throw new Error(`${name} needs something to aggregate.`);
  return cast(filtered(raw('count(*)'), options), 'bigint');
}

/** The condition belongs to the aggregate itself: `call` may wrap it in more. */
function filtered(call: Sql, { where }: AggregateOptions, inner?: Sql): Sql {
  if (where === undefined) return call;
  if (inner === undefined) return sql`${call} FILTER (WHERE ${where})`;
  return sql`arraySort(${inner} FILTER (WHERE ${where}))`;
}

function typed(value: Sql, { type, precision }: AggregateOptions): Sql {
  return type === undefined ? value : cast(value, type, precision);
}

// sum(Int64) wraps in silence, and so does a plain cast of a wider sum that does not fit any more.
function exact(of: Sql, options: AggregateOptions): Sql {
  return isWhole(options) ? sql`CAST(${of} AS Nullable(Int128))` : of;
}

function back(value: Sql, options: AggregateOptions): Sql {
  if (!isWhole(options)) return typed(value, options);
  return sql`accurateCast(${value}, '${raw(typeName(options.type ?? 'bigint'))}')`;
}

function isWhole({ type }: AggregateOptions): boolean {
  return type === 'bigint' || type === 'integer';
}

// A parameter of an aggregate has to be a constant.
function fraction({ fraction: value }: AggregateOptions): Sql {
  if (value === undefined || !(value >= 0 && value <= 1)) throw new Error('A percentile needs a fraction from 0 to 1.');
  return raw(String(value));
}

const parameterTypes: { readonly [K in ParameterType]: string } = {
  VARCHAR: 'String',
  BIGINT: 'Int64',
  DOUBLE: 'Float64',
  BOOLEAN: 'Bool',
  DATE: 'Date32',
  TIMESTAMP: "DateTime64(6, 'UTC')",
  'VARCHAR[]': 'Array(Nullable(String))',
  'BIGINT[]': 'Array(Nullable(Int64))',
  'DOUBLE[]': 'Array(Nullable(Float64))',
  'DATE[]': 'Array(Nullable(Date32))',
  'TIMESTAMP[]': "Array(Nullable(DateTime64(6, 'UTC')))",
};

function parameterType(type: ParameterType, value: Parameter['value']): string {
  return value === null ? `Nullable(${parameterTypes[type]})` : parameterTypes[type];
}

function wholeNumber(value: number): Sql {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${value} is not a number of rows.`);
  return raw(String(value));
}
