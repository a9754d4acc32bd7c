import type { ColumnType, MeasureType } from '../model.ts';
import type { Expression } from './expression.ts';
import { expressionTypeOf, type Scope } from './scope.ts';

/** How a value is kept: the number types apart, since their sums have different types. */
export type Storage = MeasureType | { readonly name: 'boolean'; readonly precision: null };

const most = 38;
const real: Storage = { name: 'real', precision: null };
const whole: Storage = { name: 'bigint', precision: null };
const text: Storage = { name: 'string', precision: null };
const truth: Storage = { name: 'boolean', precision: null };

/** How the values of an expression that is typed already are kept; null only for a bare null. */
export function storageOf(expression: Expression, scope: Scope): Storage | null {
  const of = (part: Expression): Storage | null => storageOf(part, scope);
  switch (expression.op) {
    case 'number':
      return Number.isSafeInteger(expression.value) ? whole : real;
    case 'text':
      return text;
    case 'date':
      return { name: 'date', precision: null };
    case 'null':
      return null;
    case 'column':
      return storageOfColumn(scope.column(expression.path).type);
    case 'negate':
      return of(expression.of);
    case 'case':
      return widest([...expression.branches.map(({ then }) => then), expression.otherwise].map(of));
    case 'call':
      return storageOfCall(expression, of);
    case 'add':
    case 'subtract':
      return widest([of(expression.left), of(expression.right)]);
    case 'multiply':
      return product(of(expression.left), of(expression.right));
    case 'divide':
      return real;
    default:
      return truth;
  }
}

/** The type of a column that keeps such values. */
export function typeOfStorage(storage: Storage): ColumnType {
  if (storage.name === 'decimal') return { name: 'decimal', precision: storage.precision };
  return { name: storage.name === 'bigint' ? 'integer' : storage.name, precision: null };
}

/** How the values of a column are kept. */
function storageOfColumn(type: ReturnType<Scope['column']>['type']): Storage {
  if (type.name === 'decimal') return { name: 'decimal', precision: [most, type.precision?.[1] ?? 0] };
  if (type.name === 'integer') return whole;
  if (type.name === 'real') return real;
  const kind = expressionTypeOf(type);
  return kind === 'string' || kind === 'date' || kind === 'timestamp' ? { name: kind, precision: null } : truth;
}

function storageOfCall(
  { name, args }: Extract<Expression, { op: 'call' }>,
  of: (part: Expression) => Storage | null,
): Storage | null {
  if (name === 'coalesce' || name === 'least' || name === 'greatest') return widest(args.map(of));
  if (name === 'if') return widest(args.slice(1).map(of));
  if (name === 'abs' || name === 'nullif') return args[0] === undefined ? null : of(args[0]);
  if (name === 'lower' || name === 'upper' || name === 'trim') return text;
  if (name === 'contains' || name === 'starts_with' || name === 'ends_with') return truth;
  if (name === 'date_trunc') return { name: 'date', precision: null };
  return ['length', 'year', 'month', 'day_of_week', 'date_diff'].includes(name) ? whole : real;
}

function widest(storages: readonly (Storage | null)[]): Storage | null {
  const known = storages.filter((storage) => storage !== null);
  const found = known.find(({ name }) => name === 'real') ?? known.find(({ name }) => name === 'timestamp');
  if (found !== undefined) return found;
  const decimals = known.filter(({ name }) => name === 'decimal');
  if (decimals.length === 0) return known[0] ?? null;
  return { name: 'decimal', precision: [most, Math.max(...decimals.map(scaleOf))] };
}

function product(left: Storage | null, right: Storage | null): Storage | null {
  if (left?.name !== 'decimal' && right?.name !== 'decimal') return widest([left, right]);
  const scale = scaleOf(left) + scaleOf(right);
  const exact = [left, right].every((side) => side === null || side.name !== 'real') && scale <= 12;
  return exact ? { name: 'decimal', precision: [most, scale] } : real;
}

function scaleOf(storage: Storage | null): number {
  return storage?.precision?.[1] ?? 0;
}
