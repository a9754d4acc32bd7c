import { type Column, columnOf, isNumeric, type Table, type Value } from '../../lib/table.ts';
import type { FilterOperator, FilterValue } from '../language/metric-query.ts';
import type { Plan, PlanFilter, PlanOrder, ResultOperand } from '../plan/plan.ts';

/** Whether a condition on metrics holds for a row; as in SQL, a comparison with what is missing holds neither way. */
export function holdsFor(filter: PlanFilter<ResultOperand>, rows: Table, row: number): boolean {
  return truthOf(filter, rows, row) === true;
}

/** The order of two rows as it was asked for, then by every dimension. */
export function compareRows(plan: Plan, rows: Table, left: number, right: number): number {
  for (const { by, direction, nulls } of plan.order) {
    const name = orderedColumn(by);
    const found = compareIn(columnIn(rows, name), left, right, { direction, nulls });
    if (found !== 0) return found;
  }
  for (const index of plan.dimensions.keys()) {
    const names = [`d${index}`, ...(plan.dimensions[index]?.splitsNulls === true ? [`n${index}`] : [])];
    for (const name of names) {
      const found = compareIn(columnIn(rows, name), left, right, { direction: 'ASC', nulls: 'LAST' });
      if (found !== 0) return found;
    }
  }
  return 0;
}

function orderedColumn({ is, index }: PlanOrder['by']): string {
  if (is === 'dimension') return `d${index}`;
  return is === 'others' ? `o${index}` : operandColumn({ is, index });
}

type Truth = boolean | null;

function truthOf(filter: PlanFilter<ResultOperand>, rows: Table, row: number): Truth {
  if (filter.is === 'condition') {
    const { operator, values, keepNulls } = filter;
    const column = columnOf(rows, operandColumn(filter.operand));
    const value = column?.values[row] ?? null;
    const plain = value !== null && column !== undefined && isNumeric(column.type) ? Number(value) : value;
    return compare(operator, plain, values, keepNulls);
  }
  if (filter.is === 'not') {
    const truth = truthOf(filter.of, rows, row);
    return truth === null ? null : !truth;
  }
  if (filter.is === 'keys') throw new Error('A result has no keys of rows.');
  const truths = filter.of.map((part) => truthOf(part, rows, row));
  const decides = filter.is === 'or';
  if (truths.includes(decides)) return decides;
  return truths.includes(null) ? null : !decides;
}

function compare(operator: FilterOperator, value: Value, values: readonly FilterValue[], keepNulls: boolean): Truth {
  const [first = null] = values;
  const isMember = values.some((member) => member === value);
  if (operator === '_isNull') return (value === null) === (first !== false);
  if (value === null) {
    if (operator === '_in' || operator === '_eq') return values.includes(null) ? true : null;
    return (operator === '_nin' || operator === '_neq') && keepNulls && !values.includes(null) ? true : null;
  }
  if (operator === '_in' || operator === '_eq') return isMember;
  if (operator === '_nin' || operator === '_neq') return !isMember;
  if (first === null || typeof first === 'boolean' || typeof value === 'boolean') return null;
  if (operator === '_gt') return value > first;
  if (operator === '_gte') return value >= first;
  if (operator === '_lt') return value < first;
  if (operator === '_lte') return value <= first;
  throw new Error(`${operator} is not for metrics.`);
}

interface Ordering {
  readonly direction: 'ASC' | 'DESC';
  readonly nulls: 'FIRST' | 'LAST';
}

function columnIn(rows: Table, name: string): Column {
  const column = columnOf(rows, name);
  if (column === undefined) throw new Error(`The answer has no column ${name}.`);
  return column;
}

function compareIn(column: Column, left: number, right: number, { direction, nulls }: Ordering): number {
  const [a, b] = [column.values[left] ?? null, column.values[right] ?? null];
  if (a === null || b === null) return a === b ? 0 : (a === null) === (nulls === 'FIRST') ? -1 : 1;
  const found = isNumeric(column.type) ? Number(a) - Number(b) : inOrder(a, b);
  return direction === 'ASC' ? found : -found;
}

// Engines order texts by their bytes, JavaScript by halves of characters.
function inOrder(a: Value, b: Value): number {
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

function operandColumn({ is, index }: ResultOperand): string {
  return `${is === 'metric' ? 'r' : 'b'}${index}`;
}
