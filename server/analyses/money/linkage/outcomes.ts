import { type CellSums, together } from '../../../stats/effects/cell-sums.ts';
import type { DesignCell } from '../../../stats/effects/difference-in-differences.ts';
import type { PeriodCell } from '../../../stats/effects/pre-trend.ts';
import { raw, type Sql, sql } from '../../../sql/sql.ts';
import type { BoundRole } from '../../run/bind-roles.ts';
import type { AnalysisContext, Row, Rows } from '../../contract/context.ts';
import { type Refusal, refusal } from '../../contract/refusal.ts';
import type { NamedChange } from './change.ts';

/** One of the three things that a change may move. */
export interface Outcome {
  readonly key: 'cost' | 'revenue' | 'experience';
  readonly role: BoundRole;
  readonly label: string;
  readonly unit: string | null;
  readonly format: string;
  /** What a row is: tickets, invoices, answers. */
  readonly of: string;
  /** Totals of a unit in a period instead of means of rows. */
  readonly totals: boolean;
}

/** What was observed of a cluster of units in a period: 0 is the first with the change, −1 the last without it. */
type ObservedCell = PeriodCell;

export interface Observed {
  readonly outcome: Outcome;
  /** By cluster, before and after. */
  readonly sides: readonly DesignCell[];
  /** By cluster and period. */
  readonly periods: readonly ObservedCell[];
  /** Rows of data, also where cells hold totals. */
  readonly rows: number;
  /** What an effect is multiplied by to be money a month: rows a month of the treated since the change, or treated units. */
  readonly volume: number;
  /** Groups of too few persons, left out. */
  readonly withheld: number;
}

/** The outcomes whose data are bound, in the order cost, revenue, experience. */
export function boundOutcomes(context: AnalysisContext): readonly Outcome[] {
  const isCount = context.options.text('design') === 'its' && context.options.text('series') === 'count';
  const totals = !isCount && context.options.text('measure') === 'per unit';
  const money = (key: 'cost' | 'revenue', label: string): Outcome[] => {
    const role = context.find(key === 'cost' ? 'costs' : key);
    if (role === null) return [];
    const unit = role.described('amount').unit;
    return [{ key, role, label, unit, format: 'currency', of: role.name, totals }];
  };
  const answers = context.find('answers');
  const isNps = context.options.text('experience') !== 'mean';
  const experience: Outcome[] =
    answers === null
      ? []
      : [
          {
            key: 'experience',
            role: answers,
            label: isNps ? 'NPS' : 'mean answer',
            unit: null,
            format: isNps ? 'points' : 'number',
            of: answers.name,
            totals: false,
          },
        ];
  return [...money('cost', 'cost'), ...money('revenue', 'revenue'), ...experience];
}

/** All cells of an arm together, by period in order. */
export function armByPeriod({ periods }: Observed, treated: boolean): ReadonlyMap<number, CellSums> {
  const sums = new Map<number, CellSums>();
  for (const cell of periods)
    if (cell.treated === treated) sums.set(cell.period, together([cell, sums.get(cell.period) ?? together([])]));
  return new Map([...sums].sort(([a], [b]) => a - b));
}

/** What statements about one change need. */
export interface Around {
  readonly change: NamedChange;
  /** A SELECT of unit, cluster and treated. */
  readonly arms: Sql;
  /** Whether rows are told apart by unit; else all are one. */
  readonly withUnits: boolean;
}

/** Reads an outcome by cluster before and after the change, and by period; a refusal for scores outside of 0 to 10 that are to become an NPS. */
export async function observe(context: AnalysisContext, outcome: Outcome, around: Around): Promise<Observed | Refusal> {
  const { start } = around.change;
  const first = sql`CAST(${start} AS DATE)`;
  const bySide = await read(context, outcome, around, {
    title: `${outcome.label} before and after, by unit`,
    column: sql`CAST(o.day >= ${first} AS INTEGER)`,
  });
  const outside = bySide.list.reduce((sum, row) => sum + row.number('outside'), 0);
  if (outside > 0)
    return refusal('out-of-scale', { n: outside, column: outcome.role.described('score').name, scale: '0 to 10' });
  const byPeriod = await read(context, outcome, around, {
    title: `${outcome.label} by unit and ${context.options.text('period') ?? 'period'}, counted from the change`,
    column: periodOf(context, around.change),
  });
  const sides = bySide.list.map((row) => ({ ...cellOf(row), after: row.number('part') === 1 }));
  const periods = byPeriod.list.map((row) => ({ ...cellOf(row), period: row.number('part') }));
  const days = bySide.list.reduce((most, row) => Math.max(most, row.number('days')), 1);
  const after = sides.filter((cell) => cell.treated && cell.after);
  const rows = sides.reduce((sum, { n }) => sum + n, 0);
  const withheld = bySide.withheld + byPeriod.withheld;
  const base = { outcome, rows, withheld };
  if (!outcome.totals)
    return { ...base, sides, periods, volume: (after.reduce((sum, { n }) => sum + n, 0) / days) * daysOfMonth };
  const totals = totalsOf(periods);
  const perMonth = context.options.text('period') === 'week' ? daysOfMonth / 7 : 1;
  return {
    ...base,
    sides: totals.map(({ period, ...cell }) => ({ ...cell, after: period >= 0 })),
    periods: totals,
    volume: new Set(after.map(({ unit }) => unit)).size * perMonth,
  };
}

const daysOfMonth = 365.25 / 12;

async function read(
  context: AnalysisContext,
  outcome: Outcome,
  { change, arms, withUnits }: Around,
  part: { readonly title: string; readonly column: Sql },
): Promise<Rows> {
  const { role } = outcome;
  const outside = outcome.format === 'points' ? sql`count(*) FILTER (WHERE o.value NOT BETWEEN 0 AND 10)` : raw('0');
  const persons = role.has('person') ? sql`,\n  CAST(count(DISTINCT o.person) AS DOUBLE) AS persons` : raw('');
  return await context.rows({
    title: part.title,
    sql: sql`WITH arms AS (
  ${arms}
), observed AS (
  ${observedRows(context, outcome, withUnits)}
)
SELECT a.cluster, a.treated, ${part.column} AS part,
  CAST(count(o.y) AS DOUBLE) AS n, fsum(o.y) AS total, fsum(o.y * o.y) AS squares,
  CAST(${outside} AS DOUBLE) AS outside,
  CAST(date_diff('day', CAST(${change.start} AS DATE), max(o.day)) + 1 AS DOUBLE) AS days${persons}
FROM observed AS o JOIN arms AS a ON ${withUnits ? raw('a.unit = o.unit') : raw('true')}
WHERE o.value IS NOT NULL AND o.day IS NOT NULL
GROUP BY ALL
ORDER BY a.cluster, part`,
    ...(role.has('person') ? { persons: 'persons' } : {}),
  });
}

function cellOf(row: Row): CellSums & { readonly unit: string; readonly treated: boolean } {
  return {
    unit: row.text('cluster') ?? '',
    treated: row.value('treated') === true,
    n: row.number('n'),
    sum: row.maybe('total') ?? 0,
    sumOfSquares: row.maybe('squares') ?? 0,
  };
}

/** SELECT of unit, day, value, y and person. Rows that name no unit take that of their customer, found by key: none is repeated. */
function observedRows(context: AnalysisContext, { key, role, format }: Outcome, withUnits: boolean): Sql {
  const value = sql`CAST(o.${role.column(key === 'experience' ? 'score' : 'amount')} AS DOUBLE)`;
  const y =
    format === 'points' ? sql`CASE WHEN ${value} >= 9 THEN 100.0 WHEN ${value} >= 7 THEN 0.0 ELSE -100.0 END` : value;
  const person = role.has('person') ? sql`, o.${role.column('person')} AS person` : raw('');
  const picked = sql`CAST(o.${role.column('time')} AS DATE) AS day, ${value} AS value, ${y} AS y${person}`;
  if (!withUnits) return sql`SELECT ${picked} FROM ${role.source} AS o`;
  if (role.has('unit'))
    return sql`SELECT CAST(o.${role.column('unit')} AS VARCHAR) AS unit, ${picked} FROM ${role.source} AS o`;
  const customers = context.role('customers');
  return sql`SELECT h.unit, ${picked}
  FROM ${role.source} AS o JOIN (
    SELECT ${customers.column('person')} AS person, CAST(max(${customers.column('unit')}) AS VARCHAR) AS unit
    FROM ${customers.source} GROUP BY ALL
  ) AS h ON h.person = o.${role.column('person')}`;
}

/** Whether the rows of an outcome can be told apart by unit. */
export function hasUnits(context: AnalysisContext, { role }: Outcome): boolean {
  return role.has('unit') || (role.has('person') && context.find('customers') !== null);
}

/** Whole months or weeks from the first day of the change. */
function periodOf(context: AnalysisContext, { start }: NamedChange): Sql {
  const first = sql`CAST(${start} AS DATE)`;
  if (context.options.text('period') === 'week')
    return sql`CAST(floor(date_diff('day', ${first}, o.day) / 7.0) AS INTEGER)`;
  return sql`CAST(CASE WHEN o.day >= ${first} THEN date_sub('month', ${first}, o.day)
    ELSE -1 - date_sub('month', o.day, ${first} - 1) END AS INTEGER)`;
}

/** One observation a cluster and period, the total of its rows; a period without rows counts as 0. The first and the last period may be cut off and are left out. */
function totalsOf(cells: readonly ObservedCell[]): ObservedCell[] {
  const first = cells.reduce((least, { period }) => Math.min(least, period), Infinity) + 1;
  const last = cells.reduce((most, { period }) => Math.max(most, period), -Infinity) - 1;
  const units = new Map(cells.map(({ unit, treated }) => [`${unit} ${treated}`, { unit, treated }]));
  const known = new Map(cells.map((cell) => [`${cell.unit} ${cell.treated} ${cell.period}`, cell.sum]));
  return [...units].flatMap(([key, unit]) =>
    Array.from({ length: Math.max(0, last - first + 1) || 0 }, (_, i) => {
      const sum = known.get(`${key} ${first + i}`) ?? 0;
      return { ...unit, period: first + i, n: 1, sum, sumOfSquares: sum * sum };
    }),
  );
}
