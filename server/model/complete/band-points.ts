import { TrivetError } from '../../lib/errors.ts';
import type { Expression } from '../expression/expression.ts';
import { formatExpression } from '../expression/format.ts';
import type { ReadRollupValue } from './rollup-value.ts';

/** A value at which bands are tried; days count from 1970-01-01. */
type PointValue = number | string | boolean;

export interface Point {
  readonly value: PointValue;
  /** As a person says it: `6`, `values between 6 and 7`, `values above 8`. */
  readonly text: string;
}

type Domain = Pick<ReadRollupValue, 'storage' | 'range' | 'values'> & {
  /** A value outside of the range that must have its band too: what an entity without rows has. */
  readonly extra: number | null;
};

/**
 * Every value at which one of the conditions can change, and one between any two of them: what holds at these holds
 * everywhere. Throws `invalid-expression` for a condition that is more than comparisons with fixed values.
 */
export function pointsOf(conditions: readonly Expression[], domain: Domain): readonly Point[] {
  const literals = conditions.flatMap((condition) => literalsOf(condition));
  const { storage } = domain;
  if (storage.name === 'boolean') return [true, false].map((value) => ({ value, text: String(value) }));
  if (storage.name === 'string') return textPoints(literals, domain.values);
  const numbers = literals.filter((literal) => typeof literal === 'number');
  const spell = storage.name === 'date' || storage.name === 'timestamp' ? dayOf : String;
  const isWhole = storage.name === 'bigint' || storage.name === 'date';
  const inside = numberPoints(numbers, { isWhole, range: domain.range, spell });
  return domain.extra === null
    ? inside
    : [...inside, { value: domain.extra, text: `${domain.extra}, which an entity without rows has` }];
}

/** Whether a condition over `value` holds for one value. */
export function holdsAt(condition: Expression, value: PointValue): boolean {
  return evaluate(condition, value) === true;
}

function literalsOf(expression: Expression): readonly PointValue[] {
  switch (expression.op) {
    case 'and':
    case 'or':
    case 'eq':
    case 'neq':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return [...literalsOf(expression.left), ...literalsOf(expression.right)];
    case 'not':
      return literalsOf(expression.of);
    case 'in':
      return [...literalsOf(expression.of), ...expression.values.flatMap(literalsOf)];
    case 'column':
      return [];
    default:
      return [literalOf(expression)];
  }
}

function literalOf(expression: Expression): PointValue {
  switch (expression.op) {
    case 'number':
    case 'text':
    case 'boolean':
      return expression.value;
    case 'date':
      return Date.parse(`${expression.value}T00:00:00Z`) / msPerDay;
    case 'negate': {
      const of = literalOf(expression.of);
      if (typeof of === 'number') return -of;
      break;
    }
  }
  throw new TrivetError('invalid-expression', `${formatExpression(expression)} is no fixed value.`, {
    hint: 'A band compares the value with numbers, texts or dates.',
  });
}

const msPerDay = 86_400_000;

function evaluate(expression: Expression, value: PointValue): PointValue {
  const at = (part: Expression): PointValue => evaluate(part, value);
  switch (expression.op) {
    case 'column':
      return value;
    case 'and':
      return at(expression.left) === true && at(expression.right) === true;
    case 'or':
      return at(expression.left) === true || at(expression.right) === true;
    case 'not':
      return at(expression.of) !== true;
    case 'eq':
      return at(expression.left) === at(expression.right);
    case 'neq':
      return at(expression.left) !== at(expression.right);
    case 'lt':
      return at(expression.left) < at(expression.right);
    case 'lte':
      return at(expression.left) <= at(expression.right);
    case 'gt':
      return at(expression.left) > at(expression.right);
    case 'gte':
      return at(expression.left) >= at(expression.right);
    case 'in': {
      const found = expression.values.some((member) => at(member) === at(expression.of));
      return found !== expression.negated;
    }
    default:
      return literalOf(expression);
  }
}

function textPoints(literals: readonly PointValue[], values: readonly string[] | null): readonly Point[] {
  if (values !== null) return values.map((value) => ({ value, text: `'${value}'` }));
  const texts = new Set(literals.filter((literal) => typeof literal === 'string'));
  // No text of a model file can hold a zero character and be meant.
  return [...[...texts].map((value) => ({ value, text: `'${value}'` })), { value: '\u0000', text: 'any other text' }];
}

interface NumberDomain {
  readonly isWhole: boolean;
  readonly range: Domain['range'];
  readonly spell: (value: number) => string;
}

function numberPoints(literals: readonly number[], { isWhole, range, spell }: NumberDomain): readonly Point[] {
  const [low, high] = range;
  const bounds = [low, high].filter((bound) => bound !== null);
  const ends = [...new Set([...literals, ...bounds])].sort((a, b) => a - b);
  const between = isWhole ? wholeGap : realGap;
  const gaps = ends.flatMap((end, index) => between(end, ends[index + 1] ?? null, spell));
  const [first] = ends;
  const before: Point[] =
    first === undefined ? [] : [{ value: Math.ceil(first) - 1, text: `values below ${spell(first)}` }];
  const whole = ends
    .filter((end) => !isWhole || Number.isInteger(end))
    .map((end) => ({ value: end, text: spell(end) }));
  return [...before, ...whole, ...gaps].filter(
    ({ value }) => typeof value === 'number' && (low === null || value >= low) && (high === null || value <= high),
  );
}

function wholeGap(from: number, to: number | null, spell: (value: number) => string): readonly Point[] {
  const next = Math.floor(from) + 1;
  if (to === null) return [{ value: next, text: `values above ${spell(from)}` }];
  if (next >= to) return [];
  const last = Math.ceil(to) - 1;
  return [{ value: next, text: next === last ? spell(next) : `${spell(next)} to ${spell(last)}` }];
}

function realGap(from: number, to: number | null, spell: (value: number) => string): readonly Point[] {
  if (to === null) return [{ value: from + 1, text: `values above ${spell(from)}` }];
  return [{ value: (from + to) / 2, text: `values between ${spell(from)} and ${spell(to)}` }];
}

function dayOf(days: number): string {
  return new Date(days * msPerDay).toISOString().slice(0, 10);
}
