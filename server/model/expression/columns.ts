import type { Expression } from './expression.ts';

/** The column paths an expression uses, each once, in order of first use. */
export function columnPaths(expression: Expression): readonly (readonly string[])[] {
  const paths = new Map<string, readonly string[]>();
  replaceColumns(expression, (path) => {
    paths.set(JSON.stringify(path), path);
    return { op: 'column', path };
  });
  return [...paths.values()];
}

/** The same expression with every column put through `replace`: to rename components or to write a derived column out. */
export function replaceColumns(expression: Expression, replace: (path: readonly string[]) => Expression): Expression {
  if (expression.op === 'column') return replace(expression.path);
  return mapParts(expression, (part) => replaceColumns(part, replace));
}

/** The same expression with each of the expressions that it is directly made of put through `inner`. */
export function mapParts(expression: Expression, inner: (part: Expression) => Expression): Expression {
  switch (expression.op) {
    case 'number':
    case 'text':
    case 'boolean':
    case 'date':
    case 'null':
    case 'column':
      return expression;
    case 'negate':
    case 'not':
    case 'is_null':
      return { ...expression, of: inner(expression.of) };
    case 'in':
      return { ...expression, of: inner(expression.of), values: expression.values.map(inner) };
    case 'case':
      return {
        op: 'case',
        // oxlint-disable-next-line unicorn/no-thenable -- a branch of a case is never awaited
        branches: expression.branches.map(({ when, then }) => ({ when: inner(when), then: inner(then) })),
        otherwise: inner(expression.otherwise),
      };
    case 'call':
      return { ...expression, args: expression.args.map(inner) };
    default:
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
  }
}

/** Both conditions, or the one there is. */
export function both(left: Expression | null, right: Expression | null): Expression | null {
  if (left === null || right === null) return left ?? right;
  return { op: 'and', left, right };
}
