import type { Filter } from '../language/metric-query.ts';
import { boundValue } from '../resolve/operand.ts';
import type { Keys, OperandType, PlanFilter } from './plan.ts';
import type { Condition } from '../resolve/resolve.ts';

/** A filter over names → one over operands, with the values as they are bound. */
export function planFilter<Operand>(
  filter: Filter,
  operandOf: (condition: Condition) => { readonly operand: Operand; readonly type: OperandType },
): PlanFilter<Operand> {
  if (filter.is === 'not') return { is: 'not', of: planFilter(filter.of, operandOf) };
  if (filter.is === 'entity' || filter.is === 'none') throw new Error('A filter on entities has no operand.');
  if (filter.is !== 'condition') return { is: filter.is, of: filter.of.map((part) => planFilter(part, operandOf)) };
  return planCondition(filter, operandOf(filter));
}

/** One condition, with the values as they are bound. */
export function planCondition<Operand>(
  { operator, values, keepNulls }: Condition,
  { operand, type }: { readonly operand: Operand; readonly type: OperandType },
): PlanFilter<Operand> {
  const bound = operator === '_isNull' ? values : values.map((value) => boundValue(value, type));
  return { is: 'condition', operand, type, operator, values: bound, keepNulls };
}

/** What the conditions of a filter look at, in the rows it is about. */
export function operandsOf<Operand>(filter: PlanFilter<Operand> | null): readonly Operand[] {
  if (filter === null) return [];
  if (filter.is === 'condition') return [filter.operand];
  if (filter.is === 'keys') return filter.own;
  return filter.is === 'not' ? operandsOf(filter.of) : filter.of.flatMap(operandsOf);
}

/** Every key test of a filter. */
export function keysOf<Operand>(filter: PlanFilter<Operand> | null): readonly Keys[] {
  if (filter === null || filter.is === 'condition') return [];
  if (filter.is === 'keys') return [filter.among];
  return filter.is === 'not' ? keysOf(filter.of) : filter.of.flatMap(keysOf);
}
