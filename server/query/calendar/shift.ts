import type { Dataset } from '../../model/model.ts';
import { coveredDays } from './coverage.ts';
import type { Span } from '../language/duration.ts';
import type { FilterValue } from '../language/metric-query.ts';
import { addDays, addSpan } from './period.ts';
import type { Leg, PlanFilter, RowOperand } from '../plan/plan.ts';
import { firstDaySeen, type WindowShape } from '../plan/window.ts';
import type { Resolved } from '../resolve/resolve.ts';
import type { Facts } from '../answer/result.ts';

/** The part of a leg by which its time is told. */
interface Shifted {
  readonly dataset: Dataset;
  readonly shift: Span | null;
  readonly window: WindowShape | null;
}

// Older than any data, and still a day for every engine.
const longAgo = '1900-01-01';

/**
 * The days whose rows a leg counts: of a shifted leg the range so much earlier, cut where the present's data end if the
 * query compares to date.
 */
export function rangeOf(resolved: Resolved, facts: Facts, { dataset, shift, window }: Shifted): Leg['range'] {
  const time = resolved.query.time;
  const range = time?.range ?? null;
  const [from, to] = range ?? [null, null];
  const seenFrom = (day: string): string => (window === null ? day : firstDaySeen(day, window, resolved));
  if (shift === null) return from === null ? null : { from: seenFrom(from), to };
  const through = time?.toDate === true ? (coveredDays(dataset, facts, resolved.zone)?.through ?? null) : null;
  const ends = [...(to === null ? [] : [to]), ...(through === null ? [] : [addDays(through, 1)])].sort();
  const [end] = ends;
  if (end === undefined) return null;
  return { from: from === null ? longAgo : seenFrom(addSpan(from, shift, -1)), to: addSpan(end, shift, -1) };
}

/** A filter whose days are so much earlier. Days that do not exist there hold for none. */
export function earlierDays(filter: PlanFilter<RowOperand>, shift: Span): PlanFilter<RowOperand> {
  if (filter.is === 'not') return { is: 'not', of: earlierDays(filter.of, shift) };
  if (filter.is === 'keys') return filter;
  if (filter.is !== 'condition') return { is: filter.is, of: filter.of.map((part) => earlierDays(part, shift)) };
  if (filter.operand.is !== 'day' || filter.operator === '_isNull') return filter;
  const { operator, values } = filter;
  const bound = (is: '_gte' | '_lt', day: string): PlanFilter<RowOperand> => ({
    ...filter,
    operator: is,
    values: [addSpan(day, shift, -1)],
  });
  const from = (day: string): PlanFilter<RowOperand> => bound('_gte', day);
  const before = (day: string): PlanFilter<RowOperand> => bound('_lt', day);
  const days = values.filter((value) => typeof value === 'string');
  const on: PlanFilter<RowOperand> = {
    is: 'or',
    of: [
      ...days.map((day): PlanFilter<RowOperand> => ({ is: 'and', of: [from(day), before(addDays(day, 1))] })),
      ...values.filter((value) => value === null).map(() => isMissing(filter, true)),
    ],
  };
  const [day = longAgo] = days;
  if (operator === '_gte') return from(day);
  if (operator === '_lt') return before(day);
  if (operator === '_gt') return from(addDays(day, 1));
  if (operator === '_lte') return before(addDays(day, 1));
  if (operator === '_eq' || operator === '_in') return on;
  const others: PlanFilter<RowOperand> = { is: 'and', of: [{ is: 'not', of: on }, isMissing(filter, false)] };
  return filter.keepNulls ? { is: 'or', of: [others, isMissing(filter, true)] } : others;
}

type DayCondition = Extract<PlanFilter<RowOperand>, { readonly is: 'condition' }>;

function isMissing(condition: DayCondition, truth: boolean): PlanFilter<RowOperand> {
  const values: readonly FilterValue[] = [truth];
  return { ...condition, operator: '_isNull', values };
}
