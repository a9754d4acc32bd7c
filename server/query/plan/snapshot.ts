import type { Dataset, Measure } from '../../model/model.ts';
import type { Duration } from '../../sql/dialects/dialect.ts';
import { coveredDays } from '../calendar/coverage.ts';
import type { Moment } from './leg-join.ts';
import { momentOf } from './leg-joins.ts';
import type { QueryGrain } from '../language/metric-query.ts';
import { addDays, type CalendarRules, durationOf, startOfPeriod } from '../calendar/period.ts';
import type { Leg } from './plan.ts';
import type { Facts } from '../answer/result.ts';

// Older than any data, and still a day for every engine.
const longAgo = '1900-01-01';

/** Which rows of a repeated state count in a period: those of its last date, of each entity's last date, or carried on to its end. */
export type LegSnapshot =
  | { readonly is: 'last_date'; readonly over: Moment }
  | { readonly is: 'last_per'; readonly over: Moment; readonly per: string }
  | {
      readonly is: 'carry';
      readonly over: Moment;
      readonly per: string;
      readonly limit: Duration | null;
      /** The days on which the state may be asked for; null: none. */
      readonly days: { readonly from: string; readonly through: string } | null;
    };

/** How a measure that must not be added up over time is taken; null where it may. */
export function snapshotOf(
  measure: Measure,
  {
    dataset,
    range,
    facts,
    zone,
  }: { readonly dataset: Dataset; readonly range: Leg['range']; readonly facts: Facts; readonly zone: string },
): LegSnapshot | null {
  const { semiAdditive } = measure;
  if (semiAdditive === null) return null;
  const { take, per } = semiAdditive;
  const over = momentOf(dataset, semiAdditive.over);
  if (take === 'last_date') return { is: 'last_date', over };
  if (per === null) throw new Error(`${dataset.name}.${measure.name} does not say what it is a state of.`);
  if (take === 'last_per') return { is: 'last_per', over, per };
  const limit = semiAdditive.carry === null ? null : durationOf(semiAdditive.carry);
  const covered = coveredDays(dataset, facts, zone);
  const from = [covered?.from ?? '', range?.from ?? ''].sort().at(-1) ?? '';
  const through = [covered?.through, range === null ? undefined : addDays(range.to, -1)].filter(isDay).sort()[0];
  const days = covered === null || through === undefined || through < from ? null : { from, through };
  return { is: 'carry', over, per, limit, days };
}

function isDay(day: string | undefined): day is string {
  return day !== undefined;
}

/** The last day of every period, or of every part that several grains cut days into; of the whole where there is no grain. */
export function lastDays(
  { from, through }: { readonly from: string; readonly through: string },
  grains: readonly QueryGrain[],
  rules: CalendarRules,
): readonly string[] {
  if (grains.length === 0) return [through];
  const last = new Map<string, string>();
  for (let day = from; day <= through; day = addDays(day, 1)) {
    last.set(grains.map((grain) => startOfPeriod(day, grain, rules)).join(' '), day);
  }
  return [...last.values()];
}

/** The days of a leg's rows: states that are carried on may be of any day before. */
export function rangeWithStates(range: Leg['range'], snapshot: LegSnapshot | null): Leg['range'] {
  return range === null || snapshot?.is !== 'carry' ? range : { ...range, from: longAgo };
}
