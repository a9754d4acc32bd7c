import { didYouMean } from '../../lib/closest.ts';
import type { Position } from '../../lib/errors.ts';
import type { Arithmetic, CaseBranch, Comparison, Expression } from './expression.ts';
import { functionNames, isFunctionName } from './functions.ts';
import { invalid, positionOf, type Token, tokensOf } from './tokens.ts';

/** An expression with the stretch of text that each of its nodes was read from. */
export interface ParsedExpression {
  readonly text: string;
  readonly expression: Expression;
  readonly spans: ReadonlyMap<Expression, Position>;
}

/** Reads an expression; throws `invalid-expression` with the position of what cannot be read. */
export function parseExpression(text: string): Expression {
  return parseWithSpans(text).expression;
}

/** Reads an expression and keeps where each part of it stands, so that later findings can point at it. */
export function parseWithSpans(text: string): ParsedExpression {
  const reader = new Reader(text);
  const expression = reader.whole();
  return { text, expression, spans: reader.spans };
}

const deepest = 100;

type Binary = Arithmetic | Comparison | 'and' | 'or';

const binaries: ReadonlyMap<string, readonly [op: Binary, power: number]> = new Map([
  ['or', ['or', 1]],
  ['and', ['and', 2]],
  ['=', ['eq', 4]],
  ['!=', ['neq', 4]],
  ['<>', ['neq', 4]],
  ['<', ['lt', 4]],
  ['<=', ['lte', 4]],
  ['>', ['gt', 4]],
  ['>=', ['gte', 4]],
  ['+', ['add', 5]],
  ['-', ['subtract', 5]],
  ['*', ['multiply', 6]],
  ['/', ['divide', 6]],
]);

const notPower = 3;
const comparisonPower = 4;
const negatePower = 7;

/** A Pratt parser over the tokens of one text. */
class Reader {
  readonly spans = new Map<Expression, Position>();
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  whole(): Expression {
    if (this.#peek().is === 'end') throw this.#invalid('The expression is empty.', this.#peek());
    const expression = this.#expression(0);
    const rest = this.#peek();
    if (rest.is !== 'end') throw this.#unexpected(rest, 'an operator or the end');
    return expression;
  }

  #expression(power: number): Expression {
    const start = this.#peek();
    if (++this.#depth > deepest) throw this.#invalid('The expression is nested too deep.', start);
    let left = this.#prefix();
    for (;;) {
      const longer = this.#infix(left, power, start);
      if (longer === null) break;
      left = longer;
    }
    this.#depth--;
    return left;
  }

  #infix(left: Expression, power: number, start: Token): Expression | null {
    const token = this.#peek();
    if (token.is !== 'operator' && token.is !== 'keyword') return null;
    const binary = binaries.get(token.value);
    if (binary !== undefined) {
      const [op, own] = binary;
      if (own <= power) return null;
      this.#take();
      const made = this.#mark({ op, left, right: this.#expression(own) }, start);
      if (own === comparisonPower) this.#refuseChain();
      return made;
    }
    if (comparisonPower <= power || !['is', 'in', 'between', 'not'].includes(token.value)) return null;
    const made = this.#mark(this.#test(left, start), start);
    this.#refuseChain();
    return made;
  }

  #test(left: Expression, start: Token): Expression {
    if (this.#accept('is')) {
      const negated = this.#accept('not');
      this.#expect('null');
      return { op: 'is_null', of: left, negated };
    }
    const negated = this.#accept('not');
    if (this.#accept('in')) {
      this.#expect('(');
      return { op: 'in', of: left, values: this.#list(), negated };
    }
    this.#expect('between');
    const low = this.#expression(comparisonPower);
    this.#expect('and');
    const high = this.#expression(comparisonPower);
    const from = this.#mark({ op: 'gte', left, right: low }, start);
    const to = this.#mark({ op: 'lte', left, right: high }, start);
    const both = this.#mark({ op: 'and', left: from, right: to }, start);
    return negated ? { op: 'not', of: both } : both;
  }

  #refuseChain(): void {
    const token = this.#peek();
    if (binaries.get(token.value)?.[1] === comparisonPower && token.is === 'operator') {
      throw this.#invalid('Comparisons cannot be chained.', token, 'Join them with and: a < b and b < c.');
    }
  }

  #prefix(): Expression {
    const token = this.#take();
    if (token.is === 'number') return this.#mark({ op: 'number', value: this.#number(token) }, token);
    if (token.is === 'text') return this.#mark({ op: 'text', value: token.value }, token);
    if (token.is === 'name' || token.is === 'quoted') return this.#mark(this.#named(token), token);
    if (token.is === 'keyword') return this.#mark(this.#keyword(token), token);
    if (token.value === '-') return this.#mark({ op: 'negate', of: this.#expression(negatePower) }, token);
    if (token.is !== 'operator' || token.value !== '(') throw this.#unexpected(token);
    const inner = this.#expression(0);
    this.#expect(')');
    return inner;
  }

  #keyword(token: Token): Expression {
    switch (token.value) {
      case 'true':
      case 'false':
        return { op: 'boolean', value: token.value === 'true' };
      case 'null':
        return { op: 'null' };
      case 'not':
        return { op: 'not', of: this.#expression(notPower) };
      case 'case':
        return this.#case();
      default:
        throw this.#unexpected(token);
    }
  }

  #case(): Expression {
    const branches: CaseBranch[] = [];
    this.#expect('when');
    do {
      const when = this.#expression(0);
      this.#expect('then');
      // oxlint-disable-next-line unicorn/no-thenable -- a branch of a case is never awaited
      branches.push({ when, then: this.#expression(0) });
    } while (this.#accept('when'));
    const otherwise: Expression = this.#accept('else') ? this.#expression(0) : { op: 'null' };
    this.#expect('end');
    return { op: 'case', branches, otherwise };
  }

  #named(token: Token): Expression {
    const next = this.#peek();
    if (token.is === 'name' && next.is === 'text' && token.value.toLowerCase() === 'date') {
      this.#take();
      return { op: 'date', value: this.#date(next) };
    }
    if (token.is === 'name' && next.is === 'operator' && next.value === '(') return this.#call(token);
    const path = [token.value];
    while (this.#accept('.')) {
      const part = this.#take();
      if (part.is !== 'name' && part.is !== 'quoted' && part.is !== 'keyword') throw this.#unexpected(part);
      path.push(
        this.#text.slice(part.start, part.end).startsWith('"') ? part.value : this.#text.slice(part.start, part.end),
      );
    }
    return { op: 'column', path };
  }

  #call(token: Token): Expression {
    const name = token.value.toLowerCase();
    if (!isFunctionName(name)) {
      const hint = aggregates.has(name) ? aggregateHint : didYouMean(name, functionNames);
      throw this.#invalid(`There is no function ${token.value}.`, token, hint);
    }
    this.#expect('(');
    return { op: 'call', name, args: this.#list() };
  }

  /** What stands between an opened parenthesis and its end: at least one expression. */
  #list(): readonly Expression[] {
    const members: Expression[] = [];
    do members.push(this.#expression(0));
    while (this.#accept(','));
    this.#expect(')');
    return members;
  }

  #number(token: Token): number {
    const value = Number(token.value);
    const whole = /^\d+$/.test(token.value);
    if (!Number.isFinite(value) || (whole && !Number.isSafeInteger(value))) {
      throw this.#invalid(`${token.value} is too large to be kept exactly.`, token);
    }
    return value;
  }

  #date(token: Token): string {
    const day = new Date(`${token.value}T00:00:00Z`);
    const valid =
      /^\d{4}-\d{2}-\d{2}$/.test(token.value) &&
      !Number.isNaN(day.getTime()) &&
      day.toISOString().startsWith(token.value);
    if (!valid) throw this.#invalid(`'${token.value}' is not a date.`, token, "Write it as date '2024-01-31'.");
    return token.value;
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { is: 'end', value: '', start: this.#text.length, end: this.#text.length };
  }

  #take(): Token {
    const token = this.#peek();
    this.#next++;
    return token;
  }

  #accept(value: string): boolean {
    const token = this.#peek();
    if ((token.is !== 'keyword' && token.is !== 'operator') || token.value !== value) return false;
    this.#next++;
    return true;
  }

  #expect(value: string): void {
    const token = this.#peek();
    if (!this.#accept(value)) throw this.#unexpected(token, value);
  }

  #mark(expression: Expression, start: Token): Expression {
    const last = this.#tokens[this.#next - 1] ?? start;
    this.spans.set(expression, positionOf(this.#text, [start.start, last.end]));
    return expression;
  }

  #unexpected(token: Token, wanted?: string): Error {
    const found = token.is === 'end' ? 'The expression ends' : `${this.#text.slice(token.start, token.end)} stands`;
    return this.#invalid(`${found} where ${wanted ?? 'a value'} is expected.`, token);
  }

  #invalid(message: string, token: Token, hint?: string): Error {
    return invalid(message, this.#text, [token.start, token.end], hint);
  }
}

const aggregates: ReadonlySet<string> = new Set(['sum', 'count', 'avg', 'min', 'max', 'median']);
const aggregateHint =
  'Expressions are about one row; the aggregate is said by the measure (agg) or the kind of the metric.';
