import { join, raw, sql, type Sql } from '../sql.ts';
import { truncateDate } from './clickhouse-time.ts';
import type { ScalarName } from './dialect.ts';
import { unitOfTime, unitsOfDistance, unitsOfPeriods } from './unit-of-time.ts';

/** Quotient as a double; NULL where the divisor is 0 or NULL. */
export function divide(numerator: Sql, denominator: Sql): Sql {
  return sql`(${real(numerator)} / nullIf(${real(denominator)}, 0))`;
}

/** Case-insensitive and literal. */
export function contains(value: Sql, text: Sql): Sql {
  return truth(sql`positionUTF8(${folded(value)}, ${folded(text)}) > 0`);
}

/** `%` and `_` are wild unless `\` stands before them. */
export function like(value: Sql, pattern: Sql): Sql {
  return truth(sql`${text(value)} LIKE ${pattern}`);
}

/** Any scalar function of the expression language; throws `invalid-expression` for a unit that dates do not have. */
export function scalar(name: ScalarName, args: readonly Sql[]): Sql {
  return scalars[name](args);
}

/** A condition as a boolean: comparisons yield small numbers here. */
function truth(condition: Sql): Sql {
  return sql`CAST(${condition} AS Nullable(Bool))`;
}

type Scalar = (args: readonly Sql[]) => Sql;

const scalars: { readonly [K in ScalarName]: Scalar } = {
  abs: named('abs'),
  ceil: named('ceil'),
  floor: named('floor'),
  sign: named('sign'),
  // Engines differ in what least and greatest make of a NULL; the language leaves it out.
  least: ([first, ...others]) => others.reduce((a, b) => lesser(a, b, '<='), first ?? raw('NULL')),
  greatest: ([first, ...others]) => others.reduce((a, b) => lesser(a, b, '>='), first ?? raw('NULL')),
  coalesce: named('coalesce'),
  nullif: named('nullIf'),
  lower: named('lowerUTF8'),
  upper: named('upperUTF8'),
  trim: named('trimBoth'),
  length: (args) => sql`CAST(lengthUTF8(${at(args, 0)}) AS Nullable(Int64))`,
  year: (args) => sql`CAST(toYear(${at(args, 0)}) AS Nullable(Int64))`,
  month: (args) => sql`CAST(toMonth(${at(args, 0)}) AS Nullable(Int64))`,
  day_of_week: (args) => sql`CAST(toDayOfWeek(${at(args, 0)}) AS Nullable(Int64))`,
  round,
  sqrt: (args) => sql`CASE WHEN ${at(args, 0)} >= 0 THEN sqrt(${real(at(args, 0))}) END`,
  ln: (args) => sql`CASE WHEN ${at(args, 0)} > 0 THEN log(${real(at(args, 0))}) END`,
  exp: (args) => finite(sql`exp(${real(at(args, 0))})`),
  power: (args) => finite(sql`pow(${real(at(args, 0))}, ${real(at(args, 1))})`),
  if: (args) => sql`CASE WHEN ${at(args, 0)} THEN ${at(args, 1)} ELSE ${at(args, 2)} END`,
  contains: (args) => contains(at(args, 0), at(args, 1)),
  starts_with: (args) => truth(sql`startsWith(${folded(at(args, 0))}, ${folded(at(args, 1))})`),
  ends_with: (args) => truth(sql`endsWith(${folded(at(args, 0))}, ${folded(at(args, 1))})`),
  date_trunc: (args) => truncateDate(unitOfTime(at(args, 0), unitsOfPeriods), at(args, 1), 'MONDAY'),
  date_diff: (args) => {
    const wanted = unitOfTime(at(args, 0), unitsOfDistance);
    const [from, to] = [at(args, 1), at(args, 2)];
    if (wanted === 'WEEK') return sql`intDiv(dateDiff('day', ${from}, ${to}, 'UTC'), 7)`;
    return sql`dateDiff('${raw(wanted.toLowerCase())}', ${from}, ${to}, 'UTC')`;
  },
};

function named(name: string): Scalar {
  return (args) => sql`${raw(name)}(${join(args)})`;
}

function lesser(left: Sql, right: Sql, comparison: '<=' | '>='): Sql {
  const keeps = sql`${right} IS NULL OR ${left} ${raw(comparison)} ${right}`;
  return sql`CASE WHEN ${left} IS NULL THEN ${right} WHEN ${keeps} THEN ${left} ELSE ${right} END`;
}

function round(args: readonly Sql[]): Sql {
  const value = real(at(args, 0));
  const digits = args[1];
  if (digits === undefined) return sql`(floor(abs(${value}) + 0.5) * sign(${value}))`;
  const scale = sql`pow(10, ${digits})`;
  return sql`(floor(abs(${value}) * ${scale} + 0.5) / ${scale} * sign(${value}))`;
}

function real(value: Sql): Sql {
  return sql`CAST(${value} AS Nullable(Float64))`;
}

function text(value: Sql): Sql {
  return sql`CAST(${value} AS Nullable(String))`;
}

function folded(value: Sql): Sql {
  return sql`lowerUTF8(${text(value)})`;
}

function finite(value: Sql): Sql {
  return sql`CASE WHEN isFinite(${value}) THEN ${value} END`;
}

function at(args: readonly Sql[], index: number): Sql {
  const argument = args[index];
  if (argument === undefined) throw new Error(`Argument ${index + 1} is missing.`);
  return argument;
}
