import type { Filter } from './metric-query.ts';
import { boundValue } from './operand.ts';
import type { OperandType, PlanFilter } from './plan.ts';
import type { Condition } from './resolve.ts';

/** A filter over names → one over operands, with the values as they are bound. */
export function planFilter<Operand>(
  filter: Filter,
  operandOf: (condition: Condition) => { readonly operand: Operand; readonly type: OperandType },
): PlanFilter<Operand> {
  if (filter.is === 'not') return { is: 'not', of: planFilter(filter.of, operandOf) };
  if (filter.is === 'entity' || filter.is === 'none') throw new Error('A filter on entities has no operand.');
  if (filter.is !== 'condition') return { is: filter.is, of: filter.of.map((part) => planFilter(part, operandOf)) };
  const { operand, type } = operandOf(filter);
  const { is, operator, keepNulls } = filter;
  const values = operator === '_isNull' ? filter.values : filter.values.map((value) => boundValue(value, type));
  return { is, operand, type, operator, values, keepNulls };
}

/** What the conditions of a filter look at. */
export function operandsOf<Operand>(filter: PlanFilter<Operand> | null): readonly Operand[] {
  if (filter === null) return [];
  if (filter.is === 'condition') return [filter.operand];
  return filter.is === 'not' ? operandsOf(filter.of) : filter.of.flatMap(operandsOf);
}
