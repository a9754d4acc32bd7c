import { TrivetError } from '../../lib/errors.ts';
import { checkCalendar } from './check-calendar.ts';
import { checkDatasets } from './check-datasets.ts';
import { checkFilters } from './check-filters.ts';
import { checkGroups } from './check-groups.ts';
import { checkGuards, checkMeasured, guardsOf } from '../policy/guards.ts';
import { checkResult } from './check-result.ts';
import { checkCohort } from '../resolve/cohort.ts';
import { checkRollups } from './check-rollups.ts';
import { checkExcluded } from './check-excluded.ts';
import { checkTop } from './check-top.ts';
import { checkWindows } from './check-windows.ts';
import type { Resolved } from '../resolve/resolve.ts';
import type { Facts } from '../answer/result.ts';

/** Everything for which a query is refused, the names that do not exist first. */
export function checkQuery(resolved: Resolved, facts: Facts): readonly TrivetError[] {
  const refusals = [
    ...resolved.refusals,
    ...checkGroups(resolved),
    ...checkFilters(resolved),
    ...checkRollups(resolved),
    ...checkCohort(resolved),
    ...checkDatasets(resolved, facts),
    ...checkResult(resolved),
    ...checkCalendar(resolved, facts),
    ...checkGuards(resolved),
    ...checkMeasured(resolved),
    ...[...resolved.selections.values()].flatMap((selection) => checkDatasets(selection, facts)),
    ...checkTop(resolved),
    ...checkRanking(resolved.ranking, facts),
    ...checkWindows(resolved, facts),
    ...checkExcluded(resolved),
  ];
  const byText = new Map(refusals.map((refusal) => [`${refusal.code} ${refusal.message}`, refusal]));
  return [...byText.values()];
}

/** A metric that nobody knows ranks nothing, and there is no more to say of it. */
function checkRanking(ranking: Resolved | null, facts: Facts): readonly TrivetError[] {
  if (ranking === null) return [];
  if (ranking.refusals.length > 0) return ranking.refusals;
  const hidden = ranking.metrics.filter((metric) => guardsOf(ranking, metric).length > 0);
  const told = hidden.map(({ metric }) => {
    const message = `${metric.name} ranks nothing here: its small groups are hidden, and their rank would tell of them.`;
    return new TrivetError('forbidden', message, {
      hint: 'Rank by another metric, or ask as somebody who may read the rows.',
    });
  });
  return [...told, ...checkQuery(ranking, facts)];
}
