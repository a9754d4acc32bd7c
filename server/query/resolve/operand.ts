import type { TrivetError } from '../../lib/errors.ts';
import type { Dimension } from '../../model/model.ts';
import type { FilterValue } from '../language/metric-query.ts';
import { instantOf } from '../calendar/period.ts';
import type { OperandType } from '../plan/plan.ts';
import { invalidQuery } from '../language/refuse.ts';
import type { Condition } from './resolve.ts';

/** How values that a dimension is compared with are bound. */
export function operandTypeOf(dimension: Dimension): OperandType {
  if (dimension.type === 'calendar') return 'date';
  return dimension.type === 'unknown' ? 'string' : dimension.type;
}

/** What is wrong with the values of a condition, or null. */
export function valueRefusal(condition: Condition, type: OperandType): TrivetError | null {
  const { on, operator, values } = condition;
  if (operator === '_isNull') return null;
  const isText = operator === '_like' || operator === '_contains' || operator === '_startsWith';
  if (isText && type !== 'string') return invalidQuery([on], `${operator} is for texts; ${on} is a ${type}.`);
  const wrong = values.filter((value) => value !== null).find((value) => !fits(value, type));
  if (wrong === undefined) return null;
  return invalidQuery([on], `${JSON.stringify(wrong)} is not a ${type}.`, hintFor(wrong, type));
}

/** The value as it is bound: timestamps in UTC without a zone. */
export function boundValue(value: FilterValue, type: OperandType): FilterValue {
  if (type !== 'timestamp' || typeof value !== 'string') return value;
  return instantOf(value).toISOString().replace('T', ' ').replace('Z', '');
}

function fits(value: string | number | boolean, type: OperandType): boolean {
  if (type === 'number' || type === 'boolean' || type === 'string') return typeof value === type;
  if (typeof value !== 'string') return false;
  const pattern =
    type === 'date'
      ? /^\d{4}-\d{2}-\d{2}$/
      : /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
  if (!pattern.test(value) || value.startsWith('0000')) return false;
  const day = value.slice(0, 10);
  const parsed = new Date(`${day}T00:00:00Z`);
  return (
    !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day) && !Number.isNaN(instantOf(value).getTime())
  );
}

function hintFor(value: string | number | boolean, type: OperandType): string {
  if (type === 'string') return `Write it as a text: "${String(value)}".`;
  if (type === 'date') return 'Write a day as 2026-01-31.';
  if (type === 'timestamp') return 'Write an instant as 2026-01-31T22:30:00Z.';
  return type === 'number' ? 'Write a number, without quotes.' : 'Write true or false.';
}
