import { canonicalJson } from '../../lib/json.ts';
import { columnPaths } from '../../model/expression/columns.ts';
import type { Expression } from '../../model/expression/expression.ts';
import type { Dataset, Dimension, Model } from '../../model/model.ts';
import type { Link } from './bridge.ts';
import { dimensionExpression } from './dimension-expression.ts';
import type { ColumnPath } from './key-paths.ts';
import type { Moment } from '../plan/leg-join.ts';
import { legJoins, momentOf } from '../plan/leg-joins.ts';
import type { GroupRequest } from '../language/metric-query.ts';
import { operandTypeOf } from './operand.ts';
import type { Keys, LegRows, PlanFilter, RowOperand } from '../plan/plan.ts';
import { operandsOf, planCondition } from '../plan/plan-filter.ts';
import type { Condition } from './resolve.ts';

type AsOf = GroupRequest['asOf'];

/** A condition on a dimension of linked rows; `link` is the dimension's own: several may lead through the same rows. */
export interface LinkedCondition {
  readonly condition: Condition;
  readonly dimension: Dimension;
  readonly link: Link;
  readonly asOf: AsOf;
}

/** One text for links over the same rows by the same keys. */
export function linkKey({ dataset, on }: Link): string {
  return canonicalJson({ dataset, on });
}

/** The linked rows for which some conditions hold, with the joins that these and some values need. */
export function linkedRows(
  model: Model,
  link: Pick<Link, 'dataset' | 'on'>,
  conditions: readonly LinkedCondition[],
  values: readonly Expression[] = [],
): LegRows {
  const dataset = model.datasets.get(link.dataset);
  if (dataset === undefined) throw new Error(`The model has no dataset ${link.dataset}.`);
  const parts = conditions.map((condition) => linkedCondition(model, condition));
  const [only, ...others] = parts;
  const where = only === undefined ? null : others.length === 0 ? only : ({ is: 'and', of: parts } as const);
  const expressions = [...values, ...link.on.map(([, linked]) => columnAt(linked)), ...expressionsOf(where)];
  const paths = expressions.flatMap(columnPaths).map((path) => path.slice(0, -1));
  const joins = legJoins(model, dataset, paths, factOf(dataset));
  return {
    dataset: dataset.name,
    time: null,
    joins,
    dimensions: [],
    range: null,
    where,
    shift: null,
    links: [],
    skipsFilter: false,
  };
}

/** A dimension as an expression over the linked rows. */
export function linkedValue(model: Model, { dataset: name, joins, home }: Link, asOf: AsOf): Expression {
  const dataset = model.datasets.get(name);
  if (dataset === undefined) throw new Error(`The model has no dataset ${name}.`);
  return dimensionExpression(model, dataset, { is: 'reached', joins, home }, asOf);
}

/** Whether a row's key is among those of the linked rows for which all conditions hold. */
export function linkedFilter(
  model: Model,
  { link, keeps }: { readonly link: Link; readonly keeps: 'all' | 'matching' },
  conditions: readonly LinkedCondition[],
): PlanFilter<RowOperand> {
  const own = link.on.map(([here]): RowOperand => ({ is: 'value', expression: columnAt(here) }));
  const among = (rows: LegRows): Keys => ({ is: 'rows', rows, keys: link.on.map(([, there]) => columnAt(there)) });
  const isIn = { is: 'keys', own, isIn: true, among: among(linkedRows(model, link, conditions)) } as const;
  // A row without any link stands in the group without a value, so it is kept where that group is.
  if (keeps === 'matching' || !conditions.every(({ condition }) => keepsMissing(condition))) return isIn;
  return { is: 'or', of: [isIn, { is: 'keys', own, isIn: false, among: among(linkedRows(model, link, [])) }] };
}

export function columnAt(path: ColumnPath): Expression {
  return { op: 'column', path };
}

/** Join paths that the operands of a filter need. */
export function expressionsOf(filter: PlanFilter<RowOperand> | null): readonly Expression[] {
  return operandsOf(filter).flatMap((operand) => (operand.is === 'value' ? [operand.expression] : []));
}

function linkedCondition(model: Model, { condition, dimension, link, asOf }: LinkedCondition): PlanFilter<RowOperand> {
  const operand = { is: 'value', expression: linkedValue(model, link, asOf) } as const;
  return planCondition(condition, { operand, type: operandTypeOf(dimension) });
}

/** When the linked rows happened. */
function factOf(dataset: Dataset): Moment | null {
  return dataset.time === null ? null : momentOf(dataset, dataset.time.default);
}

/** Whether a condition holds for a missing value. */
function keepsMissing({ operator, values, keepNulls }: Condition): boolean {
  if (operator === '_isNull') return values[0] !== false;
  if (operator === '_in' || operator === '_eq') return values.includes(null);
  return keepNulls && !values.includes(null);
}
