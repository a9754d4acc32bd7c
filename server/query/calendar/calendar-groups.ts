import type { QueryGrain } from '../language/metric-query.ts';
import type { Resolved } from '../resolve/resolve.ts';

/** A calendar dimension of a query, by its place among the groups. */
export interface CalendarGroup {
  readonly dimension: number;
  readonly grain: QueryGrain;
}

/** The calendar dimensions that a query groups by. */
export function calendarGroups({ groups }: Pick<Resolved, 'groups'>): readonly CalendarGroup[] {
  return groups.flatMap(({ dimension, request }, index) =>
    dimension.type === 'calendar' && request.grain !== null ? [{ dimension: index, grain: request.grain }] : [],
  );
}
