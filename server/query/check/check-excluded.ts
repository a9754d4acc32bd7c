import { didYouMean } from '../../lib/closest.ts';
import type { TrivetError } from '../../lib/errors.ts';
import { calendarGroups } from '../calendar/calendar-groups.ts';
import { excludedGroups } from '../resolve/excluded.ts';
import { invalidQuery } from '../language/refuse.ts';
import type { Resolved } from '../resolve/resolve.ts';

/** Whether what metrics are not split by is a part of the query, and something else is split by it. */
export function checkExcluded(resolved: Resolved): readonly TrivetError[] {
  const { groups, query } = resolved;
  const wholes = query.metrics.map((request) => excludedGroups(resolved, request));
  const names = groups.flatMap(({ column, dimension }) => [column, dimension.name]);
  const unknown = query.metrics.flatMap(({ alias, excludeFromGrain }) =>
    excludeFromGrain
      .filter((name) => !names.includes(name))
      .map((name) => {
        const complaint = `the query is not grouped by ${name}.`;
        return invalidQuery([alias, 'excludeFromGrain'], complaint, didYouMean(name, names));
      }),
  );
  const unsplit = groups.flatMap(({ column }, index) => {
    if (wholes.length === 0 || wholes.some((excluded) => !excluded.includes(index))) return [];
    const hint = `Leave ${column} out of groupBy, or ask for one metric by it.`;
    return [invalidQuery(['metrics'], `no metric is split by ${column}, so nobody knows its values.`, hint)];
  });
  const windows = query.metrics.flatMap(({ alias, window }, index) => {
    const isLost = calendarGroups(resolved).some(({ dimension }) => wholes[index]?.includes(dimension) === true);
    if (window === null || !isLost) return [];
    return [invalidQuery([alias, 'excludeFromGrain'], 'a window needs the periods that it goes over.')];
  });
  return [...unknown, ...unsplit, ...windows];
}
