import type { Json } from '../../lib/json.ts';
import { isNode, type Node, nodesOf, textOf } from '../syntax-tree.ts';

/** Kinds of queries, of what stands in FROM, and of what modifies a query. Everything else is refused. */
export const structures: ReadonlySet<string> = words(`
  SELECT_NODE SET_OPERATION_NODE RECURSIVE_CTE_NODE CTE_NODE
  BASE_TABLE JOIN SUBQUERY TABLE_FUNCTION EMPTY EMPTY_FROM EXPRESSION_LIST PIVOT SHOW_REF
  LIMIT_MODIFIER LIMIT_PERCENT_MODIFIER ORDER_MODIFIER DISTINCT_MODIFIER ORDER_DEFAULT ASCENDING DESCENDING`);

/** Kinds of expressions. Everything else is refused. */
export const expressions: ReadonlySet<string> = words(`
  COLUMN_REF CONSTANT FUNCTION WINDOW OPERATOR COMPARISON CONJUNCTION CAST CASE BETWEEN STAR SUBQUERY PARAMETER
  LAMBDA LAMBDA_REF COLLATE POSITIONAL_REFERENCE DEFAULT TYPE`);

/** Names that the engine reads as calls when no column is called so. */
export const momentNames: ReadonlySet<string> = words(`
  current_date current_time current_timestamp localtime localtimestamp`);

/** Whether the repeated part of a recursion has something that can end it: a condition or a limit. */
export function mayEnd(step: Json | undefined): boolean {
  if (!isNode(step)) return false;
  if (['where_clause', 'having', 'qualify'].some((key) => step[key] !== undefined)) return true;
  if (nodesOf(step['modifiers']).some((modifier) => textOf(modifier['type']).startsWith('LIMIT'))) return true;
  if (step['type'] === 'SET_OPERATION_NODE') return mayEnd(step['left']) && mayEnd(step['right']);
  return isNode(step['from_table']) && joinsOnCondition(step['from_table']);
}

function joinsOnCondition(from: Node): boolean {
  return from['type'] === 'JOIN' && (from['condition'] !== undefined || from['using_columns'] !== undefined);
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
