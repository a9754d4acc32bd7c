import type { TrivetError } from '../../lib/errors.ts';
import { daysAsked, periodsOf, tooManyPeriods } from '../calendar/calendar.ts';
import { calendarGroups } from '../calendar/calendar-groups.ts';
import { invalidQuery } from '../language/refuse.ts';
import { namesOfGroup } from './check-result.ts';
import { spanOf } from '../language/duration.ts';
import type { MetricRequest } from '../language/metric-query.ts';
import type { Resolved } from '../resolve/resolve.ts';
import type { Facts } from '../answer/result.ts';

/** Whether everything that goes from period to period has the periods it needs, and not too many. */
export function checkCalendar(resolved: Resolved, facts: Facts): readonly TrivetError[] {
  return [
    ...spineRefusals(resolved, facts),
    ...resolved.query.metrics.flatMap((request) => compareRefusals(resolved, request)),
  ];
}

function spineRefusals(resolved: Resolved, facts: Facts): readonly TrivetError[] {
  const grains = calendarGroups(resolved).map(({ grain }) => grain);
  const days = resolved.query.time?.spine === 'DENSE' ? daysAsked(resolved, facts) : null;
  return days === null || grains.length === 0 ? [] : tooManyPeriods(periodsOf(grains, days, resolved));
}

function compareRefusals(resolved: Resolved, { alias, compare }: MetricRequest): readonly TrivetError[] {
  const span = compare === null ? null : spanOf(compare.offset);
  if (compare === null || span === null) return [];
  const path = [alias, 'compare'];
  const refusals: TrivetError[] = [];
  const calendars = calendarGroups(resolved);
  if (!hasPresent(resolved)) {
    const complaint = 'without a range nobody knows what is earlier than all of time.';
    const hint = 'Add time.range, or group by the calendar and ask for no total over it.';
    refusals.push(invalidQuery(path, complaint, hint));
  }
  if (span.months > 0 && calendars.some(({ grain }) => grain === 'WEEK')) {
    const weeks = Math.round((span.months * 52) / 12);
    const complaint = `weeks are no part of months or years, so ${compare.offset} has no week for each.`;
    refusals.push(invalidQuery(path, complaint, `Compare with whole weeks: P${weeks}W.`));
  }
  return refusals;
}

/** Whether each row and total of the answer says which time it is about. */
function hasPresent(resolved: Resolved): boolean {
  if ((resolved.query.time?.range ?? null) !== null) return true;
  const dates = calendarGroups(resolved).flatMap(({ dimension }) => resolved.groups[dimension] ?? []);
  if (dates.length === 0) return false;
  return resolved.query.totals.every(
    (total) => total !== 'GRAND' && dates.some((group) => namesOfGroup(group).some((name) => total.by.includes(name))),
  );
}
