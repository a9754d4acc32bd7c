import { TrivetError } from '../lib/errors.ts';
import type { Dimension } from '../model/model.ts';
import { ambiguousPath, datasetsOf, reachOfUse, sharedHint, type Use } from './check-groups.ts';
import type { GroupRequest } from './metric-query.ts';
import { operandTypeOf, valueRefusal } from './operand.ts';
import { findDimension } from './reach.ts';
import { type Condition, conditionsOf, type Resolved, type ResolvedMetric } from './resolve.ts';

/** Whether every condition acts on every leg it concerns, and compares with values of the right type. */
export function checkFilters(resolved: Resolved): readonly TrivetError[] {
  const common = conditionsOf(resolved.query.where);
  const own = resolved.metrics.flatMap((metric) =>
    conditionsOf(metric.request.filter).flatMap((condition) => refusalsOf(resolved, condition, [metric])),
  );
  const where = common.flatMap((condition) => refusalsOf(resolved, condition, resolved.metrics));
  return [...where, ...own, ...undated(resolved)];
}

/** How a filter reaches its dimension: as the grouping by the same dimension, where there is one. */
export function wayOfFilter(
  resolved: Pick<Resolved, 'groups'>,
  dimension: Dimension,
): Pick<GroupRequest, 'path' | 'asOf'> {
  const groups = resolved.groups.filter((candidate) => candidate.dimension.name === dimension.name);
  const [first] = groups;
  const isOne = groups.every(({ request }) => request.asOf === first?.request.asOf);
  return { path: first?.request.path ?? null, asOf: isOne ? (first?.request.asOf ?? null) : null };
}

/** The path alone. */
export function pathOfFilter(resolved: Resolved, dimension: Dimension): readonly string[] | null {
  return wayOfFilter(resolved, dimension).path;
}

function refusalsOf(resolved: Resolved, condition: Condition, metrics: readonly ResolvedMetric[]): TrivetError[] {
  const dimension = findDimension(resolved.model, condition.on);
  if (dimension === undefined) return [];
  const refusals: TrivetError[] = [];
  const value = valueRefusal(condition, operandTypeOf(dimension));
  if (value !== null) refusals.push(value);
  const lacking: Use[] = [];
  for (const use of datasetsOf(resolved.model, metrics).values()) {
    const reach = reachOfUse(resolved.model, use, dimension, pathOfFilter(resolved, dimension));
    if (reach.is === 'absent' || reach.is === 'below') lacking.push(use);
    if (reach.is === 'ambiguous') refusals.push(ambiguousPath(use, dimension, reach.choices));
  }
  if (lacking.length > 0) refusals.push(notConformed(resolved, lacking, dimension.name));
  return refusals;
}

function undated(resolved: Resolved): TrivetError[] {
  if ((resolved.query.time?.range ?? null) === null) return [];
  const uses = [...datasetsOf(resolved.model, resolved.metrics).values()].filter(({ isUndated }) => isUndated);
  return uses.length === 0 ? [] : [notConformed(resolved, uses, 'time')];
}

function notConformed(resolved: Resolved, lacking: readonly Use[], name: string): TrivetError {
  const names = lacking.map(({ dataset }) => dataset.name).join(' and ');
  const metrics = lacking.map(({ metric }) => metric).join(' and ');
  return new TrivetError(
    'filter-not-conformed',
    `${names} ${lacking.length === 1 ? 'has' : 'have'} no ${name}, so ${metrics} cannot be filtered by it.`,
    { hint: `${sharedHint(resolved)} A filter of one metric alone stands in its own filter.` },
  );
}
