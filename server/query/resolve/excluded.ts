import type { MetricRequest } from '../language/metric-query.ts';
import type { Resolved } from './resolve.ts';

/** Groups of a query by which a metric is not split, by their places. */
export function excludedGroups({ groups }: Pick<Resolved, 'groups'>, request: MetricRequest): readonly number[] {
  const names = new Set(request.excludeFromGrain);
  return groups.flatMap(({ column, dimension }, index) =>
    names.has(column) || names.has(dimension.name) ? [index] : [],
  );
}
