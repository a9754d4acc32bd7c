import type { ScalarName } from '../../sql/dialects/dialect.ts';
import type { ExpressionType } from './expression.ts';

/** `same`: every argument of one type, which is also the result's; `unit`: one of the literal texts in `units`. */
export type Argument = 'number' | 'string' | 'boolean' | 'time' | 'same' | 'unit';

/** What a function takes and yields; `rest` says what further arguments are. */
export interface Signature {
  readonly args: readonly Argument[];
  /** How many of `args` may be left out, from the end. */
  readonly optional?: number;
  readonly rest?: Argument;
  readonly units?: readonly string[];
  readonly result: ExpressionType | 'same';
}

const numeric: Signature = { args: ['number'], result: 'number' };
const text: Signature = { args: ['string'], result: 'string' };
const test: Signature = { args: ['string', 'string'], result: 'boolean' };
const part: Signature = { args: ['time'], result: 'number' };
const several: Signature = { args: ['same', 'same'], rest: 'same', result: 'same' };

/** The functions of the expression language; there is no clock among them, since the query says what "now" is. */
export const signatures: { readonly [Name in ScalarName]: Signature } = {
  abs: numeric,
  ceil: numeric,
  floor: numeric,
  round: { args: ['number', 'number'], optional: 1, result: 'number' },
  sign: numeric,
  sqrt: numeric,
  ln: numeric,
  exp: numeric,
  power: { args: ['number', 'number'], result: 'number' },
  least: several,
  greatest: several,
  coalesce: several,
  nullif: { args: ['same', 'same'], result: 'same' },
  if: { args: ['boolean', 'same', 'same'], result: 'same' },
  lower: text,
  upper: text,
  trim: text,
  length: { args: ['string'], result: 'number' },
  contains: test,
  starts_with: test,
  ends_with: test,
  year: part,
  month: part,
  day_of_week: part,
  date_trunc: { args: ['unit', 'time'], units: ['day', 'week', 'month', 'quarter', 'year'], result: 'date' },
  date_diff: {
    args: ['unit', 'time', 'time'],
    units: ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'],
    result: 'number',
  },
};

/** The names of all functions. */
export const functionNames: readonly string[] = Object.keys(signatures);

/** Whether the language has a function of that name (lower case). */
export function isFunctionName(name: string): name is ScalarName {
  return Object.hasOwn(signatures, name);
}
