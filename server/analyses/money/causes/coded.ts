import { TrivetError } from '../../../lib/errors.ts';
import { join, type Sql, sql } from '../../../sql/sql.ts';
import type { AnalysisContext } from '../../contract/context.ts';

/** What stands for the cause of a ticket that nobody coded. */
export const notCoded = '';

/** Whose causes count; null where the data do not say who coded. */
export async function chosenCoder(context: AnalysisContext): Promise<string | null> {
  const causes = context.role('causes');
  if (!causes.has('coder')) return null;
  const rows = await context.rows({
    title: 'Coders',
    sql: sql`SELECT CAST(${causes.column('coder')} AS VARCHAR) AS coder, CAST(count(DISTINCT ${causes.column('ticket')}) AS DOUBLE) AS tickets
FROM ${causes.source}
WHERE ${causes.column('coder')} IS NOT NULL
GROUP BY ALL
ORDER BY tickets DESC, coder`,
  });
  const coders = rows.list.map((row) => row.text('coder') ?? '');
  const asked = context.options.text('coder');
  if (asked !== null && !coders.includes(asked))
    throw new TrivetError('invalid-option', `Nobody called ${asked} has coded a ticket.`, { choices: coders });
  return asked ?? coders[0] ?? null;
}

/** Common table expressions: `opened_tickets`, and `caused_tickets` with a row a ticket and cause, the empty text where nobody coded. */
export function codedSql(context: AnalysisContext, coder: string | null): Sql {
  const [tickets, causes] = [context.role('tickets'), context.role('causes')];
  const optional = (name: string): Sql => (tickets.has(name) ? tickets.column(name) : sql`NULL`);
  const conditions = [
    sql`${causes.column('ticket')} IS NOT NULL AND ${causes.column('cause')} IS NOT NULL`,
    ...(coder === null ? [] : [sql`CAST(${causes.column('coder')} AS VARCHAR) = ${coder}`]),
    ...(context.options.flag('primary_only') && causes.has('primary') ? [causes.column('primary')] : []),
  ];
  return sql`opened_tickets AS (
  SELECT
    CAST(${tickets.column('ticket')} AS VARCHAR) AS ticket,
    CAST(${tickets.column('customer')} AS VARCHAR) AS customer,
    CAST(${tickets.column('at')} AS TIMESTAMP) AS opened,
    CAST(${optional('closed')} AS TIMESTAMP) AS closed,
    ${finite(optional('cost'))} AS cost
  FROM ${tickets.source}
  WHERE ${tickets.column('ticket')} IS NOT NULL AND ${tickets.column('at')} IS NOT NULL
), coded_causes AS (
  SELECT DISTINCT CAST(${causes.column('ticket')} AS VARCHAR) AS ticket, CAST(${causes.column('cause')} AS VARCHAR) AS cause
  FROM ${causes.source}
  WHERE ${join(conditions, ' AND ')}
), caused_tickets AS (
  SELECT opened_tickets.*, coalesce(coded_causes.cause, '') AS cause
  FROM opened_tickets LEFT JOIN coded_causes USING (ticket)
)`;
}

/** What is counted before anything is split. */
export interface TicketSpan {
  readonly rows: number;
  readonly tickets: number;
  /** Tickets whose customer is known. */
  readonly named: number;
  readonly customers: number;
  readonly open: number;
  /** Closed in the last four weeks of the data. */
  readonly closedLately: number;
  /** The last day of the data; null without tickets. */
  readonly lastDay: string | null;
}

export async function readSpan(context: AnalysisContext, coder: string | null): Promise<TicketSpan> {
  const rows = await context.rows({
    title: 'Tickets and customers, each once',
    sql: sql`WITH ${codedSql(context, coder)}
SELECT
  CAST(count(*) AS DOUBLE) AS all_rows,
  CAST(count(DISTINCT ticket) AS DOUBLE) AS tickets,
  CAST(count(DISTINCT ticket) FILTER (WHERE customer IS NOT NULL) AS DOUBLE) AS named,
  CAST(count(DISTINCT customer) AS DOUBLE) AS customers,
  CAST(count(DISTINCT ticket) FILTER (WHERE closed IS NULL) AS DOUBLE) AS still_open,
  CAST(count(DISTINCT ticket) FILTER (WHERE closed > (SELECT max(opened) FROM opened_tickets) - INTERVAL 28 DAY) AS DOUBLE) AS closed_lately,
  strftime(max(opened), '%Y-%m-%d') AS last_day
FROM opened_tickets`,
    persons: 'customers',
  });
  const [row] = rows.list;
  return {
    rows: row?.number('all_rows') ?? 0,
    tickets: row?.number('tickets') ?? 0,
    named: row?.number('named') ?? 0,
    customers: row?.number('customers') ?? 0,
    open: row?.number('still_open') ?? 0,
    closedLately: row?.number('closed_lately') ?? 0,
    lastDay: row?.text('last_day') ?? null,
  };
}

/** The causes of a set, as a statement writes them. */
export function causesIn(list: string | null): readonly string[] {
  const causes: unknown = JSON.parse(list ?? '[]');
  return Array.isArray(causes) ? causes.filter((cause) => typeof cause === 'string') : [];
}

/** A number; none where the data hold no finite one. */
export function finite(column: Sql): Sql {
  return sql`CASE WHEN isfinite(CAST(${column} AS DOUBLE)) THEN CAST(${column} AS DOUBLE) END`;
}
