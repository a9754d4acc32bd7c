import { calendarGroups } from '../calendar/calendar-groups.ts';
import { daysAsked, type Periods, periodsOf } from '../calendar/calendar.ts';
import { namesOfGroup, operandTypeOfMeasure } from '../check/check-result.ts';
import { planCohort } from '../resolve/cohort.ts';
import { dimensionType } from '../resolve/dimension-type.ts';
import { makeLegs } from './make-legs.ts';
import type { Grouping, OperandType, Plan, PlanDimension, PlanOrder, PlanTop, ResultOperand } from './plan.ts';
import { planFilter } from './plan-filter.ts';
import { topGroup } from '../resolve/ranking.ts';
import { joinsOfPlan } from '../resolve/read-datasets.ts';
import { besides, type Resolved, type ResolvedGroup } from '../resolve/resolve.ts';
import type { Facts } from '../answer/result.ts';
import { makeRollups } from './rollup-plan.ts';
import { sourcesOf } from '../policy/secured-source.ts';
import { withEveryEntity } from '../resolve/selection.ts';

/** A checked query → legs, components each computed once, and what follows the merge. */
export function makePlan(resolved: Resolved, facts: Facts): Plan {
  const { query, zone, weekStart, fiscalYearStart } = resolved;
  const { legs, components, metrics } = makeLegs(resolved, facts);
  const operandOf = resultOperand(resolved, { metrics });
  return {
    legs,
    dimensions: resolved.groups.map((group) => planDimension(resolved, group)),
    components,
    metrics,
    groupings: groupingsOf(resolved),
    spine: spineOf(resolved, facts),
    top: topOf(resolved, facts),
    having: query.having === null ? null : planFilter(query.having, ({ on }) => operandOf(on)),
    order: orderOf(resolved, operandOf),
    limit: query.limit,
    offset: query.offset,
    zone,
    weekStart,
    fiscalYearStart,
    sources: sourcesOf(resolved.policy, query.purpose, facts),
    cohort: planCohort(resolved, legs),
    rollups: makeRollups(joinsOfPlan({ legs, components }), { model: resolved.model, zone, asOf: query.asOf }),
    selections: [...resolved.selections.values()].map((selection) => ({
      plan: { ...makePlan(withEveryEntity(selection), facts), fillsGroups: true },
    })),
    fillsGroups: false,
  };
}

/** As asked; the first values of a lone dimension come as they are ranked, and all others last. */
function orderOf({ query, groups, metrics }: Resolved, operandOf: (name: string) => Named): readonly PlanOrder[] {
  const { topN, orderBy } = query;
  const isRanked = topN !== null && groups.length === 1 && orderBy.length === 0;
  if (isRanked) {
    const by = metrics.find(({ request }) => request.alias === topN.by);
    const others: PlanOrder = { by: { is: 'others', index: 0 }, direction: 'ASC', nulls: 'LAST' };
    if (by === undefined) return [others];
    return [others, { by: operandOf(by.request.alias).operand, direction: 'DESC', nulls: 'LAST' }];
  }
  return orderBy.map(({ by, direction, nulls }): PlanOrder => {
    const index = groups.findIndex((group) => namesOfGroup(group).includes(by));
    return { by: index >= 0 ? { is: 'dimension', index } : operandOf(by).operand, direction, nulls };
  });
}

function spineOf(resolved: Resolved, facts: Facts): Periods | null {
  const grains = calendarGroups(resolved).map(({ grain }) => grain);
  const days = resolved.query.time?.spine === 'DENSE' ? daysAsked(resolved, facts) : null;
  return days === null || grains.length === 0 ? null : periodsOf(grains, days, resolved);
}

function topOf(resolved: Resolved, facts: Facts): PlanTop | null {
  const { ranking, query } = resolved;
  const dimension = topGroup(resolved);
  if (ranking === null || dimension === null) return null;
  return { dimension, ranking: makePlan(ranking, facts), keepsOthers: query.topN?.others === true };
}

function planDimension({ model }: Resolved, { request, dimension, column, cohort }: ResolvedGroup): PlanDimension {
  const isCut = dimension.type === 'calendar' || request.grain !== null;
  const plain = cohort?.is === 'age' ? ({ type: 'bigint', precision: null } as const) : dimensionType(model, dimension);
  const type = isCut ? ({ type: 'date', precision: null } as const) : plain;
  return {
    column,
    dimension: dimension.name,
    label: dimension.label,
    grain: request.grain,
    isCalendar: dimension.type === 'calendar',
    ...type,
    splitsNulls: (request.nulls ?? dimension.nulls) === 'SPLIT',
  };
}

interface Named {
  readonly operand: ResultOperand;
  readonly type: OperandType;
}

function resultOperand({ metrics }: Resolved, plan: Pick<Plan, 'metrics'>): (name: string) => Named {
  const byName = new Map<string, Named>();
  for (const [index, { request, metric }] of metrics.entries()) {
    const count = plan.metrics[index]?.count ?? null;
    byName.set(request.alias, { operand: { is: 'metric', index }, type: operandTypeOfMeasure(metric.type) });
    if (count !== null) {
      byName.set(besides(request.alias).count, { operand: { is: 'component', index: count }, type: 'number' });
    }
  }
  for (const [index, { alias, type, compared }] of plan.metrics.entries()) {
    if (compared === null) continue;
    byName.set(alias, { operand: { is: 'metric', index }, type: operandTypeOfMeasure(type) });
  }
  return (name) => {
    const found = byName.get(name);
    if (found === undefined) throw new Error(`The answer has no column ${name}; the check should have refused it.`);
    return found;
  };
}

/** The groups of the answer and the totals, each once; ids as GROUPING gives them. */
function groupingsOf({ groups, query }: Resolved): readonly Grouping[] {
  const all = groups.map((_, index) => index);
  const wanted = query.totals.map((total) => {
    if (total === 'GRAND') return [];
    return all.filter((index) => {
      const group = groups[index];
      return group !== undefined && namesOfGroup(group).some((name) => total.by.includes(name));
    });
  });
  const idOf = (by: readonly number[]): number => all.reduce((id, index) => id * 2 + (by.includes(index) ? 0 : 1), 0);
  const totals = new Map(wanted.map((by) => [idOf(by), by]));
  totals.delete(0);
  return [{ by: all, id: 0 }, ...[...totals].map(([id, by]) => ({ by, id }))];
}
