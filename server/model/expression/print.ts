import { bind, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import type { Expression } from './expression.ts';

/** How an expression is spelled: by which engine's dialect, and what a column's path is called in the statement. */
export interface Printing {
  readonly dialect: Dialect;
  column(path: readonly string[]): Sql;
}

const operators = {
  add: '+',
  subtract: '-',
  multiply: '*',
  eq: '=',
  neq: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  and: 'AND',
  or: 'OR',
} as const;

/** The expression as SQL, in parentheses wherever it is more than one term; every value is bound. */
export function printExpression(expression: Expression, printing: Printing): Sql {
  const print = (part: Expression): Sql => printExpression(part, printing);
  switch (expression.op) {
    case 'number':
    case 'text':
    case 'boolean':
      return sql`${expression.value}`;
    case 'date':
      return sql`${bind('DATE', expression.value)}`;
    case 'null':
      // A bound NULL would be a VARCHAR and draw the type of a CASE with it.
      return raw('NULL');
    case 'column':
      return printing.column(expression.path);
    case 'negate':
      return sql`(-${print(expression.of)})`;
    case 'not':
      return sql`(NOT ${print(expression.of)})`;
    case 'in':
      return sql`(${print(expression.of)} ${raw(expression.negated ? 'NOT IN' : 'IN')} (${join(expression.values.map(print))}))`;
    case 'is_null':
      return sql`(${print(expression.of)} ${raw(expression.negated ? 'IS NOT NULL' : 'IS NULL')})`;
    case 'case':
      return printCase(expression, print);
    case 'call':
      return printing.dialect.scalar(expression.name, expression.args.map(print));
    case 'divide':
      return printing.dialect.divide(print(expression.left), print(expression.right));
    default:
      return sql`(${print(expression.left)} ${raw(operators[expression.op])} ${print(expression.right)})`;
  }
}

function printCase(
  { branches, otherwise }: Extract<Expression, { op: 'case' }>,
  print: (part: Expression) => Sql,
): Sql {
  const whens = branches.map(({ when, then }) => sql`WHEN ${print(when)} THEN ${print(then)}`);
  return sql`CASE ${join(whens, ' ')} ELSE ${print(otherwise)} END`;
}
