import { replaceColumns } from '../../model/expression/columns.ts';
import type { Expression } from '../../model/expression/expression.ts';
import type { Dataset, Model } from '../../model/model.ts';
import type { Reach } from './reach.ts';
import { whereEntitiesAre, whereFound, withRollupSteps } from './rollup-columns.ts';

/**
 * A dimension's expression over the columns of a dataset that reaches it. Where no row is found at its home, or no entity
 * whose rollup it names, it has no value, whatever the expression would make of missing columns.
 */
export function dimensionExpression(
  model: Model,
  dataset: Dataset,
  { joins, home }: Extract<Reach, { readonly is: 'reached' }>,
  asOf: 'END' | 'FACT' | null,
): Expression {
  const own = replaceColumns(home.expression, (column) => ({ op: 'column', path: [...joins, ...column] }));
  const key = model.datasets.get(home.dataset)?.key[0];
  const isBare = own.op === 'column' || joins.length === 0 || key === undefined;
  const found = isBare ? own : whereFound([...joins, key], own);
  return withRollupSteps(model, dataset, whereEntitiesAre(model, dataset, found), asOf);
}
