import type { MetricQuery, MetricRequest } from '../language/metric-query.ts';
import type { Resolved } from './resolve.ts';

// No name of a model has a space in it.
const rank = 'the rank';

/** Which group of a query keeps its first values alone; null: none does. */
export function topGroup({ query, groups }: Pick<Resolved, 'query' | 'groups'>): number | null {
  const { topN } = query;
  const index = topN === null ? -1 : groups.findIndex((group) => isCalled(group, topN.dimension));
  return index < 0 ? null : index;
}

/** The query that ranks the values of a dimension by a metric, highest first; null where nothing is ranked. */
export function rankingQuery(query: MetricQuery, group: number | null): MetricQuery | null {
  const { topN } = query;
  const by = group === null ? undefined : query.groupBy[group];
  if (topN === null || by === undefined) return null;
  const asked = query.metrics.find(({ alias }) => alias === topN.by) ?? bare(topN.by);
  const metric = { ...asked, alias: rank, interval: false, compare: null, window: null, excludeFromGrain: [] };
  return {
    ...query,
    metrics: [metric],
    groupBy: [by],
    time: query.time === null ? null : { ...query.time, spine: 'SPARSE' },
    having: null,
    totals: [],
    orderBy: [{ by: rank, direction: 'DESC', nulls: 'LAST' }],
    limit: topN.n,
    offset: 0,
    topN: null,
    cohort: null,
  };
}

function bare(name: string): MetricRequest {
  return {
    name,
    alias: name,
    filter: null,
    interval: false,
    compare: null,
    window: null,
    scope: null,
    overlap: 'REFUSE',
    allocate: null,
    excludeFromGrain: [],
  };
}

function isCalled({ column, dimension }: Resolved['groups'][number], name: string): boolean {
  return column === name || dimension.name === name;
}
