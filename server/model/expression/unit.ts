import { TrivetError } from '../../lib/errors.ts';
import type { Expression } from './expression.ts';
import { formatExpression } from './format.ts';
import type { Scope } from './scope.ts';

/**
 * The unit of an expression, or null for a plain number: equal units cancel in a quotient, a plain factor keeps the
 * unit. Throws `unit-mismatch` where values of different known units are added or compared.
 */
export function unitOf(expression: Expression, scope: Scope): string | null {
  const of = (part: Expression): string | null => unitOf(part, scope);
  switch (expression.op) {
    case 'column':
      return scope.column(expression.path).unit;
    case 'negate':
      return of(expression.of);
    case 'multiply':
      return product(of(expression.left), of(expression.right));
    case 'divide':
      return quotient(of(expression.left), of(expression.right));
    case 'add':
    case 'subtract':
      return shared([expression.left, expression.right], of);
    case 'eq':
    case 'neq':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      shared([expression.left, expression.right], of);
      return null;
    case 'and':
    case 'or':
      of(expression.left);
      of(expression.right);
      return null;
    case 'not':
      of(expression.of);
      return null;
    case 'case':
      for (const { when } of expression.branches) of(when);
      return shared([...expression.branches.map(({ then }) => then), expression.otherwise], of);
    case 'call':
      return unitOfCall(expression, of);
    default:
      return null;
  }
}

function unitOfCall(
  { name, args }: Extract<Expression, { op: 'call' }>,
  of: (part: Expression) => string | null,
): string | null {
  const [first] = args;
  if (name === 'least' || name === 'greatest' || name === 'coalesce') return shared(args, of);
  if (name === 'if') return shared(args.slice(1), of);
  if (['abs', 'ceil', 'floor', 'round', 'nullif'].includes(name) && first !== undefined) return of(first);
  return null;
}

function shared(members: readonly Expression[], of: (part: Expression) => string | null): string | null {
  let known: { readonly unit: string; readonly member: Expression } | null = null;
  for (const member of members) {
    const unit = of(member);
    if (unit === null) continue;
    if (known !== null && known.unit !== unit) {
      const message = `${formatExpression(known.member)} is in ${known.unit} and ${formatExpression(member)} in ${unit}.`;
      throw new TrivetError('unit-mismatch', message, { hint: 'Convert one of them first, or correct its unit.' });
    }
    known = { unit, member };
  }
  return known?.unit ?? null;
}

function product(left: string | null, right: string | null): string | null {
  return left !== null && right !== null ? null : (left ?? right);
}

function quotient(left: string | null, right: string | null): string | null {
  return left === right || right !== null ? null : left;
}
