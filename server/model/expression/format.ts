import type { Arithmetic, Comparison, Expression } from './expression.ts';
import { keywords } from './tokens.ts';

/** The canonical text of an expression: what `parseExpression` reads back as the same tree. */
export function formatExpression(expression: Expression): string {
  return format(expression, 0);
}

/** A name as it must stand in an expression: in double quotes where it is a keyword or no plain word. */
function formatName(name: string): string {
  const plain = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !keywords.has(name.toLowerCase());
  return plain ? name : `"${name.replaceAll('"', '""')}"`;
}

const symbols: { readonly [Op in Arithmetic | Comparison | 'and' | 'or']: readonly [symbol: string, power: number] } = {
  or: ['or', 1],
  and: ['and', 2],
  eq: ['=', 4],
  neq: ['!=', 4],
  lt: ['<', 4],
  lte: ['<=', 4],
  gt: ['>', 4],
  gte: ['>=', 4],
  add: ['+', 5],
  subtract: ['-', 5],
  multiply: ['*', 6],
  divide: ['/', 6],
};

const notPower = 3;
const testPower = 4;
const negatePower = 7;

function format(expression: Expression, power: number): string {
  const [text, own] = formatted(expression);
  return own <= power ? `(${text})` : text;
}

const atom = 9;

function formatted(expression: Expression): readonly [text: string, power: number] {
  switch (expression.op) {
    case 'number':
    case 'boolean':
      return [String(expression.value), atom];
    case 'text':
      return [quoted(expression.value), atom];
    case 'date':
      return [`date ${quoted(expression.value)}`, atom];
    case 'null':
      return ['null', atom];
    case 'column':
      return [expression.path.map(formatName).join('.'), atom];
    case 'negate':
      return [`-${format(expression.of, negatePower - 1)}`, negatePower];
    case 'not':
      return [`not ${format(expression.of, notPower - 1)}`, notPower];
    case 'in':
      return [
        `${format(expression.of, testPower)} ${expression.negated ? 'not in' : 'in'} (${list(expression.values)})`,
        testPower,
      ];
    case 'is_null':
      return [`${format(expression.of, testPower)} is ${expression.negated ? 'not null' : 'null'}`, testPower];
    case 'case':
      return [formatCase(expression), atom];
    case 'call':
      return [`${expression.name}(${list(expression.args)})`, atom];
    default: {
      const [symbol, own] = symbols[expression.op];
      const left = own === testPower ? own : own - 1;
      return [`${format(expression.left, left)} ${symbol} ${format(expression.right, own)}`, own];
    }
  }
}

function formatCase({ branches, otherwise }: Extract<Expression, { op: 'case' }>): string {
  const whens = branches.map(({ when, then }) => `when ${format(when, 0)} then ${format(then, 0)}`);
  const last = otherwise.op === 'null' ? '' : ` else ${format(otherwise, 0)}`;
  return `case ${whens.join(' ')}${last} end`;
}

function list(members: readonly Expression[]): string {
  return members.map((member) => format(member, 0)).join(', ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
