import { calendarGroups } from './calendar-groups.ts';
import type { Dataset } from '../model/model.ts';
import { localDay, startOfPeriod } from './period.ts';
import type { Coverage } from './plan.ts';
import type { Resolved } from './resolve.ts';
import type { Facts } from './result.ts';

/** First and last period of each calendar dimension that the data of a dataset reach; null where there are none. */
export function coverageOf(resolved: Resolved, facts: Facts, dataset: Dataset): readonly Coverage[] | null {
  const days = coveredDays(dataset, facts, resolved.zone);
  const calendars = calendarGroups(resolved);
  if (calendars.length === 0) return [];
  if (days === null) return null;
  return calendars.map(({ dimension, grain }) => ({
    dimension,
    first: startOfPeriod(days.from, grain, resolved),
    last: startOfPeriod(days.through, grain, resolved),
  }));
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
