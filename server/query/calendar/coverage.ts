import { calendarGroups } from './calendar-groups.ts';
import type { Dataset } from '../../model/model.ts';
import type { Span } from '../language/duration.ts';
import type { QueryGrain } from '../language/metric-query.ts';
import { addDays, addSpan, localDay, startOfPeriod } from './period.ts';
import type { Coverage, LegCoverage } from '../plan/plan.ts';
import type { Resolved } from '../resolve/resolve.ts';
import type { Facts } from '../answer/result.ts';

/** The part of a leg by which it is covered. */
interface Covered {
  readonly dataset: Dataset;
  readonly shift: Span | null;
  /** Groups by which it is not split. */
  readonly excluded: readonly number[];
}

/** First and last period of each calendar dimension that the data of a leg reach; null where there are none. */
export function coverageOf(
  resolved: Resolved,
  facts: Facts,
  { dataset, shift, excluded }: Covered,
): LegCoverage | null {
  const days = coveredDays(dataset, facts, resolved.zone);
  const range = resolved.query.time?.range ?? null;
  const [from, to] = range === null || shift === null ? (range ?? []) : range.map((day) => addSpan(day, shift, -1));
  const reachesRange =
    from === undefined || to === undefined || days === null || (days.from < to && days.through >= from);
  const calendars = calendarGroups(resolved).filter(({ dimension }) => !excluded.includes(dimension));
  if (calendars.length === 0) return { periods: [], reachesRange };
  if (days === null) return null;
  const periods = calendars.map(({ dimension, grain }): Coverage => {
    const reached = shift === null ? days : laterDays(days, grain, shift);
    return {
      dimension,
      first: startOfPeriod(reached.from, grain, resolved),
      last: startOfPeriod(reached.through, grain, resolved),
      partner: grain === 'DAY' && shift !== null && shift.months > 0 ? shift : null,
    };
  });
  return { periods, reachesRange };
}

/** What several datasets all reach; null where one of them has no data. */
export function commonCoverage(all: readonly (LegCoverage | null)[]): LegCoverage | null {
  const known = all.filter((coverage) => coverage !== null);
  const [first] = known;
  if (first === undefined || known.length < all.length) return null;
  const periods = first.periods.map((period, index): Coverage => {
    const others = known.flatMap((coverage) => coverage.periods[index] ?? []);
    const firsts = others.map((other) => other.first).sort();
    const lasts = others.map((other) => other.last).sort();
    return { ...period, first: firsts.at(-1) ?? period.first, last: lasts[0] ?? period.last };
  });
  return { periods, reachesRange: known.every(({ reachesRange }) => reachesRange) };
}

type CoveredDays = NonNullable<ReturnType<typeof coveredDays>>;

/** Days of the present beside which the covered days of an earlier time stand; of periods of months any day of theirs. */
function laterDays({ from, through }: CoveredDays, grain: QueryGrain, shift: Span): CoveredDays {
  if (shift.months === 0) return { from: addSpan(from, shift, 1), through: addSpan(through, shift, 1) };
  if (grain === 'DAY') {
    return { from: addSpan(from, shift, 1), through: addDays(addSpan(addDays(through, 1), shift, 1), -1) };
  }
  const [first, last] = [from, through].map((day) => addSpan(`${day.slice(0, 7)}-01`, shift, 1));
  return { from: first ?? from, through: last ?? through };
}

/** From which local day through which the data are complete: as declared, else as measured. */
export function coveredDays(
  dataset: Dataset,
  facts: Facts,
  zone: string,
): { readonly from: string; readonly through: string } | null {
  const known = facts.datasets.get(dataset.name);
  const from = dataset.time?.coverage.from ?? known?.dataFrom ?? null;
  const through = dataset.time?.coverage.through ?? known?.dataThrough ?? null;
  if (from === null || through === null) return null;
  const isDate = dataset.time !== null && dataset.columns.get(dataset.time.default)?.type.name === 'date';
  const day = (instant: string): string => (isDate ? instant.slice(0, 10) : localDay(instant, zone));
  return { from: day(from), through: day(through) };
}
