import type { TrivetError } from '../../lib/errors.ts';
import { topGroup } from '../resolve/ranking.ts';
import { invalidQuery } from '../language/refuse.ts';
import type { Resolved } from '../resolve/resolve.ts';

/** Whether the first values of a dimension of the query can be told. */
export function checkTop(resolved: Resolved): readonly TrivetError[] {
  const { topN } = resolved.query;
  if (topN === null) return [];
  const group = resolved.groups[topGroup(resolved) ?? -1];
  if (group === undefined) {
    const complaint = `the query is not grouped by ${topN.dimension}.`;
    return [invalidQuery(['topN', 'dimension'], complaint, 'Add it to groupBy.')];
  }
  if (group.dimension.type !== 'calendar') return [];
  const hint = `Sort by ${topN.by} and limit the rows instead.`;
  return [invalidQuery(['topN', 'dimension'], `periods of ${topN.dimension} have no others.`, hint)];
}
