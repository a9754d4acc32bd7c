/** tickets by month → how many would not have been needed, and what they cost */
import { join, raw, sql } from '../../../sql/sql.ts';
import type { Estimate as Ranged } from '../../../stats/intervals/difference.ts';
import { meanInterval } from '../../../stats/intervals/mean-interval.ts';
import { yearly } from '../../../stats/money/yearly.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';

export interface Avoidable {
  /** Contacts a year. */
  readonly contacts: Ranged;
  /** What one costs, over those whose cost is known. */
  readonly unitCost: Ranged;
  /** Contacts · cost of one, a year. */
  readonly cost: Ranged;
  readonly n: number;
}

/** Avoidable contacts a year times what one costs; null where no cause is named avoidable or there is too little for a range. */
export async function readAvoidable(context: AnalysisContext): Promise<Avoidable | null> {
  const tickets = context.find('tickets');
  const causes = context.options.texts('avoidable');
  if (tickets === null || causes.length === 0) return null;
  const day = sql`CAST(${tickets.column('time')} AS DATE)`;
  const cost = sql`CAST(${tickets.column('cost')} AS DOUBLE)`;
  const { list } = await context.rows({
    title: 'Avoidable contacts by month, with their cost',
    sql: sql`WITH seen AS (
  SELECT min(${day}) AS first_day, max(${day}) AS last_day FROM ${tickets.source}
)
SELECT CAST(CAST(date_trunc('month', ${day}) AS DATE) AS VARCHAR) AS month,
  CAST(count(*) FILTER (WHERE is_avoidable) AS DOUBLE) AS contacts, CAST(count(${cost}) FILTER (WHERE is_avoidable) AS DOUBLE) AS known,
  coalesce(fsum(${cost}) FILTER (WHERE is_avoidable), 0) AS total, coalesce(fsum(${cost} * ${cost}) FILTER (WHERE is_avoidable), 0) AS squares${
    tickets.has('person') ? sql`,\n  CAST(count(DISTINCT ${tickets.column('person')}) AS DOUBLE) AS persons` : raw('')
  }
FROM (SELECT *, coalesce(CAST(${tickets.column('cause')} AS VARCHAR) IN (${join(causes.map((cause) => sql`${cause}`))}), false) AS is_avoidable FROM ${tickets.source}), seen
WHERE ${day} IS NOT NULL AND date_trunc('month', ${day}) >= seen.first_day - 3 AND last_day(${day}) <= seen.last_day + 3
GROUP BY ALL
ORDER BY month`,
    ...(tickets.has('person') ? { persons: 'persons' } : {}),
  });
  const add = (name: string): number => list.reduce((sum, row) => sum + row.number(name), 0);
  const [n, known] = [add('contacts'), add('known')];
  const contacts = yearly(list.map((row) => row.number('contacts')));
  const mean = meanInterval({ sum: add('total'), sumOfSquares: add('squares'), n: known });
  if (!isAnswered(contacts) || mean === null || n < 10) return null;
  const unitCost = { value: add('total') / known, ...mean };
  return { contacts, unitCost, cost: productOf(contacts, unitCost), n };
}

/** The product of two independent estimates, to first order: relative distances to the bounds add up in squares. */
export function productOf(a: Ranged, b: Ranged): Ranged {
  const value = a.value * b.value;
  const distance = (of: (range: Ranged) => number): number => Math.hypot(b.value * of(a), a.value * of(b));
  const [down, up] = [distance((range) => range.value - range.low), distance((range) => range.high - range.value)];
  return { value, low: value - down, high: value + up };
}
