import type { ColumnType, ModelColumn } from '../../model/model.ts';
import type { Value } from '../../lib/table.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import { bind, type Sql, sql } from '../../sql/sql.ts';
import type { OperandType } from '../plan/plan.ts';

const operands: { readonly [Name in ColumnType['name']]: OperandType } = {
  string: 'string',
  integer: 'number',
  decimal: 'number',
  real: 'number',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  timestamptz: 'timestamp',
};

/** How values that a column is compared with are bound. */
export function operandTypeOfColumn({ type }: Pick<ModelColumn, 'type'>): OperandType {
  return operands[type.name];
}

/** A value as it was read from a column, bound so that it compares as equal with itself: exact digits stay exact. */
export function boundAsRead({ type }: Pick<ModelColumn, 'type'>, value: NonNullable<Value>, dialect: Dialect): Sql {
  const text = String(value);
  if (type.name === 'integer') return dialect.cast(sql`${text}`, 'bigint');
  if (type.name === 'decimal') return dialect.cast(sql`${text}`, 'decimal', type.precision ?? undefined);
  if (type.name === 'real') return sql`${bind('DOUBLE', Number(value))}`;
  if (type.name === 'boolean') return sql`${bind('BOOLEAN', value === true)}`;
  if (type.name === 'date') return sql`${bind('DATE', text)}`;
  if (type.name === 'string') return sql`${text}`;
  return sql`${bind('TIMESTAMP', text.replace('T', ' ').replace('Z', ''))}`;
}
