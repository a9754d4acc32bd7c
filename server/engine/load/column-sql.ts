import { TrivetError } from '../../lib/errors.ts';
import type { ColumnType, ModelColumn } from '../../model/model.ts';
import { id, join, raw, type Sql, sql } from '../../sql/sql.ts';

/** A column of the source, as it lies in the staging table. */
export interface StagedColumn {
  readonly sql: Sql;
  /** The engine's name of its type. */
  readonly engineType: string;
}

/** How a declared column is made: what the source gives after missing values are taken out, and that as the declared type. */
export interface ColumnSql {
  readonly given: Sql;
  readonly value: Sql;
  /** Whether a value that is given can fail to become one of the type. */
  readonly canFail: boolean;
  /** Whether digits can be lost. */
  readonly canRound: boolean;
}

/** Columns that are read from the source, with the SQL that makes them. */
export type ReadColumns = readonly (readonly [column: ModelColumn, made: ColumnSql])[];

/**
 * The SQL of one declared column. Texts that are blank or named by `nulls` are missing; what the type refuses is NULL as well,
 * and counted by comparing both parts. The session's zone must be the dataset's: times without an offset are read in it.
 */
export function columnSql(column: ModelColumn, staged: StagedColumn): ColumnSql {
  const isText =
    staged.engineType === 'VARCHAR' || column.nulls.length > 0 || column.format !== null || column.pad !== null;
  const isSame = staged.engineType === engineTypeOf(column.type);
  const canRound = column.type.name === 'decimal' && !isSame;
  if (!isText) {
    const canFail = !isSame || column.type.name === 'real';
    return { given: staged.sql, value: fromTyped(column.type, staged), canFail, canRound };
  }
  const given = padded(column, withoutNulls(column, staged));
  return { given, value: fromText(column, given), canFail: column.type.name !== 'string', canRound };
}

/** The engine's name for a declared type: every moment is kept as UTC without a zone. */
export function engineTypeOf(type: ColumnType): string {
  if (type.name === 'decimal') return `DECIMAL(${(type.precision ?? [18, 2]).join(',')})`;
  return engineTypes[type.name];
}

const engineTypes = {
  string: 'VARCHAR',
  integer: 'BIGINT',
  real: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  timestamptz: 'TIMESTAMP',
} as const;

function withoutNulls(column: ModelColumn, staged: StagedColumn): Sql {
  const text = staged.engineType === 'VARCHAR' ? staged.sql : sql`CAST(${staged.sql} AS VARCHAR)`;
  const missing = join([raw("''"), ...column.nulls.map((written) => sql`${written.trim()}`)]);
  return sql`CASE WHEN trim(${text}) NOT IN (${missing}) THEN ${text} END`;
}

function padded(column: ModelColumn, text: Sql): Sql {
  if (column.pad === null) return text;
  const { length, with: filling } = column.pad;
  const trimmed = sql`trim(${text})`;
  return sql`CASE WHEN length(${trimmed}) < ${length} THEN lpad(${trimmed}, CAST(${length} AS INTEGER), ${filling}) ELSE ${trimmed} END`;
}

const wholeNumber = '[+-]?[0-9]+([.]0*)?';
const anyNumber = '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?';

function fromText(column: ModelColumn, given: Sql): Sql {
  const text = sql`trim(${given})`;
  const { type, format } = column;
  const isNumber = type.name === 'integer' || type.name === 'decimal' || type.name === 'real';
  const number = isNumber && format !== null ? plainNumber(column, text, format) : text;
  switch (type.name) {
    case 'string':
      return given;
    case 'integer':
      return sql`CASE WHEN regexp_full_match(${number}, ${wholeNumber}) THEN try_cast(${number} AS BIGINT) END`;
    case 'decimal':
      return sql`CASE WHEN regexp_full_match(${number}, ${anyNumber}) THEN try_cast(${number} AS ${raw(engineTypeOf(type))}) END`;
    case 'real':
      return finite(sql`CASE WHEN regexp_full_match(${number}, ${anyNumber}) THEN try_cast(${number} AS DOUBLE) END`);
    case 'boolean':
      return sql`CASE WHEN lower(${text}) IN ('true', 't', 'yes', 'y', '1') THEN true WHEN lower(${text}) IN ('false', 'f', 'no', 'n', '0') THEN false END`;
    case 'date':
      return plausible(
        format === null ? sql`try_cast(${text} AS DATE)` : sql`CAST(try_strptime(${text}, ${format}) AS DATE)`,
      );
    default:
      return plausible(utc(format === null ? text : sql`try_strptime(${text}, ${format})`));
  }
}

function fromTyped(type: ColumnType, { sql: value, engineType }: StagedColumn): Sql {
  const target = raw(engineTypeOf(type));
  if (type.name === 'integer' && /^(FLOAT|DOUBLE|DECIMAL)/.test(engineType)) {
    return sql`CASE WHEN ${value} = floor(${value}) THEN try_cast(${value} AS BIGINT) END`;
  }
  if (type.name === 'real') return finite(sql`try_cast(${value} AS DOUBLE)`);
  if (type.name === 'timestamp' || type.name === 'timestamptz') return utc(value);
  return sql`try_cast(${value} AS ${target})`;
}

// Twice as fast as AT TIME ZONE 'UTC', which goes through the calendar.
function utc(value: Sql): Sql {
  return sql`make_timestamp(epoch_us(try_cast(${value} AS TIMESTAMPTZ)))`;
}

// `%Y` reads 19 as the year 19, and DuckDB knows an infinite date.
function plausible(moment: Sql): Sql {
  return sql`CASE WHEN year(${moment}) BETWEEN 1000 AND 9999 THEN ${moment} END`;
}

function finite(value: Sql): Sql {
  return sql`CASE WHEN isfinite(${value}) THEN ${value} END`;
}

/** A number's format is a sample of it: `1.234,56`, `$1,234.50`, `12 %`. The last mark is the decimal one unless three digits follow a lone comma. */
function plainNumber(column: ModelColumn, text: Sql, format: string): Sql {
  const parts = /^(\D*)(\d[\d.,'’\s]*\d|\d)(\D*)$/u.exec(format);
  if (parts === null) {
    throw new TrivetError('invalid-model', `${column.name}: ${format} is no sample of a number.`, {
      hint: "Write one as the source does, for example format: '1.234,56'.",
    });
  }
  const [, before = '', digits = '', after = ''] = parts;
  const marks = [...digits].filter((mark) => !/\d/.test(mark));
  const last = marks.at(-1);
  const isDecimal =
    last !== undefined &&
    marks.filter((mark) => mark === last).length === 1 &&
    (marks.length > 1 || !/[,'’\s]\d{3}$/u.test(digits));
  const grouping = new Set(isDecimal ? marks.slice(0, -1) : marks);
  const dropped = [...grouping, before.trim(), after.trim()].filter((piece) => piece !== '');
  const bare = dropped.reduce((inner, piece) => sql`replace(${inner}, ${piece}, '')`, text);
  return sql`trim(${isDecimal && last !== '.' ? sql`replace(${bare}, ${last}, '.')` : bare})`;
}

/** What the loader adds beside a time column: its day in the workspace's zone. */
export function dayOf(column: ModelColumn, zone: string): Sql {
  const name = id(column.name);
  if (column.type.name === 'date') return name;
  return sql`CAST((make_timestamptz(epoch_us(${name})) AT TIME ZONE ${zone}) AS DATE)`;
}
