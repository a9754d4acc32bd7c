import type { Measure } from '../../model/model.ts';
import { daysAsked, type Periods, periodsOf } from '../calendar/calendar.ts';
import { calendarGroups } from '../calendar/calendar-groups.ts';
import { type Span, spanOf, spanText } from '../language/duration.ts';
import type { QueryGrain, WindowRequest } from '../language/metric-query.ts';
import { addDays, addSpan, type CalendarRules, lengths, startOfPeriod } from '../calendar/period.ts';
import type { LegCoverage } from './plan.ts';
import type { Resolved } from '../resolve/resolve.ts';
import type { Facts } from '../answer/result.ts';

/** The periods over which each period of a leg is computed. */
export interface LegWindow {
  /** The calendar dimension of the query. */
  readonly dimension: number;
  readonly grain: QueryGrain;
  /** The periods that make up every window: rows are told apart by them before they are put into windows. */
  readonly base: QueryGrain;
  readonly of:
    { readonly is: 'rolling'; readonly span: Span } | { readonly is: 'cumulative'; readonly since: QueryGrain };
  /** The periods of the answer that the data reach. */
  readonly keys: Periods;
  /** Whether aggregates of the periods can be aggregated again; else every window sees the rows themselves. */
  readonly isAdditive: boolean;
}

/** How a window is asked for, complete: null where the query groups by no one calendar. */
export type WindowShape = Pick<LegWindow, 'dimension' | 'grain' | 'base' | 'of'>;

/** The window of a metric over the one calendar dimension of a query. */
export function windowShape(resolved: Resolved, request: WindowRequest): WindowShape | null {
  const [calendar, ...others] = calendarGroups(resolved);
  if (calendar === undefined || others.length > 0) return null;
  if (request.is === 'cumulative') return { ...calendar, base: calendar.grain, of: request };
  const span = spanOf(request.length);
  if (span === null) return null;
  return { ...calendar, base: baseOf(calendar.grain, span), of: { is: 'rolling', span } };
}

/** The window of a leg, over the periods that its data reach. */
export function legWindow(
  { resolved, facts }: { readonly resolved: Resolved; readonly facts: Facts },
  shape: WindowShape,
  { isAdditive, coverage }: { readonly isAdditive: boolean; readonly coverage: LegCoverage | null },
): LegWindow {
  const days = daysAsked(resolved, facts);
  const reached = coverage?.periods.find(({ dimension }) => dimension === shape.dimension);
  const step = lengths[shape.grain];
  const none: Periods = { first: '2000-01-02', last: '2000-01-01', step };
  if (days === null || reached === undefined) return { ...shape, isAdditive, keys: none };
  const asked = periodsOf([shape.grain], days, resolved);
  const first = asked.first > reached.first ? asked.first : reached.first;
  const last = asked.last < reached.last ? asked.last : reached.last;
  return { ...shape, isAdditive, keys: { first, last, step } };
}

/** The first day that any window over periods from `first` on can see; some days more where months differ in length. */
export function firstDaySeen(
  first: string,
  { grain, of }: Pick<WindowShape, 'grain' | 'of'>,
  rules: CalendarRules,
): string {
  const start = windowStart(first, { grain, of }, rules);
  return of.is === 'cumulative' || of.span.months === 0 ? start : addDays(start, -3);
}

/** The day on which the window of the period of a day begins. */
export function windowStart(
  day: string,
  { grain, of }: Pick<WindowShape, 'grain' | 'of'>,
  rules: CalendarRules,
): string {
  const start = startOfPeriod(day, grain, rules);
  if (of.is === 'cumulative') return startOfPeriod(start, of.since, rules);
  return addSpan(addSpan(start, lengths[grain], 1), of.span, -1);
}

/** Whether a measure over several periods follows from its values of each. */
export function isReAggregable({ aggregate }: Pick<Measure, 'aggregate'>): boolean {
  return aggregate === 'count' || aggregate === 'sum' || aggregate === 'min' || aggregate === 'max';
}

/** `rolling 3 months`, `since the year began`, for people. */
export function windowText(window: WindowRequest): string {
  if (window.is === 'cumulative') return `since the ${window.since.toLowerCase().replace('_', ' ')} began`;
  const span = spanOf(window.length);
  return span === null ? 'rolling' : `rolling ${spanText(span)}`;
}

function baseOf(grain: QueryGrain, { months, days }: Span): QueryGrain {
  if (months > 0) return lengths[grain].months > 0 ? 'MONTH' : 'DAY';
  return grain === 'WEEK' && days % 7 === 0 ? 'WEEK' : 'DAY';
}
