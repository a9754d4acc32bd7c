import type { Parameter, Sql } from '../sql.ts';

/** Types of generated columns, before a dialect spells them. */
export type SqlType = 'string' | 'integer' | 'bigint' | 'decimal' | 'real' | 'boolean' | 'date' | 'timestamp';

export type Grain = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

export type AggregateName =
  | 'count'
  | 'sum'
  | 'avg'
  | 'min'
  | 'max'
  | 'count_distinct'
  | 'median'
  | 'percentile_cont'
  | 'percentile_disc'
  | 'stddev'
  | 'mode';

/** Scalar functions of the expression language that every dialect spells. */
export type ScalarName =
  | 'abs'
  | 'ceil'
  | 'floor'
  | 'round'
  | 'sign'
  | 'sqrt'
  | 'ln'
  | 'exp'
  | 'power'
  | 'least'
  | 'greatest'
  | 'coalesce'
  | 'nullif'
  | 'if'
  | 'lower'
  | 'upper'
  | 'trim'
  | 'length'
  | 'contains'
  | 'starts_with'
  | 'ends_with'
  | 'year'
  | 'month'
  | 'day_of_week'
  | 'date_trunc'
  | 'date_diff';

export interface AggregateOptions {
  readonly where?: Sql | undefined;
  /** Of percentiles, 0 to 1. */
  readonly fraction?: number | undefined;
  /** The declared type of the result; a real sum is compensated for rounding. Counts are always bigint. */
  readonly type?: SqlType | undefined;
  /** Digits and scale where the type is decimal. */
  readonly precision?: readonly [digits: number, scale: number] | undefined;
}

/** Calendar time: months first, then days, then seconds. */
export interface Duration {
  readonly months: number;
  readonly days: number;
  readonly seconds: number;
}

/** A `LEFT JOIN` that finds at most one row: `source` holds at most one row for each key and time. */
export interface AsOfSpelling {
  /** A relation with its columns named; none of its keys and times is null. */
  readonly source: Sql;
  readonly alias: Sql;
  /** What must be equal: near values, and columns of the source. */
  readonly keys: readonly (readonly [near: Sql, column: Sql])[];
  readonly at: Sql;
  /** The source's column of time, of the type of `at`. */
  readonly match: Sql;
  /** `backward`: the latest row not after `at`; `forward`: the first not before it. */
  readonly direction: 'backward' | 'forward';
  /** Whether a row of the same time is found. */
  readonly inclusive: boolean;
}

/**
 * Everything in which engines differ, one hook a meaning. Plans call it; nothing above knows an engine's spelling.
 * The plan's shape is the same in every dialect.
 */
export interface Dialect {
  readonly name: string;
  /** The type's name, for CAST; decimals take digits and scale. */
  type(type: SqlType, precision?: readonly [digits: number, scale: number]): string;
  cast(value: Sql, type: SqlType, precision?: readonly [digits: number, scale: number]): Sql;
  /** An aggregate over the rows for which `where` holds; `of` is null for a count of rows. The order of rows does not matter. */
  aggregate(name: AggregateName, of: Sql | null, options?: AggregateOptions): Sql;
  /**
   * A scalar function; null outside of its domain, never Infinity or NaN. Texts are searched literally and without regard
   * to case. `date_trunc` and `date_diff` take their unit first, as a bound text; `date_diff` counts the boundaries crossed,
   * weeks are 7 days.
   */
  scalar(name: ScalarName, args: readonly Sql[]): Sql;
  /** Quotient as a double; NULL where the divisor is 0 or NULL. */
  divide(numerator: Sql, denominator: Sql): Sql;
  /** First local day of the period in which a UTC timestamp lies, as DATE. */
  truncate(
    grain: Grain,
    timestamp: Sql,
    options: { readonly zone: string; readonly weekStart: 'MONDAY' | 'SUNDAY' },
  ): Sql;
  /** The same for a DATE that is local already. */
  truncateDate(grain: Grain, date: Sql, weekStart: 'MONDAY' | 'SUNDAY'): Sql;
  /** The day so many months later (earlier, if negative); the last of its month where that has no such day. */
  addMonths(date: Sql, months: number): Sql;
  /** The day so many days later; `days` is a whole number. */
  addDays(date: Sql, days: Sql): Sql;
  /** A relation `(SELECT … AS d)` of days from `first` through `last`, so many months or days apart; `first` begins its month in steps of months. */
  series(first: Sql, last: Sql, step: { readonly months: number; readonly days: number }): Sql;
  /** The UTC timestamp at which a local day begins. */
  startOfDay(date: Sql, zone: string): Sql;
  /** A date or timestamp some calendar time later; the last day of a shorter month where the day does not exist. */
  later(value: Sql, type: 'date' | 'timestamp', duration: Duration): Sql;
  /** A value of a column that may be null, where it is none: engines that keep such columns apart want to be told. */
  known(value: Sql): Sql;
  /** The latest (or first) row of another relation that is not past (or before) a row's own time, per key. */
  asOfJoin(join: AsOfSpelling): Sql;
  /** Case-insensitive, literal: no wildcard in the text counts. */
  contains(value: Sql, text: Sql): Sql;
  /** Pattern with `%` and `_`, `\` before a literal one; regards case. */
  like(value: Sql, pattern: Sql): Sql;
  /** The last characters of a text behind an ellipsis; NULL where that would be nearly all of it. */
  lastCharacters(text: Sql, count: number): Sql;
  /** The first 16 hexadecimal digits of the SHA-256 of a text. */
  hash(text: Sql): Sql;
  /** Whether a value is a member of a bound list that holds no nulls: one place in the statement, however long the list. */
  isIn(value: Sql, list: Sql): Sql;
  /** Null-safe equality. */
  same(left: Sql, right: Sql): Sql;
  orderBy(value: Sql, direction: 'ASC' | 'DESC', nulls: 'FIRST' | 'LAST'): Sql;
  limit(count: number, offset?: number): Sql;
  /** The place of a bound value in the text; numbers begin at 1. */
  readonly parameter: (number: number, parameter: Parameter) => string;
}
