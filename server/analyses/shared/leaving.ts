/** customers with start and end → who was there at a landmark, and how long each stayed after it: counts by day, never persons */
import { TrivetError } from '../../lib/errors.ts';
import { bind, join, type Sql, sql } from '../../sql/sql.ts';
import type { CompetingRow } from '../../stats/survival/cumulative-incidence.ts';
import type { BoundRole } from '../run/bind-roles.ts';
import type { AnalysisContext, Row, Rows } from '../contract/context.ts';
import type { Option } from '../contract/options.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import type { Role, RoleColumn } from '../contract/role.ts';

/** Customers with the days on which they came and went. */
export const customersRole: Role = {
  name: 'customers',
  label: 'Customers',
  description: 'One row a customer, with the day on which each came and, where they left, went.',
  kinds: ['operational'],
  columns: [
    { name: 'person', label: 'Customer', description: 'who it is.', type: 'any', is: 'person', names: ['customer_id'] },
    { name: 'start', label: 'Start', description: 'since when a customer.', type: 'time', names: ['start_date'] },
    {
      name: 'end',
      label: 'End',
      description: 'the day of leaving; empty for who stayed.',
      type: 'time',
      names: ['end_date'],
    },
    {
      name: 'end_kind',
      label: 'Kind of end',
      description: 'whether they left by own will; without it every end counts as that.',
      type: 'text',
      optional: true,
    },
  ],
};

/** The person and the time of something that happened, for roles of several analyses. */
export const personAndTime: readonly RoleColumn[] = [
  {
    name: 'person',
    label: 'Customer',
    description: 'whom it is about.',
    type: 'any',
    is: 'person',
    names: ['customer_id'],
  },
  { name: 'time', label: 'Time', description: 'when it happened.', type: 'time', is: 'time' },
];

/** How far customers are followed. */
export const followUpOptions: readonly Option[] = [
  {
    name: 'horizon',
    label: 'Horizon',
    description: 'How many days after the landmark leaving is looked at.',
    type: 'integer',
    min: 1,
    max: 3650,
    default: 180,
  },
  {
    name: 'voluntary',
    label: 'By own will',
    description:
      'Kinds of end that count as leaving by own will; other kinds take customers away before they could. An empty list counts every end.',
    type: 'texts',
    default: ['voluntary'],
  },
  {
    name: 'observed_until',
    label: 'Observed until',
    description: 'The last day the data know about. Without it the last day on which somebody came or went.',
    type: 'date',
    default: null,
  },
];

/** Several days at which the clock starts. */
export const landmarksOption: Option = {
  name: 'landmarks',
  label: 'Landmarks',
  description: 'Days at which it is looked who is there and what is known; the clock starts there.',
  type: 'dates',
  default: null,
};

/** How long before the landmark voice counts. */
export const windowOption: Option = {
  name: 'window',
  label: 'Window',
  description: 'How many days before the landmark are looked at.',
  type: 'integer',
  min: 1,
  max: 3650,
  default: 180,
};

/** Landmarks in order; throws where a customer who leaves could be counted at two of them. */
export function landmarksOf(context: AnalysisContext, horizon: number): readonly string[] {
  const landmarks = [...new Set(context.options.texts('landmarks'))].sort();
  for (const [at, landmark] of landmarks.entries()) {
    const days = at === 0 ? Infinity : daysBetween(landmarks[at - 1] ?? '', landmark);
    if (days >= horizon) continue;
    throw new TrivetError(
      'invalid-option',
      `Landmarks lie ${days} days apart, less than the horizon of ${horizon}: who leaves would be counted twice.`,
      { hint: 'Take fewer landmarks, or a shorter horizon.' },
    );
  }
  return landmarks;
}

/** The last day that the data know about, or why customers cannot be followed. */
export async function observedUntil(context: AnalysisContext): Promise<string | Refusal> {
  const customers = context.role('customers');
  const [start, end] = [day(customers.column('start')), day(customers.column('end'))];
  const today = context.now.slice(0, 10);
  const rows = await context.rows({
    title: 'Customers, and the last day known',
    sql: sql`SELECT CAST(count(*) AS DOUBLE) AS customer_rows,
  CAST(count(DISTINCT ${customers.column('person')}) AS DOUBLE) AS persons,
  CAST(count(*) FILTER (WHERE ${end} < ${start}) AS DOUBLE) AS reversed,
  CAST(max(greatest(${start}, coalesce(${end}, ${start}))) FILTER (WHERE coalesce(${end}, ${start}) <= ${date(today)}) AS VARCHAR) AS last_day
FROM ${customers.source}
WHERE ${customers.column('person')} IS NOT NULL AND ${customers.column('start')} IS NOT NULL`,
    persons: 'persons',
  });
  const [row] = rows.list;
  const persons = row?.number('persons') ?? 0;
  if (row === undefined || persons < fewest) return refusal('too-few', { n: persons, needed: fewest });
  if (row.number('customer_rows') > persons)
    return refusal('fan-out-refused', { factor: row.number('customer_rows') / persons, column: customers.name });
  if (row.number('reversed') > 0)
    return refusal('out-of-scale', {
      n: row.number('reversed'),
      column: customers.described('end').name,
      scale: 'not before the start',
    });
  const known = row.text('last_day') ?? today;
  const asked = context.options.text('observed_until');
  return [asked ?? known, today].sort()[0] ?? today;
}

/** Fewer customers than this are not shown. */
export const fewest = 10;

export interface Followed {
  readonly landmarks: readonly string[];
  readonly horizon: number;
  readonly until: string;
}

/**
 * Three relations for WITH: `landmarks(landmark)` and `present(landmark, person, days, outcome, …)`, one row a customer and
 * landmark, with how many days each was followed and whether it ended with `leaving`, `other` or `staying`. `extra` are further columns of customers.
 */
export function presentAt(
  context: AnalysisContext,
  { landmarks, horizon, until }: Followed,
  extra: readonly Sql[] = [],
): Sql {
  const customers = context.role('customers');
  const end = day(sql`c.${customers.column('end')}`);
  const lastDay = sql`least(${date(until)}, l.landmark + ${count(horizon)})`;
  const columns = join(extra.map((column) => sql`, ${column}`), ''); // prettier-ignore
  return sql`landmarks AS (
  SELECT * FROM (VALUES ${join(landmarks.map((each) => sql`(${date(each)})`))}) AS given(landmark)
),
present AS (
  SELECT l.landmark, c.${customers.column('person')} AS person${columns},
    CAST(date_diff('day', l.landmark, least(coalesce(${end}, ${lastDay}), ${lastDay})) AS DOUBLE) AS days,
    CASE WHEN ${end} <= ${lastDay} THEN ${outcomeOf(context, customers)} ELSE 'staying' END AS outcome
  FROM ${customers.source} AS c
  JOIN landmarks AS l ON ${day(sql`c.${customers.column('start')}`)} < l.landmark AND coalesce(${end} > l.landmark, true)
  WHERE l.landmark < ${date(until)}
)`;
}

/**
 * The same relation `present` with a clock of each customer’s own, from the start on: only for what needs no landmark, a curve of
 * all without any comparison.
 */
export function presentSinceStart(context: AnalysisContext, { horizon, until }: Omit<Followed, 'landmarks'>): Sql {
  const customers = context.role('customers');
  const [start, end] = [day(sql`c.${customers.column('start')}`), day(sql`c.${customers.column('end')}`)];
  const lastDay = sql`least(${date(until)}, ${start} + ${count(horizon)})`;
  return sql`present AS (
  SELECT c.${customers.column('person')} AS person,
    CAST(date_diff('day', ${start}, least(coalesce(${end}, ${lastDay}), ${lastDay})) AS DOUBLE) AS days,
    CASE WHEN ${end} <= ${lastDay} THEN ${outcomeOf(context, customers)} ELSE 'staying' END AS outcome
  FROM ${customers.source} AS c
  WHERE ${start} < ${date(until)}
)`;
}

/** Counts of a risk table, to stand after SELECT beside what is grouped by. */
export const riskCounts: Sql = sql`CAST(count(*) FILTER (WHERE outcome = 'leaving') AS DOUBLE) AS leaving,
  CAST(count(*) FILTER (WHERE outcome = 'other') AS DOUBLE) AS other,
  CAST(count(*) FILTER (WHERE outcome = 'staying') AS DOUBLE) AS staying,
  CAST(count(DISTINCT person) AS DOUBLE) AS persons`;

/** Rows of a risk table, and how exact their times are. */
export interface FollowUpRows {
  readonly rows: Rows;
  readonly times: 'days' | 'months' | 'horizon';
}

/**
 * Runs a statement by days; where that would show groups of too few persons, by months of 30 days; and where that would too, at the
 * horizon alone, if everybody was followed that far: then a row is a whole group, and its share is that of any metric. With
 * `mayLack` groups of too few persons are left out there; otherwise rows that are missing would make a wrong answer, and it refuses.
 */
export async function byDays(
  context: AnalysisContext,
  { landmarks, horizon, until }: Followed,
  step: (days: Sql) => { readonly title: string; readonly sql: Sql },
  { mayLack = false } = {},
): Promise<FollowUpRows | Refusal> {
  const daily = await context.rows({ ...step(sql`days`), persons: 'persons' });
  if (daily.withheld === 0) return { rows: daily, times: 'days' };
  const monthly = await context.rows({ ...step(sql`30 * ceil(days / 30)`), persons: 'persons' });
  if (monthly.withheld === 0) return { rows: monthly, times: 'months' };
  const isClosed = landmarks.length > 0 && landmarks.every((landmark) => daysAfter(landmark, horizon) <= until);
  if (!isClosed) return refusal('k-anon', { k: 'the agreed number of', cells: monthly.withheld });
  const whole = await context.rows({ ...step(sql`CAST(${horizon} AS DOUBLE)`), persons: 'persons' });
  if (whole.withheld > 0 && !mayLack) return refusal('k-anon', { k: 'the agreed number of', cells: whole.withheld });
  return { rows: whole, times: 'horizon' };
}

/** What a reader has to know of times that are not days. */
export function timesAssumption({ times }: FollowUpRows): readonly string[] {
  if (times === 'days') return [];
  if (times === 'months')
    return ['Times are rounded up to months of 30 days, because few persons stand behind a single day.'];
  return ['Only the share at the horizon is shown, because few persons stand behind a single month.'];
}

/** A row of `riskCounts` by `days`. */
export function competingRow(row: Row): CompetingRow {
  return {
    time: row.number('days'),
    events: [row.number('leaving'), row.number('other')],
    censored: row.number('staying'),
  };
}

/** A column of days or instants as days. */
export function day(column: Sql): Sql {
  return sql`CAST(${column} AS DATE)`;
}

/** A day, `2026-01-31`. */
export function date(text: string): Sql {
  return sql`CAST(${bind('VARCHAR', text)} AS DATE)`;
}

/** A whole number as SQL takes it for days. */
export function count(days: number): Sql {
  return sql`CAST(${days} AS INTEGER)`;
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The day so many days later. */
export function daysAfter(from: string, days: number): string {
  return new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
}

function outcomeOf(context: AnalysisContext, customers: BoundRole): Sql {
  const voluntary = context.options.texts('voluntary');
  if (!customers.has('end_kind') || voluntary.length === 0) return sql`'leaving'`;
  const kinds = join(voluntary.map((kind) => sql`${kind}`));
  return sql`CASE WHEN coalesce(CAST(c.${customers.column('end_kind')} AS VARCHAR) IN (${kinds}), true) THEN 'leaving' ELSE 'other' END`;
}
