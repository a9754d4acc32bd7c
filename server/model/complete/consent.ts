import { datasetOf } from '../scopes.ts';
import { attempt, below, type Report } from '../yaml/place.ts';
import type { DatasetDraft } from './dataset.ts';

/** Reports each dataset of grants that a dataset names for its consent and that is not there. */
export function checkConsents(
  drafts: ReadonlyMap<string, DatasetDraft>,
  broken: ReadonlySet<string>,
  report: Report,
): void {
  const datasets = new Map([...drafts].map(([name, { dataset }]) => [name, dataset]));
  for (const { frame, place } of drafts.values()) {
    const grants = frame.consent?.dataset;
    if (grants === undefined) continue;
    attempt(below(place, 'consent', 'dataset'), report, () => datasetOf(datasets, grants, broken));
  }
}
