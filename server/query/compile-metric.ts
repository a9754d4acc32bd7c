import { printExpression } from '../model/expression/print.ts';
import type { MeasureType } from '../model/model.ts';
import type { Dialect } from '../sql/dialects/dialect.ts';
import { bind, join, raw, type Sql, sql } from '../sql/sql.ts';
import type { Coverage, Plan, PlanMetric } from './plan.ts';

/** The value of a metric over merged components `b`, in its declared type. */
export function compileMetric(plan: Plan, metric: PlanMetric, dialect: Dialect): Sql {
  const { value, type } = metric;
  const isBare = value.op === 'column';
  const column = ([name]: readonly string[]): Sql => {
    const part = metric.components.find((component) => component.name === name);
    const component = part === undefined ? undefined : plan.components[part.component];
    if (part === undefined || component === undefined)
      throw new Error(`${metric.name} has no component ${name ?? ''}.`);
    const merged = raw(`b${part.component}`);
    return part.empty === 0 && !isBare
      ? filled(plan, merged, { type: component.type, legs: [component.leg] }, dialect)
      : merged;
  };
  const printed = printExpression(value, { dialect, column });
  const typed = isBare ? printed : dialect.cast(printed, type.name, type.precision ?? undefined);
  if (metric.empty === null) return typed;
  const legs = new Set(metric.components.map(({ component }) => plan.components[component]?.leg ?? 0));
  return filled(plan, typed, { type, legs: [...legs] }, dialect);
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
  const inside = coverages.flatMap((coverage) => coverage ?? []).map((coverage) => isCovered(plan, coverage));
  return inside.length === 0 ? whole : sql`CASE WHEN ${join(inside, ' AND ')} THEN ${whole} ELSE ${value} END`;
}

function isCovered(plan: Plan, { dimension, first, last }: Coverage): Sql {
  const period = raw(`d${dimension}`);
  const rolledUp = plan.groupings.filter(({ by }) => !by.includes(dimension)).map(({ id }) => raw(String(id)));
  const within = sql`${period} >= ${bind('DATE', first)} AND ${period} <= ${bind('DATE', last)}`;
  return rolledUp.length === 0 ? sql`(${within})` : sql`(g IN (${join(rolledUp)}) OR ${within})`;
}
