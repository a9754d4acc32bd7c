import { TrivetError } from '../../lib/errors.ts';
import { usedDatasets } from '../check/check-datasets.ts';
import { coveredDays } from './coverage.ts';
import type { Span } from '../language/duration.ts';
import type { QueryGrain } from '../language/metric-query.ts';
import { addDays, daysBetween, lengths, startOfPeriod } from './period.ts';
import { measuresOf, type Resolved } from '../resolve/resolve.ts';
import type { Facts } from '../answer/result.ts';

/** First and last local day that a query asks about. */
export interface Days {
  readonly from: string;
  readonly through: string;
}

/** The periods of a calendar, one after the other: days that begin one each. */
export interface Periods {
  readonly first: string;
  readonly last: string;
  readonly step: Span;
}

const mostPeriods = 50_000;

/** The days of the range, else those that the data of the metrics reach; null where there are none. */
export function daysAsked(resolved: Resolved, facts: Facts): Days | null {
  const range = resolved.query.time?.range ?? null;
  if (range !== null) return { from: range[0], through: addDays(range[1], -1) };
  const measured = new Set(
    resolved.metrics.flatMap(({ metric }) => measuresOf(resolved.model, metric).map(({ dataset }) => dataset.name)),
  );
  const known = usedDatasets(resolved)
    .filter(({ name }) => measured.has(name))
    .flatMap((dataset) => coveredDays(dataset, facts, resolved.zone) ?? []);
  const from = known.map((days) => days.from).sort()[0];
  const through = known
    .map((days) => days.through)
    .sort()
    .at(-1);
  return from === undefined || through === undefined ? null : { from, through };
}

/** The periods that begin all periods of some grains: months where months make up each of them, else days. */
export function periodsOf(grains: readonly QueryGrain[], { from, through }: Days, resolved: Resolved): Periods {
  const [only = 'DAY'] = grains;
  const isOne = new Set(grains).size === 1;
  const base = isOne ? only : grains.every((grain) => lengths[grain].months > 0) ? 'MONTH' : 'DAY';
  const [first, last] = [from, through].map((day) => startOfPeriod(day, base, resolved));
  return { first: first ?? from, last: last ?? through, step: lengths[base] };
}

/** The refusal of a calendar with more periods than any answer may have; none where it has fewer. */
export function tooManyPeriods({ first, last, step }: Periods): readonly TrivetError[] {
  const days = step.months > 0 ? step.months * 30.4 : step.days;
  const count = Math.round(daysBetween(first, last) / days) + 1;
  if (count <= mostPeriods) return [];
  return [
    new TrivetError(
      'too-many-groups',
      `From ${first} through ${last} there are ${count} periods, over the limit of ${mostPeriods}.`,
      {
        hint: 'Ask for a shorter range or a coarser grain.',
      },
    ),
  ];
}
