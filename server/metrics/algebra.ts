import type { Expression } from '../model/expression/expression.ts';

/** A component by its name, in a metric's value. */
export function component(name: string): Expression {
  return { op: 'column', path: [name] };
}

/** A number in a metric's value. */
export function number(value: number): Expression {
  return { op: 'number', value };
}

/** `left − right`. */
export function minus(left: Expression, right: Expression): Expression {
  return { op: 'subtract', left, right };
}

/** `left · right`. */
export function times(left: Expression, right: Expression): Expression {
  return { op: 'multiply', left, right };
}

/** `left / right` as a real number, null where `right` is 0 or null. */
export function over(left: Expression, right: Expression): Expression {
  return { op: 'divide', left, right };
}

/** A comparison of a column with a number. */
export function compare(left: Expression, op: 'gte' | 'lte', value: number): Expression {
  return { op, left, right: number(value) };
}
