import { TrivetError } from '../../lib/errors.ts';
import { daysAsked, periodsOf } from '../calendar/calendar.ts';
import { calendarGroups } from '../calendar/calendar-groups.ts';
import { type Span, spanOf } from '../language/duration.ts';
import type { QueryGrain, WindowRequest } from '../language/metric-query.ts';
import { daysBetween, lengths } from '../calendar/period.ts';
import { findDimension } from '../resolve/reach.ts';
import { invalidQuery } from '../language/refuse.ts';
import { conditionsOf, measuresOf, type Resolved, type ResolvedMetric } from '../resolve/resolve.ts';
import type { Facts } from '../answer/result.ts';
import { isReAggregable, windowShape } from '../plan/window.ts';

/** Rows that windows may look at again and again, and pairs of periods that they may be made of. */
const mostRowsSeen = 50_000_000;
const mostPairs = 5_000_000;

/** Whether each window has periods to go over, is made of whole ones, and costs no more than it may. */
export function checkWindows(resolved: Resolved, facts: Facts): readonly TrivetError[] {
  return resolved.metrics.flatMap((metric) => {
    const { window } = metric.request;
    return window === null ? [] : windowRefusals(resolved, facts, metric, window);
  });
}

function windowRefusals(
  resolved: Resolved,
  facts: Facts,
  metric: ResolvedMetric,
  window: WindowRequest,
): readonly TrivetError[] {
  const { alias, filter } = metric.request;
  const path = [alias, 'window'];
  const [calendar, ...others] = calendarGroups(resolved);
  if (calendar === undefined) {
    const hint = 'For example groupBy: [{ dimension: date, grain: MONTH }].';
    return [invalidQuery(path, 'a window goes from period to period, and the query is not grouped by any.', hint)];
  }
  if (others.length > 0)
    return [invalidQuery(path, 'a window goes over one calendar, and the query groups by several.')];
  const onDays = [...conditionsOf(resolved.query.where), ...conditionsOf(filter)].find(
    ({ on }) => findDimension(resolved.model, on)?.type === 'calendar',
  );
  if (onDays !== undefined) {
    const complaint = `a condition on ${onDays.on} would cut the windows off.`;
    return [invalidQuery(path, complaint, 'Say which periods to show by time.range: windows look back beyond it.')];
  }
  const shape = shapeRefusals(path, calendar.grain, window, resolved.fiscalYearStart);
  return shape.length > 0 ? shape : costRefusals(resolved, facts, metric);
}

const monthsOf: { readonly [G in QueryGrain]: number | null } = {
  DAY: null,
  WEEK: null,
  MONTH: 1,
  QUARTER: 3,
  YEAR: 12,
  FISCAL_QUARTER: 3,
  FISCAL_YEAR: 12,
};

function shapeRefusals(
  path: readonly string[],
  grain: QueryGrain,
  window: WindowRequest,
  fiscal: number,
): readonly TrivetError[] {
  if (window.is === 'cumulative') {
    if (nestsIn(grain, window.since, fiscal)) return [];
    const complaint = `periods of grain ${grain} do not make up those of grain ${window.since}.`;
    return [invalidQuery(path, complaint, `Group by DAY or MONTH to add up since each ${window.since} began.`)];
  }
  const span = spanOf(window.length);
  const least = lengths[grain];
  if (span === null || isLongEnough(span, least)) return [];
  const complaint = `${window.length} is shorter than a period of grain ${grain}.`;
  return [invalidQuery(path, complaint, 'A window holds the period of its row and those before it.')];
}

function isLongEnough(span: Span, least: Span): boolean {
  if (span.months > 0) return least.months === 0 ? least.days <= 28 : span.months >= least.months;
  return span.days >= (least.months > 0 ? least.months * 30 : least.days);
}

function nestsIn(grain: QueryGrain, since: QueryGrain, fiscalYearStart: number): boolean {
  if (grain === since || grain === 'DAY') return true;
  const [own, whole] = [monthsOf[grain], monthsOf[since]];
  if (own === null || whole === null || own > whole || since === 'DAY') return false;
  return offsetOf(grain, fiscalYearStart) % own === offsetOf(since, fiscalYearStart) % own;
}

function offsetOf(grain: QueryGrain, fiscalYearStart: number): number {
  return grain === 'FISCAL_QUARTER' || grain === 'FISCAL_YEAR' ? fiscalYearStart - 1 : 0;
}

function costRefusals(resolved: Resolved, facts: Facts, { request, metric }: ResolvedMetric): readonly TrivetError[] {
  const shape = request.window === null ? null : windowShape(resolved, request.window);
  const days = daysAsked(resolved, facts);
  if (shape === null || days === null) return [];
  const { first, last } = periodsOf([shape.grain], days, resolved);
  const span = daysBetween(first, last) + daysOf(lengths[shape.grain]);
  const length = shape.of.is === 'rolling' ? daysOf(shape.of.span) : Math.min(span, daysOf(lengths[shape.of.since]));
  const each = Math.max(1, Math.round(length / daysOf(lengths[shape.grain])));
  const pairs = Math.round((span / daysOf(lengths[shape.grain])) * (length / daysOf(lengths[shape.base])));
  const refusals: TrivetError[] = [];
  if (pairs > mostPairs) refusals.push(tooDear(`${request.alias} would need ${pairs} pairs of periods`, mostPairs));
  for (const { measure, dataset } of measuresOf(resolved.model, metric)) {
    if (measure.semiAdditive !== null) {
      const message = `${request.alias} has no window: ${measure.name} of ${dataset.name} is no sum over time.`;
      refusals.push(new TrivetError('window-not-additive', message, { hint: 'Ask for each period alone.' }));
    }
    const names = [dataset.name, ...(measure.across ?? []).map((other) => other.dataset)];
    const rows = names.reduce((sum, name) => sum + (facts.datasets.get(name)?.rowCount ?? 0), 0) * each;
    if (!isReAggregable(measure) && rows > mostRowsSeen) {
      refusals.push(tooDear(`${request.alias} would look at about ${rows} rows`, mostRowsSeen));
    }
  }
  return refusals;
}

function tooDear(what: string, limit: number): TrivetError {
  return new TrivetError('window-not-additive', `${what}, over the limit of ${limit}.`, {
    hint: 'Take a coarser grain, a shorter window or a shorter range.',
  });
}

function daysOf({ months, days }: Span): number {
  return months > 0 ? months * 30.4375 : days;
}
