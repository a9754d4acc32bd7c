import type { TrivetError } from '../lib/errors.ts';
import { checkCalendar } from './check-calendar.ts';
import { checkDatasets } from './check-datasets.ts';
import { checkFilters } from './check-filters.ts';
import { checkGroups } from './check-groups.ts';
import { checkGuards } from './guards.ts';
import { checkResult } from './check-result.ts';
import { checkRollups } from './check-rollups.ts';
import type { Resolved } from './resolve.ts';
import type { Facts } from './result.ts';

/** Everything for which a query is refused, the names that do not exist first. */
export function checkQuery(resolved: Resolved, facts: Facts): readonly TrivetError[] {
  const refusals = [
    ...resolved.refusals,
    ...checkGroups(resolved),
    ...checkFilters(resolved),
    ...checkRollups(resolved),
    ...checkDatasets(resolved, facts),
    ...checkResult(resolved),
    ...checkCalendar(resolved, facts),
    ...checkGuards(resolved),
  ];
  const byText = new Map(refusals.map((refusal) => [`${refusal.code} ${refusal.message}`, refusal]));
  return [...byText.values()];
}
