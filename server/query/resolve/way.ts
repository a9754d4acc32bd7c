import type { Dataset, Dimension, DimensionHome } from '../../model/model.ts';
import { declaredBridge, type Link, reverseLink } from './bridge.ts';
import type { Found } from './found.ts';
import type { FilterScope, GroupRequest } from '../language/metric-query.ts';
import { reachOf } from './reach.ts';
import { measuresOf, type Resolved, type ResolvedMetric, timeOf } from './resolve.ts';
import { entityLink } from './shared-entity.ts';

/** A dataset as some metrics of a query use it. */
export interface Use {
  readonly dataset: Dataset;
  /** The first metric that needs it, by alias. */
  readonly metric: string;
  /** Whether its rows have no time. */
  readonly isUndated: boolean;
  readonly scope: FilterScope;
  readonly overlap: 'REFUSE' | 'ALLOW';
  readonly allocate: string | null;
}

/** The datasets of some metrics, each once for each way in which it is used. */
export function usesOf({ model, query }: Resolved, metrics: readonly ResolvedMetric[]): readonly Use[] {
  const uses = new Map<string, Use>();
  for (const { request, metric } of metrics) {
    const { overlap, allocate } = request;
    const scope = request.scope ?? query.filterScope;
    for (const { measure, dataset } of measuresOf(model, metric)) {
      const key = JSON.stringify([dataset.name, scope, overlap, allocate]);
      const known = uses.get(key);
      const isUndated = timeOf(measure, dataset) === null || known?.isUndated === true;
      uses.set(key, { dataset, metric: known?.metric ?? request.alias, isUndated, scope, overlap, allocate });
    }
  }
  return [...uses.values()];
}

/** How the rows of a dataset come by a dimension. */
export type Way =
  | { readonly is: 'calendar' }
  | { readonly is: 'reached'; readonly joins: readonly string[]; readonly home: DimensionHome }
  /** Through rows of which several may belong to one of its own; the others are kept or are not. */
  | { readonly is: 'linked'; readonly link: Link; readonly keeps: 'all' | 'matching' }
  | { readonly is: 'ambiguous'; readonly choices: readonly string[] }
  | { readonly is: 'below' }
  | { readonly is: 'absent' };

type Path = readonly string[] | null;

/** How the rows of a use are grouped by a dimension. */
export function groupWay(resolved: Resolved, use: Use, dimension: Dimension, path: Path): Way {
  const way = plainWay(resolved, use, dimension, path);
  const isLow = way.is === 'below' && use.overlap === 'ALLOW' && use.scope !== 'SEMI_JOIN';
  if (isLow) return linked(reverseLink(resolved.model, use.dataset, dimension), 'all') ?? way;
  return selectedWay(resolved, use, { dimension, way, path });
}

/** How a filter reaches its dimension: as the grouping by the same dimension, where there is one. */
export function wayOfFilter(
  resolved: Pick<Resolved, 'groups'>,
  dimension: Dimension,
): Pick<GroupRequest, 'path' | 'asOf'> {
  const groups = resolved.groups.filter((candidate) => candidate.dimension.name === dimension.name);
  const [first] = groups;
  const isOne = groups.every(({ request }) => request.asOf === first?.request.asOf);
  return { path: first?.request.path ?? null, asOf: isOne ? (first?.request.asOf ?? null) : null };
}

/** How the rows of a use are filtered by a dimension. */
export function filterWay(resolved: Resolved, use: Use, dimension: Dimension, path: Path): Way {
  return selectedWay(resolved, use, { dimension, way: plainWay(resolved, use, dimension, path), path });
}

/** Without any flag: by time, by joins to one row, or over a declared bridge. */
function plainWay({ model }: Resolved, use: Use, dimension: Dimension, path: Path): Way {
  if (dimension.type === 'calendar') return { is: use.isUndated ? 'absent' : 'calendar' };
  const reach = reachOf(model, use.dataset, dimension, path);
  if (reach.is !== 'absent' && reach.is !== 'below') return reach;
  return linked(declaredBridge(model, use.dataset, dimension), 'all') ?? reach;
}

interface Asked {
  readonly dimension: Dimension;
  readonly way: Way;
  readonly path: Path;
}

function selectedWay(resolved: Resolved, use: Use, { dimension, way, path }: Asked): Way {
  if (use.scope !== 'SEMI_JOIN' || dimension.type === 'calendar') return way;
  if (way.is === 'below') return linked(reverseLink(resolved.model, use.dataset, dimension), 'matching') ?? way;
  if (way.is !== 'absent') return way;
  const link = entityLink(resolved.model, { own: use.dataset, others: datasetsBeside(resolved) }, dimension, path);
  return linked(link, 'matching') ?? way;
}

function linked(found: Found<Link>, keeps: 'all' | 'matching'): Way | null {
  if (found.is === 'none') return null;
  return found.is === 'one' ? { is: 'linked', link: found.found, keeps } : { is: 'ambiguous', choices: found.choices };
}

function datasetsBeside({ model, metrics }: Resolved): readonly Dataset[] {
  const all = metrics.flatMap(({ metric }) => measuresOf(model, metric).map(({ dataset }) => dataset));
  return [...new Map(all.map((dataset) => [dataset.name, dataset])).values()];
}
