import type { Dataset } from '../../model/model.ts';
import { addDuration, instantOf } from '../calendar/period.ts';
import type { Facts, SourceFreshness } from './result.ts';

/** How old the data of a dataset are beside what it promises; UNKNOWN where it promises nothing. */
export function freshnessOf(dataset: Dataset, facts: Facts, now: string): SourceFreshness {
  const known = facts.datasets.get(dataset.name);
  if (known === undefined) throw new Error(`Nothing is known of ${dataset.name}.`);
  const { version, loadedAt, dataThrough } = known;
  return {
    dataset: dataset.name,
    kind: dataset.kind,
    version,
    loadedAt,
    dataThrough,
    state: stateOf(dataset, dataThrough ?? loadedAt, now),
  };
}

function stateOf({ freshness }: Dataset, through: string, now: string): SourceFreshness['state'] {
  const { expect = null, maxAge = null } = freshness ?? {};
  if (expect === null && maxAge === null) return 'UNKNOWN';
  if (isPast(through, maxAge, now)) return 'EXPIRED';
  return isPast(through, expect, now) ? 'LATE' : 'CURRENT';
}

function isPast(through: string, duration: string | null, now: string): boolean {
  if (duration === null) return false;
  const due = addDuration(instantOf(through), duration);
  return due !== null && due < instantOf(now);
}
