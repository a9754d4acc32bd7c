import type { ScalarName } from '../../sql/dialects/dialect.ts';

/**
 * The small language of `of`, `where`, `expr` and metric algebra, as a tree.
 * A column's path is `[column]` or `[join, …, column]` over many-to-one joins; in metric algebra it is `[component]`.
 */
export type Expression =
  | { readonly op: 'number'; readonly value: number }
  | { readonly op: 'text'; readonly value: string }
  | { readonly op: 'boolean'; readonly value: boolean }
  | { readonly op: 'date'; readonly value: string }
  | { readonly op: 'null' }
  | { readonly op: 'column'; readonly path: readonly string[] }
  | { readonly op: 'negate' | 'not'; readonly of: Expression }
  | { readonly op: Arithmetic | Comparison | 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly op: 'in'; readonly of: Expression; readonly values: readonly Expression[]; readonly negated: boolean }
  | { readonly op: 'is_null'; readonly of: Expression; readonly negated: boolean }
  | { readonly op: 'case'; readonly branches: readonly CaseBranch[]; readonly otherwise: Expression }
  | { readonly op: 'call'; readonly name: ScalarName; readonly args: readonly Expression[] };

export type Arithmetic = 'add' | 'subtract' | 'multiply' | 'divide';
export type Comparison = 'eq' | 'neq' | 'lt' | 'lte' | 'gt' | 'gte';

export interface CaseBranch {
  readonly when: Expression;
  readonly then: Expression;
}

/** What an expression yields; `unknown` is the type of a bare null. */
export type ExpressionType = 'number' | 'string' | 'boolean' | 'date' | 'timestamp' | 'unknown';
