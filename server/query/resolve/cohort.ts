import { TrivetError } from '../../lib/errors.ts';
import type { Dataset, Dimension, Model, Rollup } from '../../model/model.ts';
import { ambiguousPath } from '../check/check-groups.ts';
import type { RollupJoin, RollupName } from '../plan/leg-join.ts';
import type { CohortRequest, MetricQuery, QueryGrain } from '../language/metric-query.ts';
import { type Plan, rowsOfPlan } from '../plan/plan.ts';
import { findDimension, type Reach, reachOf } from './reach.ts';
import { invalidQuery } from '../language/refuse.ts';
import type { Resolved, ResolvedGroup } from './resolve.ts';
import { keyStep, rollupStep, rollupValue } from './rollup-columns.ts';
import { type Use, usesOf } from './way.ts';

/** The columns of a cohort: the period in which its entities began, and the periods since. */
export const cohortColumns = { cohort: 'cohort', age: 'age', size: 'cohort_size' } as const;

/** `revenue_share` */
export function shareColumn(alias: string): string {
  return `${alias}_share`;
}

/** One of the two groups that a cohort adds to a query. */
export interface CohortGroup {
  readonly is: 'cohort' | 'age';
  readonly request: CohortRequest;
  readonly entity: Dataset;
  readonly rollup: Rollup;
  /** The dimension by which the rollup is reached. */
  readonly dimension: Dimension;
}

/** How the sizes of a plan's cohorts are counted: over all rows of the rollup, whatever the query filters. */
export interface PlanCohort {
  /** Index of the dimension. */
  readonly dimension: number;
  readonly rollup: RollupName;
  readonly grain: QueryGrain;
  readonly of: 'date' | 'timestamp';
}

/** The groups of a cohort, or why there are none. */
export function cohortGroups(query: MetricQuery, model: Model): readonly ResolvedGroup[] | TrivetError {
  const { cohort: request } = query;
  if (request === null) return [];
  const dimension = findDimension(model, request.rollup);
  const home = dimension?.homes[0];
  const entity = model.datasets.get(home?.dataset ?? '');
  const name = home?.expression.op === 'column' ? (home.expression.path[0] ?? '') : '';
  const rollup = entity?.columns.has(name) === true ? undefined : entity?.rollups.get(name);
  if (dimension === undefined || entity === undefined || rollup === undefined || !isTime(dimension)) {
    const times = [...model.datasets.values()].flatMap(({ rollups }) =>
      [...rollups.values()].filter(({ type }) => type === 'date' || type === 'timestamp').map((one) => one.name),
    );
    const hint = times.length === 0 ? 'The model has no rollup that is a time.' : `There is: ${times.join(', ')}.`;
    return invalidQuery(['cohort', 'rollup'], `${request.rollup} is no rollup that yields a time.`, hint);
  }
  const made = (is: CohortGroup['is'], type: Dimension['type'], label: string): ResolvedGroup => ({
    request: { dimension: is, grain: is === 'cohort' ? request.grain : null, path: null, nulls: 'MERGE', asOf: null },
    dimension: { ...dimension, name: is, label, description: null, type, homes: [], reach: new Map() },
    column: cohortColumns[is],
    cohort: { is, request, entity, rollup, dimension },
  });
  const unit = request.period.toLowerCase().replace('_', ' ');
  return [made('cohort', 'date', `Cohort by ${dimension.label}`), made('age', 'number', `Age in ${unit}s`)];
}

/** Whether every metric can be split by the cohort: its rows have a time, and a way to the entity. */
export function checkCohort(resolved: Resolved): readonly TrivetError[] {
  const group = resolved.groups.find(({ cohort }) => cohort !== null)?.cohort ?? null;
  if (group === null) return [];
  const top = resolved.query.topN?.dimension ?? '';
  const isRanked = top === cohortColumns.cohort || top === cohortColumns.age;
  return [
    ...(isRanked ? [invalidQuery(['topN', 'dimension'], `${top} has an order of its own; nothing ranks it.`)] : []),
    ...usesOf(resolved, resolved.metrics).flatMap((use) => refusalsOf(resolved, group, use)),
  ];
}

function refusalsOf({ model }: Resolved, { dimension, entity }: CohortGroup, use: Use): readonly TrivetError[] {
  const refusal = (lacks: string): TrivetError =>
    new TrivetError('dimension-not-conformed', `${use.dataset.name} has ${lacks}, so ${use.metric} has no cohorts.`, {
      hint: `Ask for metrics of datasets with a time and a way to ${entity.name}.`,
    });
  const reach = reachOf(model, use.dataset, dimension, null);
  if (reach.is === 'ambiguous') return [ambiguousPath(use, dimension, reach.choices)];
  return [
    ...(reach.is === 'reached' ? [] : [refusal(`no way to ${entity.name}`)]),
    ...(use.isUndated ? [refusal('no time')] : []),
  ];
}

/** The column path from a dataset to the rollup, by the key that its own rows hold. */
export function cohortPath(
  { rollup }: CohortGroup,
  { joins }: Extract<Reach, { readonly is: 'reached' }>,
): readonly string[] {
  const last = joins.at(-1);
  if (last === undefined) return [rollupStep(rollup.name, 'END'), rollupValue];
  return [...joins.slice(0, -1), keyStep(rollup.name, last), rollupValue];
}

/** What the sizes of a plan's cohorts are counted from; null where it has no cohorts. */
export function planCohort({ groups }: Resolved, legs: Plan['legs']): PlanCohort | null {
  const dimension = groups.findIndex(({ cohort }) => cohort?.is === 'cohort');
  const group = groups[dimension]?.cohort ?? null;
  if (group === null) return null;
  const joins = rowsOfPlan({ legs }).flatMap((rows) => rows.joins);
  const joined = joins.find((made): made is RollupJoin => isOf(group, made));
  if (joined === undefined) throw new Error(`No leg joins the rollup ${group.rollup.name}.`);
  return { dimension, rollup: joined.rollup, grain: group.request.grain, of: timeOfRollup(group.rollup) };
}

function isOf({ entity, rollup }: CohortGroup, made: Plan['legs'][number]['joins'][number]): boolean {
  if (made.is !== 'rollup') return false;
  const { isDated, ...name } = made.rollup;
  return !isDated && name.entity === entity.name && name.name === rollup.name;
}

/** Whether a rollup yields days or instants. */
export function timeOfRollup({ type }: Rollup): 'date' | 'timestamp' {
  return type === 'date' ? 'date' : 'timestamp';
}

function isTime({ type }: Dimension): boolean {
  return type === 'date' || type === 'timestamp';
}
