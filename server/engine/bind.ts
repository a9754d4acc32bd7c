import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  type DuckDBPreparedStatement,
  type DuckDBType,
  DuckDBDateValue,
  DuckDBTimestampValue,
  type DuckDBValue,
  LIST,
  listValue,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api';
import { messageOf, TrivetError } from '../lib/errors.ts';
import type { Parameter, ParameterType } from '../sql/sql.ts';
import { daysOf, microsOf } from './calendar.ts';

type Scalar = string | number | boolean | null;

interface Binding {
  readonly type: DuckDBType;
  readonly value: (value: Scalar) => DuckDBValue;
}

const scalars = {
  VARCHAR: { type: VARCHAR, value: String },
  BIGINT: { type: BIGINT, value: (value) => BigInt(value ?? 0) },
  DOUBLE: { type: DOUBLE, value: Number },
  BOOLEAN: { type: BOOLEAN, value: Boolean },
  DATE: { type: DATE, value: (value) => new DuckDBDateValue(known(daysOf(String(value)))) },
  TIMESTAMP: { type: TIMESTAMP, value: (value) => new DuckDBTimestampValue(known(microsOf(String(value)))) },
} satisfies Record<string, Binding>;

const lists: ReadonlyMap<ParameterType, Binding> = new Map<ParameterType, Binding>([
  ['VARCHAR[]', scalars.VARCHAR],
  ['BIGINT[]', scalars.BIGINT],
  ['DOUBLE[]', scalars.DOUBLE],
  ['DATE[]', scalars.DATE],
  ['TIMESTAMP[]', scalars.TIMESTAMP],
]);

/** Binds every value under the type it was given, never under one guessed from the value. Throws `invalid-parameter`. */
export function bindParameters(statement: DuckDBPreparedStatement, parameters: readonly Parameter[]): void {
  if (statement.parameterCount !== parameters.length) {
    throw new Error(`The statement has ${statement.parameterCount} parameters and got ${parameters.length} values.`);
  }
  parameters.forEach((parameter, index) => bindOne(statement, index + 1, parameter));
}

function bindOne(statement: DuckDBPreparedStatement, index: number, { type, value }: Parameter): void {
  const element = lists.get(type);
  const binding = element ?? bindingOf(type);
  const bound = element === undefined ? binding.type : LIST(binding.type);
  try {
    if (value === null) statement.bindValue(index, null, bound);
    else if (isList(value)) statement.bindValue(index, listValue(value.map((item) => one(binding, item))), bound);
    else statement.bindValue(index, one(binding, value), bound);
  } catch (error) {
    throw new TrivetError('invalid-parameter', `${JSON.stringify(value)} is no ${type}: ${messageOf(error)}`, {
      hint: 'Dates are written 2026-01-31, timestamps 2026-01-31 22:30:00, whole numbers without a point.',
    });
  }
}

function one(binding: Binding, value: Scalar): DuckDBValue {
  return value === null ? null : binding.value(value);
}

function bindingOf(type: ParameterType): Binding {
  const found = new Map<string, Binding>(Object.entries(scalars)).get(type);
  if (found === undefined) throw new Error(`Nothing binds ${type}.`);
  return found;
}

// Array.isArray does not narrow readonly arrays.
function isList(value: Parameter['value']): value is readonly (string | number | null)[] {
  return Array.isArray(value);
}

function known<Read>(read: Read | null): Read {
  if (read === null) throw new Error('not a date of the calendar');
  return read;
}
