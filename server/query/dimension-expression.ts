import { replaceColumns } from '../model/expression/columns.ts';
import type { Expression } from '../model/expression/expression.ts';
import type { Dataset } from '../model/model.ts';
import type { Reach } from './reach.ts';

/**
 * A dimension's expression over the columns of a dataset that reaches it. Where no row is found at its home it has no value,
 * whatever the expression would make of missing columns.
 */
export function dimensionExpression(reach: Extract<Reach, { readonly is: 'reached' }>, home: Dataset): Expression {
  const { joins } = reach;
  const own = replaceColumns(reach.home.expression, (column) => ({ op: 'column', path: [...joins, ...column] }));
  const [key] = home.key;
  if (own.op === 'column' || joins.length === 0 || key === undefined) return own;
  return whereFound([...joins, key], own);
}

/** The expression where a column that is never missing in its row has a value, else null. */
export function whereFound(path: readonly string[], expression: Expression): Expression {
  const isMissing: Expression = { op: 'is_null', of: { op: 'column', path }, negated: false };
  // oxlint-disable-next-line unicorn/no-thenable -- a branch of a case is never awaited
  return { op: 'case', branches: [{ when: isMissing, then: { op: 'null' } }], otherwise: expression };
}
