import type { Table } from '../../lib/table.ts';
import type { PreparedQuery } from './answer.ts';
import { componentValues } from './assemble.ts';
import { usedDatasets } from '../check/check-datasets.ts';
import { coveredDays } from '../calendar/coverage.ts';
import { pathKey } from '../plan/leg-joins.ts';
import { windowStart } from '../plan/window.ts';
import { endOfPeriod, startOfPeriod } from '../calendar/period.ts';
import { type LegRows, rowsOfPlan } from '../plan/plan.ts';
import type { LegAccount, MetricResult, QueryWarning, WarningCode } from './result.ts';
import { countHidden } from '../policy/suppress.ts';

/** What an answer's reader has to know: rows in the group without a value, small n, half periods, old data, cut rows. */
export type Answer = Pick<MetricResult, 'columns' | 'rowCount' | 'totalCount' | 'accounting' | 'freshness'> & {
  readonly rows: Table;
};

export function warningsOf(prepared: PreparedQuery, answer: Answer): readonly QueryWarning[] {
  const all = [
    ...answer.accounting.flatMap((account, index) => {
      const leg = rowsOfPlan(prepared.plan)[index];
      return leg?.shift === null ? gapWarnings(leg, account) : [];
    }),
    ...answer.accounting.flatMap(asOfWarnings),
    ...answer.accounting.flatMap(hindsightWarnings),
    ...skippedFilters(prepared),
    ...overlappingGroups(prepared, answer),
    ...smallCounts(prepared, answer),
    ...partialPeriods(prepared, answer),
    ...unreachedPeriods(prepared, answer),
    ...partialWindows(prepared),
    ...staleData(answer),
    ...deduplicated(prepared),
    ...withheldByConsent(answer),
    ...suppressed(prepared, answer),
    ...limited(prepared, answer),
  ];
  return [...new Map(all.map((warning) => [`${warning.code} ${warning.message}`, warning])).values()];
}

type About = Partial<Pick<QueryWarning, 'hint' | 'metric' | 'dataset' | 'count'>>;

function warning(code: WarningCode, message: string, about: About): QueryWarning {
  return { code, message, hint: null, metric: null, dataset: null, count: null, ...about };
}

function rowsText(count: number): string {
  return `${count} ${count === 1 ? 'row' : 'rows'}`;
}

function gapWarnings(leg: LegRows | undefined, { dataset, paths }: LegAccount): QueryWarning[] {
  const grouped = new Set(
    leg?.dimensions.flatMap((dimension) =>
      dimension.is !== 'value' ? [] : dimension.path.map((_, index) => pathKey(dimension.path.slice(0, index + 1))),
    ),
  );
  const joins = leg?.joins.filter(({ is }) => is !== 'rollup') ?? [];
  return paths.flatMap(({ path, nullKeys, orphans }, index) => {
    const join = joins[index];
    if (join === undefined || !grouped.has(pathKey(join.path))) return [];
    const stay = 'They stay in the answer, in the group without a value.';
    const noKey = `${rowsText(nullKeys)} of ${dataset} without a key for ${path}.`;
    const noMatch = `${rowsText(orphans)} of ${dataset} whose ${path} is not in ${join.dataset}.`;
    return [
      ...(nullKeys > 0 ? [warning('NULL_KEYS', noKey, { hint: stay, dataset, count: nullKeys })] : []),
      ...(orphans > 0 ? [warning('ORPHANS', noMatch, { hint: stay, dataset, count: orphans })] : []),
    ];
  });
}

function asOfWarnings({ dataset, paths }: LegAccount): QueryWarning[] {
  return paths.flatMap(({ path, asOf }) => {
    if (asOf === null) return [];
    const { unmatched, reused, ties } = asOf;
    const found: [WarningCode, number, string][] = [
      ['ASOF_UNMATCHED', unmatched, `${rowsText(unmatched)} of ${dataset} for which ${path} found none.`],
      ['ASOF_REUSED', reused, `${rowsText(reused)} of ${dataset} share a ${path} with an earlier one.`],
      ['ASOF_TIES', ties, `${rowsText(ties)} of ${dataset} had several rows of one moment to choose from.`],
    ];
    const hints: { readonly [K in string]: string } = {
      ASOF_UNMATCHED: 'They stay in the answer, in the group without a value.',
      ASOF_REUSED: 'One row may stand for several: do not count them by this answer.',
      ASOF_TIES: 'The declared tie_break chose; it chooses alike every time.',
    };
    return found
      .filter(([, count]) => count > 0)
      .map(([code, count, message]) => warning(code, message, { hint: hints[code] ?? null, dataset, count }));
  });
}

function hindsightWarnings({ dataset, hindsight }: LegAccount): QueryWarning[] {
  return hindsight
    .filter(({ rows }) => rows > 0)
    .map(({ rollup, rows }) => {
      const message = `${rowsText(rows)} of ${dataset} ${rows === 1 ? 'is' : 'are'} older than what ${rollup} says of ${rows === 1 ? 'it' : 'them'}.`;
      const hint = 'Group with asOf: FACT for what was known at the time of each row.';
      return warning('HINDSIGHT', message, { hint, dataset, count: rows });
    });
}

function skippedFilters({ plan }: PreparedQuery): QueryWarning[] {
  const legs = plan.components.flatMap(({ leg, skipsFilter }) => (skipsFilter ? (plan.legs[leg] ?? []) : []));
  return [...rowsOfPlan(plan).filter(({ skipsFilter }) => skipsFilter), ...legs].flatMap(({ dataset }) => {
    const hint = 'Its numbers stand beside filtered ones; do not set them in proportion.';
    return [
      warning('FILTER_NOT_APPLIED', `Some condition does not act on ${dataset}, which lacks it.`, { hint, dataset }),
    ];
  });
}

function overlappingGroups({ plan }: PreparedQuery, { accounting }: Answer): QueryWarning[] {
  return plan.metrics.flatMap(({ alias, isOverlapping, components, compared }) => {
    if (!isOverlapping || compared !== null) return [];
    const legs = new Set(components.flatMap(({ component }) => plan.components[component]?.leg ?? []));
    const outside = [...legs].reduce((sum, leg) => sum + (accounting[leg]?.outsideGroups ?? 0), 0);
    const left = outside === 0 ? '' : ` ${rowsText(outside)} ${outside === 1 ? 'lies' : 'lie'} outside of every group.`;
    const hint = 'The total counts each row once.';
    const message = `A row may count in several groups of ${alias}: they do not add up.${left}`;
    return [warning('OVERLAPPING_GROUPS', message, { hint, metric: alias, count: outside === 0 ? null : outside })];
  });
}

function smallCounts({ plan, resolved }: PreparedQuery, { rows }: Answer): QueryWarning[] {
  return plan.metrics.flatMap(({ name, alias, count }) => {
    const minN = resolved.model.metrics.get(name)?.minN ?? 0;
    if (count === null) return [];
    const counts = componentValues(rows, count).filter((n) => n !== null && n > 0);
    const small = counts.filter((n) => n !== null && n < minN).length;
    if (small === 0) return [];
    const groups =
      plan.dimensions.length === 0 ? `${alias} rests` : `${small} of ${counts.length} values of ${alias} rest`;
    const hint = 'Look at the interval before you compare.';
    return [warning('SMALL_N', `${groups} on fewer than ${minN} cases.`, { hint, metric: alias, count: small })];
  });
}

function partialPeriods({ plan, resolved, facts }: PreparedQuery, { columns }: Answer): QueryWarning[] {
  return plan.dimensions.flatMap(({ column, grain, isCalendar }) => {
    if (!isCalendar || grain === null) return [];
    const shown = new Set(columns.find(({ name }) => name === column)?.values);
    return rowsOfPlan(plan).flatMap((leg) => {
      if (leg.shift !== null) return [];
      const dataset = resolved.model.datasets.get(leg.dataset);
      const days = dataset === undefined ? null : coveredDays(dataset, facts, plan.zone);
      if (days === null) return [];
      const period = startOfPeriod(days.through, grain, plan);
      if (days.through >= endOfPeriod(period, grain, plan) || !shown.has(period)) return [];
      const message = `The ${grain.toLowerCase().replace('_', ' ')} from ${period} is incomplete: ${leg.dataset} goes to ${days.through}.`;
      return [warning('PARTIAL_PERIOD', message, { dataset: leg.dataset })];
    });
  });
}

/** Periods of a number over several datasets that lie outside of what one of them reaches: there it counts the others alone. */
function unreachedPeriods({ plan, resolved, facts }: PreparedQuery, { columns }: Answer): QueryWarning[] {
  const stacked = plan.legs.filter(({ also }) => also.length > 0).flatMap((leg) => [leg, ...leg.also]);
  return plan.dimensions.flatMap(({ column, grain, isCalendar }) => {
    if (!isCalendar || grain === null) return [];
    const shown = columns.find(({ name }) => name === column)?.values ?? [];
    const periods = [...new Set(shown.filter((value) => typeof value === 'string'))];
    return stacked.flatMap((rows) => {
      if (rows.shift !== null) return [];
      const dataset = resolved.model.datasets.get(rows.dataset);
      const days = dataset === undefined ? null : coveredDays(dataset, facts, plan.zone);
      if (days === null) return [];
      const [first, last] = [days.from, days.through].map((day) => startOfPeriod(day, grain, plan));
      const count = periods.filter((period) => period < (first ?? '') || period > (last ?? '')).length;
      if (count === 0) return [];
      const message = `${count} of the periods shown have no data of ${rows.dataset}, which goes from ${days.from} to ${days.through}.`;
      const hint = 'There the number counts the other datasets alone.';
      return [warning('PARTIAL_PERIOD', message, { hint, dataset: rows.dataset, count })];
    });
  });
}

/** Windows that begin before the data do hold less than their length. */
function partialWindows({ plan, resolved, facts }: PreparedQuery): QueryWarning[] {
  return plan.legs.flatMap(({ dataset: name, window, shift }) => {
    const dataset = resolved.model.datasets.get(name);
    const days = dataset === undefined ? null : coveredDays(dataset, facts, plan.zone);
    if (window === null || shift !== null || days === null || window.keys.first > window.keys.last) return [];
    const seen = startOfPeriod(windowStart(window.keys.first, window, plan), window.base, plan);
    if (seen >= startOfPeriod(days.from, window.base, plan)) return [];
    const message = `The first windows are incomplete: they look back to ${seen}, and ${name} begins on ${days.from}.`;
    return [warning('PARTIAL_PERIOD', message, { dataset: name })];
  });
}

function staleData({ freshness }: Answer): QueryWarning[] {
  return freshness
    .filter(({ state }) => state === 'LATE' || state === 'EXPIRED')
    .map(({ dataset, dataThrough, loadedAt, state }) => {
      const older = state === 'LATE' ? 'later than promised' : 'older than may be shown';
      const message = `${dataset} is ${older}: its data go to ${dataThrough ?? loadedAt}.`;
      return warning('STALE_DATA', message, { dataset });
    });
}

function deduplicated({ resolved, facts }: PreparedQuery): QueryWarning[] {
  return usedDatasets(resolved).flatMap(({ name, dedupe }) => {
    const count = facts.datasets.get(name)?.deduplicated ?? 0;
    if (count === 0 || (resolved.policy.rows.has(name) && !resolved.policy.seesRules)) return [];
    const rule = dedupe === null ? 'as declared' : `the ${dedupe.keep} by ${dedupe.by} was kept`;
    return [
      warning('DEDUPLICATED', `${rowsText(count)} of ${name} had a key twice; ${rule}.`, { dataset: name, count }),
    ];
  });
}

function withheldByConsent({ accounting }: Answer): QueryWarning[] {
  const byDataset = new Map(accounting.map(({ dataset, withheldByConsent: count }) => [dataset, count]));
  return [...byDataset].flatMap(([dataset, count]) => {
    if (count === 0) return [];
    const message = `${rowsText(count)} of ${dataset} without consent for this purpose.`;
    return [warning('CONSENT_WITHHELD', message, { hint: 'They count nowhere in the answer.', dataset, count })];
  });
}

function suppressed({ plan }: PreparedQuery, { rows }: Answer): QueryWarning[] {
  const count = countHidden(plan, rows);
  if (count === 0) return [];
  const whole = 'The answer is hidden: too few persons stand behind it.';
  const groups = `${count} ${count === 1 ? 'group is' : 'groups are'} hidden: too few persons stand behind them or beside them.`;
  const message = plan.dimensions.length === 0 ? whole : groups;
  return [warning('SUPPRESSED', message, { hint: 'Group more coarsely, or look at a longer time.', count })];
}

function limited({ plan }: PreparedQuery, { rowCount, totalCount }: Answer): QueryWarning[] {
  const left = totalCount - rowCount - Math.min(plan.offset, totalCount);
  if (left <= 0) return [];
  const hint = 'Raise limit (at most 50,000), or group more coarsely.';
  return [
    warning('LIMITED', `${left} of ${totalCount} rows were left out by the limit of ${plan.limit}.`, {
      hint,
      count: left,
    }),
  ];
}
