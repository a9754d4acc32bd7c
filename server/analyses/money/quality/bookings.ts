/** bookings by class of quality cost → what each class costs a month, whole months alone */
import { type Sql, sql } from '../../../sql/sql.ts';
import type { Estimate as Ranged } from '../../../stats/intervals/difference.ts';
import { yearly } from '../../../stats/money/yearly.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Role } from '../../contract/role.ts';

/** Classes of quality cost (Feigenbaum), and how datasets may spell them. */
export const classes = [
  { name: 'prevention', label: 'Prevention', isFailure: false, spelled: ['prevention'] },
  { name: 'appraisal', label: 'Appraisal', isFailure: false, spelled: ['appraisal', 'inspection'] },
  {
    name: 'internal_failure',
    label: 'Internal failure',
    isFailure: true,
    spelled: ['internal failure', 'internal_failure', 'internal'],
  },
  {
    name: 'external_failure',
    label: 'External failure',
    isFailure: true,
    spelled: ['external failure', 'external_failure', 'external'],
  },
] as const;

export type QualityClass = (typeof classes)[number]['name'];

/** Cost bookings with their class. */
export const bookingsRole: Role = {
  name: 'bookings',
  label: 'Cost bookings',
  description:
    'One row a booking with its class of quality cost: prevention, appraisal, internal failure, external failure.',
  kinds: ['financial'],
  dataset: 'costs',
  columns: [
    { name: 'time', label: 'Time', description: 'when it was booked.', type: 'time', is: 'time' },
    { name: 'amount', label: 'Amount', description: 'what it cost.', type: 'number', names: ['cost'] },
    {
      name: 'class',
      label: 'Class',
      description: 'its class of quality cost; others are left out.',
      type: 'text',
      names: ['quality_class'],
    },
  ],
};

export interface Bookings {
  /** Whole months, `2025-07-01`. */
  readonly months: readonly string[];
  /** Amount of each of these months, by class; months without a booking are 0. */
  readonly byClass: ReadonlyMap<QualityClass, readonly number[]>;
  /** Rows of all classes. */
  readonly n: number;
  readonly unit: string | null;
}

/** Reads bookings by class and month. A first or last month that the bookings do not fill is left out. */
export async function readBookings(context: AnalysisContext): Promise<Bookings> {
  const role = context.role('bookings');
  const day = sql`CAST(${role.column('time')} AS DATE)`;
  const { list } = await context.rows({
    title: 'Quality cost by class and month',
    sql: sql`WITH seen AS (
  SELECT min(${day}) AS first_day, max(${day}) AS last_day FROM ${role.source}
)
SELECT CAST(CAST(date_trunc('month', ${day}) AS DATE) AS VARCHAR) AS month, lower(CAST(${role.column('class')} AS VARCHAR)) AS class,
  fsum(CAST(${role.column('amount')} AS DOUBLE)) AS total, CAST(count(${role.column('amount')}) AS DOUBLE) AS n
FROM ${role.source}, seen
WHERE ${day} IS NOT NULL AND ${isWhole(day)}
GROUP BY ALL
ORDER BY month, class`,
  });
  const months = [...new Set(list.flatMap((row) => row.text('month') ?? []))].sort();
  const classOf = (text: string | null) => classes.find(({ spelled }) => spelled.some((word) => word === text));
  const byClass = new Map(
    classes.map(({ name }) => [
      name,
      months.map((month) =>
        list
          .filter((row) => row.text('month') === month && classOf(row.text('class'))?.name === name)
          .reduce((sum, row) => sum + (row.maybe('total') ?? 0), 0),
      ),
    ]),
  );
  const n = list
    .filter((row) => classOf(row.text('class')) !== undefined)
    .reduce((sum, row) => sum + row.number('n'), 0);
  return { months, byClass, n, unit: role.described('amount').unit };
}

/** Whether the month of a day lies whole, give or take three days, between the first and the last day of the data. */
function isWhole(day: Sql): Sql {
  return sql`date_trunc('month', ${day}) >= seen.first_day - 3 AND last_day(${day}) <= seen.last_day + 3`;
}

/** What several classes cost together in each month. */
export function totalsOf({ months, byClass }: Bookings, names: readonly QualityClass[]): readonly number[] {
  return months.map((_, i) => names.reduce((sum, name) => sum + (byClass.get(name)?.[i] ?? 0), 0));
}

/** A year of several classes together; null where months are too few for a range. */
export function yearOf(bookings: Bookings, names: readonly QualityClass[]): Ranged | null {
  const year = yearly(totalsOf(bookings, names));
  return isAnswered(year) ? year : null;
}
