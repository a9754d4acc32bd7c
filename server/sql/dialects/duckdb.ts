import { raw, sql, type Sql } from '../sql.ts';
import { asOfJoin } from './as-of-join.ts';
import type { AggregateName, AggregateOptions, Dialect, SqlType } from './dialect.ts';
import { contains, divide, like, scalar } from './duckdb-scalars.ts';
import { addDays, addMonths, later, series, startOfDay, truncate, truncateDate } from './duckdb-time.ts';

/** DuckDB 1.5: the embedded engine. */
export const duckdb: Dialect = {
  name: 'duckdb',
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
  known: (value) => value,
  asOfJoin,
  contains,
  like,
  lastCharacters: (text, count) =>
    sql`CASE WHEN length(${text}) > ${wholeNumber(count)} THEN '…' || right(${text}, ${wholeNumber(count)}) END`,
  hash: (text) => sql`substr(sha256(${text}), 1, 16)`,
  isIn: (value, list) => sql`${value} IN (SELECT unnest(${list}))`,
  same: (left, right) => sql`(${left} IS NOT DISTINCT FROM ${right})`,
  orderBy: (value, direction, nulls) => sql`${value} ${raw(direction)} NULLS ${raw(nulls)}`,
  limit: (count, offset = 0) =>
    sql`LIMIT ${wholeNumber(count)}${offset === 0 ? raw('') : sql` OFFSET ${wholeNumber(offset)}`}`,
  parameter: (number) => `$${number}`,
};

type Precision = readonly [digits: number, scale: number];

const typeNames: { readonly [K in Exclude<SqlType, 'decimal'>]: string } = {
  string: 'VARCHAR',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  real: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};

function typeName(type: SqlType, precision?: Precision): string {
  if (type !== 'decimal') return typeNames[type];
  // A bare DECIMAL is DECIMAL(18,3) in DuckDB and would round money without a word.
  if (precision === undefined) throw new Error('A decimal type needs its digits and scale.');
  const [digits, scale] = precision;
  return `DECIMAL(${digits},${scale})`;
}

function cast(value: Sql, type: SqlType, precision?: Precision): Sql {
  return sql`CAST(${value} AS ${raw(typeName(type, precision))})`;
}

type Aggregation = (of: Sql, options: AggregateOptions) => Sql;

const aggregations: { readonly [K in AggregateName]: Aggregation } = {
  count: (of, options) => filtered(sql`count(${of})`, options),
  count_distinct: (of, options) => filtered(sql`count(DISTINCT ${of})`, options),
  sum: (of, options) =>
    options.type === 'real'
      ? filtered(sql`fsum(${cast(of, 'real')})`, options)
      : typed(filtered(sql`sum(${of})`, options), options),
  avg: (of, options) => filtered(sql`favg(${cast(of, 'real')})`, options),
  min: (of, options) => typed(filtered(sql`min(${comparable(of, options)})`, options), options),
  max: (of, options) => typed(filtered(sql`max(${comparable(of, options)})`, options), options),
  median: (of, options) => filtered(sql`quantile_cont(${cast(of, 'real')}, 0.5)`, options),
  percentile_cont: (of, options) => filtered(sql`quantile_cont(${cast(of, 'real')}, ${fraction(options)})`, options),
  percentile_disc: (of, options) =>
    typed(filtered(sql`quantile_disc(${comparable(of, options)}, ${fraction(options)})`, options), options),
  stddev: (of, options) => filtered(sql`stddev_samp(${cast(of, 'real')})`, options),
  mode: (of, options) => typed(mostFrequent(filtered(sql`histogram(${comparable(of, options)})`, options)), options),
};

function aggregate(name: AggregateName, of: Sql | null, options: AggregateOptions = {}): Sql {
  if (of !== null) return aggregations[name](of, options);
  if (name !== 'count') throw new Error(`${name} needs something to aggregate.`);
  return filtered(raw('count(*)'), options);
}

function filtered(call: Sql, options: AggregateOptions): Sql {
  return options.where === undefined ? call : sql`${call} FILTER (WHERE ${options.where})`;
}

function typed(value: Sql, { type, precision }: AggregateOptions): Sql {
  return type === undefined ? value : cast(value, type, precision);
}

// Texts are stored as ENUMs, which DuckDB orders by their dictionary.
function comparable(of: Sql, { type }: AggregateOptions): Sql {
  return type === 'string' ? cast(of, 'string') : of;
}

// DuckDB's own mode picks whichever of several equally frequent values it met first.
function mostFrequent(histogram: Sql): Sql {
  const counts = sql`map_values(${histogram})`;
  return sql`map_keys(${histogram})[list_position(${counts}, list_max(${counts}))]`;
}

// DuckDB wants a constant here, so the fraction cannot be bound.
function fraction(options: AggregateOptions): Sql {
  const value = options.fraction;
  if (value === undefined || !(value >= 0 && value <= 1)) throw new Error('A percentile needs a fraction from 0 to 1.');
  return raw(String(value));
}

function wholeNumber(value: number): Sql {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${value} is not a number of rows.`);
  return raw(String(value));
}
