import type { ColumnType, MeasureType } from '../model.ts';
import type { ExpressionType } from './expression.ts';

/** What an expression may know about a column it names. */
export interface ScopeColumn {
  readonly type: ColumnType;
  readonly unit: string | null;
}

/** The columns an expression may use, by path; throws a TrivetError with a hint for any other path. */
export interface Scope {
  column(path: readonly string[]): ScopeColumn;
  /** Whether nobody knows yet what a path yields, so that it fits wherever it stands; never, unless said. */
  isUntyped?(path: readonly string[]): boolean;
}

/** The type in expressions of a column's type. */
export function expressionTypeOf(type: ColumnType): ExpressionType {
  return expressionTypes[type.name];
}

const expressionTypes: { readonly [Name in ColumnType['name']]: ExpressionType } = {
  string: 'string',
  integer: 'number',
  decimal: 'number',
  real: 'number',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  timestamptz: 'timestamp',
};

/** The type of a measure as a column's type, for algebra over measures. */
export function columnTypeOf(type: MeasureType): ColumnType {
  return { name: type.name === 'bigint' ? 'integer' : type.name, precision: type.precision };
}
