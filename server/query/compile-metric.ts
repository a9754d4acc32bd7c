import { printExpression } from '../model/expression/print.ts';
import type { MeasureType } from '../model/model.ts';
import type { Dialect } from '../sql/dialects/dialect.ts';
import { bind, join, raw, type Sql, sql } from '../sql/sql.ts';
import type { Coverage, MetricComponent, Plan, PlanComponent, PlanMetric } from './plan.ts';

/** The value of a metric over merged components `b`, in its declared type. */
export function compileMetric(plan: Plan, metric: PlanMetric, dialect: Dialect): Sql {
  const { value, type } = metric;
  const legs = legsOf(plan, metric);
  const column = ([name]: readonly string[]): Sql => {
    const part = metric.components.find((candidate) => candidate.name === name);
    const component = part === undefined ? undefined : plan.components[part.component];
    if (part === undefined || component === undefined) {
      throw new Error(`${metric.name} has no component ${name ?? ''}.`);
    }
    const merged = raw(`b${part.component}`);
    const fills = value.op !== 'column' && isFilled(part, component, legs);
    return fills ? filled(plan, merged, { type: component.type, legs: [component.leg] }, dialect) : merged;
  };
  const printed = printExpression(value, { dialect, column });
  const typed = value.op === 'column' ? printed : dialect.cast(printed, type.name, type.precision ?? undefined);
  return metric.empty === null ? typed : filled(plan, typed, { type, legs }, dialect);
}

/** Whether the data of each leg reach a row's period: the columns `v` beside the merged components. */
export function coverageColumns(plan: Plan): readonly Sql[] {
  return plan.legs.flatMap((leg, index) => {
    if (leg.coverage === null || leg.coverage.length === 0) return [];
    const inside = leg.coverage.map((coverage) => isCovered(plan, coverage));
    return [sql`${join(inside, ' AND ')} AS ${raw(`v${index}`)}`];
  });
}

function legsOf({ components }: Plan, metric: PlanMetric): readonly number[] {
  return [...new Set(metric.components.flatMap(({ component }) => components[component]?.leg ?? []))];
}

// Where a leg has a row its counts are never null, and a leg without one leaves all of its own components empty alike.
function isFilled({ empty }: MetricComponent, { aggregate }: PlanComponent, legs: readonly number[]): boolean {
  const isCount = aggregate === 'count' || aggregate === 'count_distinct';
  return empty === 0 && !(isCount && legs.length === 1);
}

/** No rows mean 0, but only inside of what the data cover: not known is not zero. */
function filled(
  plan: Plan,
  value: Sql,
  { type, legs }: { readonly type: MeasureType; readonly legs: readonly number[] },
  dialect: Dialect,
): Sql {
  const coverages = legs.map((leg) => plan.legs[leg]?.coverage ?? null);
  if (coverages.includes(null)) return value;
  const zero = dialect.cast(raw('0'), type.name, type.precision ?? undefined);
  const whole = dialect.scalar('coalesce', [value, zero]);
  const inside = legs.filter((_, index) => (coverages[index]?.length ?? 0) > 0).map((leg) => raw(`v${leg}`));
  return inside.length === 0 ? whole : sql`CASE WHEN ${join(inside, ' AND ')} THEN ${whole} ELSE ${value} END`;
}

function isCovered(plan: Plan, { dimension, first, last }: Coverage): Sql {
  const period = raw(`d${dimension}`);
  const rolledUp = plan.groupings.filter(({ by }) => !by.includes(dimension)).map(({ id }) => raw(String(id)));
  const within = sql`${period} >= ${bind('DATE', first)} AND ${period} <= ${bind('DATE', last)}`;
  return rolledUp.length === 0 ? sql`(${within})` : sql`(g IN (${join(rolledUp)}) OR ${within})`;
}
