import type { TrivetError } from '../lib/errors.ts';
import { daysAsked, periodsOf, tooManyPeriods } from './calendar.ts';
import { calendarGroups } from './calendar-groups.ts';
import type { Resolved } from './resolve.ts';
import type { Facts } from './result.ts';

/** Whether everything that goes from period to period has the periods it needs, and not too many. */
export function checkCalendar(resolved: Resolved, facts: Facts): readonly TrivetError[] {
  return spineRefusals(resolved, facts);
}

function spineRefusals(resolved: Resolved, facts: Facts): readonly TrivetError[] {
  const grains = calendarGroups(resolved).map(({ grain }) => grain);
  const days = resolved.query.time?.spine === 'DENSE' ? daysAsked(resolved, facts) : null;
  return days === null || grains.length === 0 ? [] : tooManyPeriods(periodsOf(grains, days, resolved));
}
