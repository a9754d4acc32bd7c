import { join, raw, sql, type Sql } from '../sql.ts';
import type { ScalarName } from './dialect.ts';
import { truncateDate } from './duckdb-time.ts';
import { unitOfTime, unitsOfDistance, unitsOfPeriods } from './unit-of-time.ts';

/** Quotient as a double; NULL where the divisor is 0 or NULL. */
export function divide(numerator: Sql, denominator: Sql): Sql {
  return sql`(${real(numerator)} / nullif(${real(denominator)}, 0))`;
}

/** Case-insensitive and literal. */
export function contains(value: Sql, text: Sql): Sql {
  return sql`contains(${folded(value)}, ${folded(text)})`;
}

/** `%` and `_` are wild unless `\` stands before them. */
export function like(value: Sql, pattern: Sql): Sql {
  return sql`(${value} LIKE ${pattern} ESCAPE '\\')`;
}

/** Any scalar function of the expression language; throws `invalid-expression` for a unit that dates do not have. */
export function scalar(name: ScalarName, args: readonly Sql[]): Sql {
  return scalars[name](args);
}

type Scalar = (args: readonly Sql[]) => Sql;

const scalars: { readonly [K in ScalarName]: Scalar } = {
  abs: named('abs'),
  ceil: named('ceil'),
  floor: named('floor'),
  sign: named('sign'),
  least: named('least'),
  greatest: named('greatest'),
  coalesce: named('coalesce'),
  nullif: named('nullif'),
  lower: named('lower'),
  upper: named('upper'),
  trim: named('trim'),
  length: named('length'),
  year: named('year'),
  month: named('month'),
  day_of_week: named('isodow'),
  round,
  sqrt: (args) => sql`CASE WHEN ${at(args, 0)} >= 0 THEN sqrt(${real(at(args, 0))}) END`,
  ln: (args) => sql`CASE WHEN ${at(args, 0)} > 0 THEN ln(${real(at(args, 0))}) END`,
  exp: (args) => finite(sql`exp(${real(at(args, 0))})`),
  power: (args) => finite(sql`power(${real(at(args, 0))}, ${real(at(args, 1))})`),
  if: (args) => sql`CASE WHEN ${at(args, 0)} THEN ${at(args, 1)} ELSE ${at(args, 2)} END`,
  contains: (args) => contains(at(args, 0), at(args, 1)),
  starts_with: (args) => sql`starts_with(${folded(at(args, 0))}, ${folded(at(args, 1))})`,
  ends_with: (args) => sql`ends_with(${folded(at(args, 0))}, ${folded(at(args, 1))})`,
  date_trunc: (args) => {
    const grain = unitOfTime(at(args, 0), unitsOfPeriods);
    return truncateDate(grain, at(args, 1), 'MONDAY');
  },
  date_diff: (args) => {
    const wanted = unitOfTime(at(args, 0), unitsOfDistance);
    const [from, to] = [at(args, 1), at(args, 2)];
    if (wanted === 'WEEK') return sql`(date_diff('day', ${from}, ${to}) // 7)`;
    return sql`date_diff('${raw(wanted.toLowerCase())}', ${from}, ${to})`;
  },
};

function named(name: string): Scalar {
  return (args) => sql`${raw(name)}(${join(args)})`;
}

// Engines round halves differently; half away from zero is written out so that all agree.
function round(args: readonly Sql[]): Sql {
  const value = real(at(args, 0));
  const digits = args[1];
  if (digits === undefined) return sql`(floor(abs(${value}) + 0.5) * sign(${value}))`;
  const scale = sql`power(10, ${digits})`;
  return sql`(floor(abs(${value}) * ${scale} + 0.5) / ${scale} * sign(${value}))`;
}

function real(value: Sql): Sql {
  return sql`CAST(${value} AS DOUBLE)`;
}

function folded(value: Sql): Sql {
  return sql`lower(CAST(${value} AS VARCHAR))`;
}

function finite(value: Sql): Sql {
  return sql`CASE WHEN isfinite(${value}) THEN ${value} END`;
}

function at(args: readonly Sql[], index: number): Sql {
  const argument = args[index];
  if (argument === undefined) throw new Error(`Argument ${index + 1} is missing.`);
  return argument;
}
