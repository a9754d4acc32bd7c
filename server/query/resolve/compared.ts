import { type Span, spanOf } from '../language/duration.ts';
import type { CompareAs } from '../language/metric-query.ts';
import type { PlanMetric } from '../plan/plan.ts';
import { besides, type Resolved, type ResolvedMetric } from './resolve.ts';

/** The metrics that stand beside others: earlier values, and the changes since, in the order in which they were asked for. */
export function comparedMetrics(
  { metrics }: Resolved,
  present: readonly PlanMetric[],
  earlier: (metric: ResolvedMetric) => PlanMetric,
): readonly PlanMetric[] {
  const added: PlanMetric[] = [];
  for (const [index, resolved] of metrics.entries()) {
    const compare = resolved.request.compare;
    const span = shiftOf(resolved);
    const now = present[index];
    if (compare === null || span === null || now === undefined) continue;
    const previous = present.length + added.length;
    const names = besides(now.alias);
    const beside = { of: index, span };
    const planned = earlier(resolved);
    const shared = { interval: null, count: null, showsInterval: false } as const;
    const isShown = (as: CompareAs): boolean => compare.as.includes(as);
    added.push({
      ...planned,
      ...shared,
      alias: names.previous,
      compared: { ...beside, is: 'VALUE', isShown: isShown('VALUE') },
    });
    const components = [...now.components, ...planned.components];
    const change = { ...planned, ...shared, components, empty: null };
    if (isShown('DELTA')) {
      added.push({ ...change, alias: names.delta, compared: { ...beside, is: 'DELTA', previous } });
    }
    if (isShown('PCT')) {
      const type = { name: 'real', precision: null } as const;
      added.push({ ...change, alias: names.pct, type, compared: { ...beside, is: 'PCT', previous } });
    }
  }
  return added;
}

/** How much earlier a metric is compared with; null where it is not. */
export function shiftOf({ request }: ResolvedMetric): Span | null {
  return request.compare === null ? null : spanOf(request.compare.offset);
}
