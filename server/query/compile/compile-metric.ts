import { printExpression } from '../../model/expression/print.ts';
import type { MeasureType } from '../../model/model.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import { bind, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { laterPeriod } from './compile-period.ts';
import type { Compared, Coverage, Leg, MetricComponent, Plan, PlanComponent, PlanMetric } from '../plan/plan.ts';

/** The value of a metric over merged components `b`, in its declared type. */
export function compileMetric(plan: Plan, metric: PlanMetric, dialect: Dialect): Sql {
  if (metric.compared !== null && metric.compared.is !== 'VALUE') throw new Error(`${metric.alias} is a change.`);
  const { value, type } = metric;
  const legs = legsOf(plan, metric);
  const column = ([name]: readonly string[]): Sql => {
    const part = metric.components.find((candidate) => candidate.name === name);
    const component = part === undefined ? undefined : plan.components[part.component];
    if (part === undefined || component === undefined) {
      throw new Error(`${metric.name} has no component ${name ?? ''}.`);
    }
    const own = merged(plan, part.component);
    const fills = value.op !== 'column' && isFilled(part, component, legs);
    return fills ? filled(plan, own, { type: component.type, legs: [component.leg] }, dialect) : own;
  };
  const printed = printExpression(value, { dialect, column });
  const typed = value.op === 'column' ? printed : dialect.cast(printed, type.name, type.precision ?? undefined);
  if (metric.empty === null) return typed;
  const isCount =
    value.op === 'column' && metric.components.every(({ component }) => counts(plan.components[component]));
  return isCount || plan.dimensions.length === 0 || plan.fillsGroups
    ? filled(plan, typed, { type, legs }, dialect)
    : filledInTime(plan, typed, { type, legs }, dialect);
}

/** The change of a metric over results `r`: in its own unit, or in per cent of the earlier value's size. */
export function compileChange({ is, of, previous }: PlanChange, { type }: PlanMetric, dialect: Dialect): Sql {
  const [now, before] = [raw(`r${of}`), raw(`r${previous}`)];
  if (is === 'DELTA') return dialect.cast(sql`(${now} - ${before})`, type.name, type.precision ?? undefined);
  const change = sql`(${dialect.cast(now, 'real')} - ${dialect.cast(before, 'real')})`;
  return sql`(100 * ${dialect.divide(change, dialect.scalar('abs', [before]))})`;
}

type PlanChange = Extract<Compared, { readonly is: 'DELTA' | 'PCT' }>;

/** A merged component `b` as it is shown: the number of cases is 0 where the data say so, and else not known. */
export function compileCount(plan: Plan, component: number, dialect: Dialect): Sql {
  const { leg, type } = plan.components[component] ?? {};
  if (leg === undefined || type === undefined) throw new Error(`The plan has no component ${component}.`);
  return filled(plan, merged(plan, component), { type, legs: [leg] }, dialect);
}

/** Whether the data of each leg reach a row's period: the columns `v` beside the merged components. */
export function coverageColumns(plan: Plan, dialect: Dialect): readonly Sql[] {
  return plan.legs.flatMap((leg, index) => {
    const periods = leg.coverage?.periods ?? [];
    if (periods.length === 0) return [];
    const inside = periods.map((coverage) => isCovered({ plan, leg, coverage }, dialect));
    return [sql`${join(inside, ' AND ')} AS ${raw(`v${index}`)}`];
  });
}

// A count over no rows at all is 0 also where nothing is known.
function merged(plan: Plan, index: number): Sql {
  const component = plan.components[index];
  const value = raw(`b${index}`);
  const isCount = counts(component);
  const isKnown = component === undefined || plan.legs[component.leg]?.coverage?.reachesRange !== false;
  return isCount && !isKnown ? sql`nullif(${value}, 0)` : value;
}

function legsOf({ components }: Plan, metric: PlanMetric): readonly number[] {
  return [...new Set(metric.components.flatMap(({ component }) => components[component]?.leg ?? []))];
}

// Where a leg has a row its counts are never null, and a leg without one leaves all of its own components empty alike.
function isFilled({ empty }: MetricComponent, component: PlanComponent, legs: readonly number[]): boolean {
  return empty === 0 && !(counts(component) && legs.length === 1);
}

function counts(component: PlanComponent | undefined): boolean {
  return component?.aggregate === 'count' || component?.aggregate === 'count_distinct';
}

interface Filling {
  readonly type: MeasureType;
  readonly legs: readonly number[];
}

/** A sum that no row of its dataset went into is 0 in a time that the data cover and in the total of all; in any other group it stays open. */
function filledInTime(plan: Plan, value: Sql, filling: Filling, dialect: Dialect): Sql {
  const whole = filled(plan, value, filling, dialect);
  const isTimed = filling.legs.some(
    (leg) => (plan.legs[leg]?.coverage?.periods.length ?? 0) > 0 || plan.legs[leg]?.range,
  );
  if (isTimed) return whole;
  const total = plan.groupings.find(({ by }) => by.length === 0);
  return total === undefined ? value : sql`CASE WHEN g = ${raw(String(total.id))} THEN ${whole} ELSE ${value} END`;
}

/** No rows mean 0, but only inside of what the data cover: not known is not zero. */
function filled(plan: Plan, value: Sql, { type, legs }: Filling, dialect: Dialect): Sql {
  const coverages = legs.map((leg) => plan.legs[leg]?.coverage ?? null);
  if (coverages.some((coverage) => coverage === null || !coverage.reachesRange)) return value;
  const zero = dialect.cast(raw('0'), type.name, type.precision ?? undefined);
  const whole = dialect.scalar('coalesce', [value, zero]);
  const covered = legs.filter((_, index) => (coverages[index]?.periods.length ?? 0) > 0).map((leg) => raw(`v${leg}`));
  const totals = legs.map((leg) => totalsOfHome(plan, leg)).filter((ids) => ids !== null);
  if (totals.some((ids) => ids.length === 0)) return value;
  const inside = [...covered, ...totals.map((ids) => sql`g IN (${join(ids.map((id) => raw(String(id))))})`)];
  return inside.length === 0 ? whole : sql`CASE WHEN ${join(inside, ' AND ')} THEN ${whole} ELSE ${value} END`;
}

/**
 * The totals in which a leg over the home of a dimension may be counted as 0; null for other legs. Every value of the
 * dimension has rows at its home, so a group without one is of facts whose key leads nowhere: nobody is counted there.
 */
function totalsOfHome(plan: Plan, leg: number): readonly number[] | null {
  const homes = plan.dimensions.flatMap((_, dimension) => (isHome(plan, leg, dimension) ? [dimension] : []));
  if (homes.length === 0) return null;
  return plan.groupings.filter(({ by }) => !homes.some((dimension) => by.includes(dimension))).map(({ id }) => id);
}

function isHome({ legs }: Plan, leg: number, dimension: number): boolean {
  const distance = (index: number): number | null => {
    const own = legs[index]?.dimensions[dimension];
    return own?.is === 'value' ? own.path.length : null;
  };
  const isNear = (index: number): boolean => distance(index) === 0;
  const near = new Set(legs.flatMap(({ dataset }, index) => (isNear(index) ? [dataset] : [])));
  return isNear(leg) && near.size === 1 && legs.some((_, index) => (distance(index) ?? 0) > 0);
}

function isCovered({ plan, leg, coverage }: Covered, dialect: Dialect): Sql {
  const { dimension, first, last, partner } = coverage;
  const period = raw(`d${dimension}`);
  const isWindow = leg.window?.dimension === dimension;
  const groupings = isWindow ? [] : plan.groupings.filter(({ by }) => !by.includes(dimension));
  const rolledUp = groupings.map(({ id }) => raw(String(id)));
  const bounds = sql`${period} >= ${bind('DATE', first)} AND ${period} <= ${bind('DATE', last)}`;
  const back = partner === null ? null : { shift: { months: -partner.months, days: 0 }, rules: plan };
  const within = back === null ? bounds : sql`${bounds} AND ${laterPeriod('DAY', period, back, dialect)} IS NOT NULL`;
  return rolledUp.length === 0 ? sql`(${within})` : sql`(g IN (${join(rolledUp)}) OR ${within})`;
}

interface Covered {
  readonly plan: Plan;
  readonly leg: Leg;
  readonly coverage: Coverage;
}
