import type { Expression, ExpressionType } from './expression.ts';
import { formatExpression } from './format.ts';
import { parseWithSpans } from './parse.ts';
import type { Scope } from './scope.ts';
import { invalid } from './tokens.ts';
import { typeOf } from './type.ts';
import { unitOf } from './unit.ts';

/** An expression that was read, typed and whose units agree. */
export interface ReadExpression {
  readonly expression: Expression;
  readonly type: ExpressionType;
  readonly unit: string | null;
}

/** Reads an expression over a scope; throws `invalid-expression`, `unknown-column`, `unknown-path` or `unit-mismatch`. */
export function readExpression(text: string, scope: Scope): ReadExpression {
  const parsed = parseWithSpans(text);
  const type = typeOf(parsed, scope);
  return { expression: parsed.expression, type, unit: unitOf(parsed.expression, scope) };
}

/** Reads a condition; throws as `readExpression` does, also for what is neither true nor false. */
export function readCondition(text: string, scope: Scope): Expression {
  const { expression, type } = readExpression(text, scope);
  if (type === 'boolean') return expression;
  const message = `${formatExpression(expression)} is a ${type}, not a condition.`;
  throw invalid(message, text, [0, text.length], 'Compare it with something, such as column = value.');
}
