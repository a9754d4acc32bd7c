import { type ErrorCode, type Position, TrivetError } from '../../lib/errors.ts';
import type { Expression, ExpressionType } from './expression.ts';
import { formatExpression } from './format.ts';
import { type Argument, signatures } from './functions.ts';
import type { ParsedExpression } from './parse.ts';
import { expressionTypeOf, type Scope } from './scope.ts';

/** What the expression yields over a scope; throws `invalid-expression`, `unknown-column` or `unknown-path` with the position. */
export function typeOf(parsed: ParsedExpression, scope: Scope): ExpressionType {
  return new Typer(parsed, scope).of(parsed.expression);
}

class Typer {
  readonly #parsed: ParsedExpression;
  readonly #scope: Scope;

  constructor(parsed: ParsedExpression, scope: Scope) {
    this.#parsed = parsed;
    this.#scope = scope;
  }

  of(expression: Expression): ExpressionType {
    switch (expression.op) {
      case 'number':
        return 'number';
      case 'text':
        return 'string';
      case 'boolean':
      case 'date':
        return expression.op;
      case 'null':
        return 'unknown';
      case 'column':
        return this.#column(expression);
      case 'negate':
        this.#expect(expression.of, 'number');
        return 'number';
      case 'not':
        this.#expect(expression.of, 'boolean');
        return 'boolean';
      case 'is_null':
        this.of(expression.of);
        return 'boolean';
      case 'in':
        return this.#in(expression);
      case 'case':
        return this.#case(expression);
      case 'call':
        return this.#call(expression);
      default:
        return this.#binary(expression);
    }
  }

  #binary(expression: Extract<Expression, { left: Expression }>): ExpressionType {
    const { op, left, right } = expression;
    if (op === 'and' || op === 'or') {
      this.#expect(left, 'boolean');
      this.#expect(right, 'boolean');
      return 'boolean';
    }
    if (op === 'add' || op === 'subtract' || op === 'multiply' || op === 'divide') {
      this.#expect(left, 'number');
      this.#expect(right, 'number');
      return 'number';
    }
    for (const side of [left, right]) if (side.op === 'null') throw this.#neverTrue(expression);
    this.#comparable(left, right);
    return 'boolean';
  }

  #in(expression: Extract<Expression, { op: 'in' }>): ExpressionType {
    for (const value of expression.values) {
      if (value.op === 'null') throw this.#neverTrue(value);
      this.#comparable(expression.of, value);
    }
    return 'boolean';
  }

  #case({ branches, otherwise }: Extract<Expression, { op: 'case' }>): ExpressionType {
    for (const { when } of branches) this.#expect(when, 'boolean');
    return this.#same([...branches.map(({ then }) => then), otherwise]);
  }

  #call(expression: Extract<Expression, { op: 'call' }>): ExpressionType {
    const { name, args } = expression;
    const signature = signatures[name];
    const least = signature.args.length - (signature.optional ?? 0);
    if (args.length < least || (args.length > signature.args.length && signature.rest === undefined)) {
      const wanted = least === signature.args.length ? `${least}` : `${least} or ${signature.args.length}`;
      const hint = `It takes ${wanted}${signature.rest === undefined ? '' : ' or more'}.`;
      throw this.#error(
        'invalid-expression',
        expression,
        `${name} is given ${args.length} argument${args.length === 1 ? '' : 's'}.`,
        hint,
      );
    }
    const same: Expression[] = [];
    for (const [index, argument] of args.entries()) {
      const wanted: Argument = signature.args[index] ?? signature.rest ?? 'same';
      if (wanted === 'same') same.push(argument);
      else if (wanted === 'unit') this.#unit(name, argument, signature.units ?? []);
      else this.#expect(argument, wanted);
    }
    const shared = same.length > 0 ? this.#same(same) : 'unknown';
    return signature.result === 'same' ? shared : signature.result;
  }

  #unit(name: string, argument: Expression, units: readonly string[]): void {
    if (argument.op === 'text' && units.includes(argument.value)) return;
    const hint = `Write one of ${units.map((unit) => `'${unit}'`).join(', ')}.`;
    throw this.#error('invalid-expression', argument, `${formatExpression(argument)} is no unit of ${name}.`, hint);
  }

  #column(expression: Extract<Expression, { op: 'column' }>): ExpressionType {
    try {
      const { type } = this.#scope.column(expression.path);
      return this.#scope.isUntyped?.(expression.path) === true ? 'unknown' : expressionTypeOf(type);
    } catch (error) {
      if (!(error instanceof TrivetError)) throw error;
      throw new TrivetError(error.code, error.message, {
        hint: error.hint,
        choices: error.choices,
        position: this.#positionOf(expression),
      });
    }
  }

  #expect(expression: Expression, wanted: 'number' | 'string' | 'boolean' | 'time'): void {
    const type = this.of(expression);
    const fits = wanted === 'time' ? isTime(type) : type === wanted;
    if (fits || type === 'unknown') return;
    const message = `${formatExpression(expression)} is a ${type}, but a ${wanted === 'time' ? 'date' : wanted} is needed.`;
    throw this.#error('invalid-expression', expression, message, conversionHint(type, wanted));
  }

  #comparable(left: Expression, right: Expression): void {
    const [a, b] = [this.of(left), this.of(right)];
    if (a === b || a === 'unknown' || b === 'unknown' || (isTime(a) && isTime(b))) return;
    const message = `${formatExpression(left)} is a ${a} and ${formatExpression(right)} a ${b}: they cannot be compared.`;
    throw this.#error('invalid-expression', right, message, comparisonHint(a, b));
  }

  #same(members: readonly Expression[]): ExpressionType {
    let shared: ExpressionType = 'unknown';
    for (const member of members) {
      const type = this.of(member);
      if (shared === 'unknown' || (shared === 'date' && type === 'timestamp')) shared = type;
      else if (type !== shared && type !== 'unknown' && !(isTime(type) && isTime(shared))) {
        throw this.#error('invalid-expression', member, `${formatExpression(member)} is a ${type} among ${shared}s.`);
      }
    }
    return shared;
  }

  #neverTrue(expression: Expression): TrivetError {
    return this.#error(
      'invalid-expression',
      expression,
      'A comparison with null is never true.',
      'Write is null or is not null.',
    );
  }

  #error(code: ErrorCode, at: Expression, message: string, hint?: string): TrivetError {
    return new TrivetError(code, message, { hint, position: this.#positionOf(at) });
  }

  #positionOf(expression: Expression): Position | undefined {
    return this.#parsed.spans.get(expression);
  }
}

function isTime(type: ExpressionType): boolean {
  return type === 'date' || type === 'timestamp';
}

function conversionHint(found: ExpressionType, wanted: string): string | undefined {
  if (wanted === 'number' && isTime(found)) return "Count between two dates with date_diff('day', earlier, later).";
  if (wanted === 'time' && found === 'string')
    return "Give the column the type date or timestamp, or write a date as date '2024-01-31'.";
  if (wanted === 'number' && found === 'string') return 'Give the column a number type, if it holds numbers.';
  return wanted === 'boolean' ? 'Write a condition, such as column = value.' : undefined;
}

function comparisonHint(a: ExpressionType, b: ExpressionType): string | undefined {
  if ((isTime(a) && b === 'string') || (isTime(b) && a === 'string')) return "Write a date as date '2024-01-31'.";
  if (a === 'boolean' || b === 'boolean')
    return 'A boolean column is a condition by itself: write it alone, or not before it.';
  return undefined;
}
