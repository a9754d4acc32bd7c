import { type Sql, sql } from '../../../sql/sql.ts';
import { allocate, type Allocation, type CauseSet } from '../../../stats/causes/allocation.ts';
import type { Answer } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { causesIn, codedSql, finite } from './coded.ts';

/** What can be split over causes. People and money per customer, contacts and cost per ticket. */
export type Currency = 'people' | 'contacts' | 'cost' | 'money';

/** The total of each currency split over causes; null where the data have it not. */
export type Allocations = { readonly [Key in Currency]: Answer<Allocation> | null } & {
  /** Sets of causes of too few persons to be read at all; they are in no total. */
  readonly withheld: number;
};

export async function readAllocations(context: AnalysisContext, coder: string | null): Promise<Allocations> {
  const [tickets, customers] = [await ticketSets(context, coder), await customerSets(context, coder)];
  const counted = (sets: readonly MeasuredSet[]): readonly CauseSet[] =>
    sets.map(({ causes, n }) => ({ causes, customers: n, value: n, squares: n }));
  const measured = (sets: readonly MeasuredSet[]): readonly CauseSet[] =>
    sets.map(({ causes, n, value, squares }) => ({ causes, customers: n, value, squares }));
  return {
    people: allocate(counted(customers.sets)),
    contacts: allocate(counted(tickets.sets)),
    cost: context.role('tickets').has('cost') ? allocate(measured(tickets.sets)) : null,
    money: context.find('money') === null ? null : allocate(measured(customers.sets)),
    withheld: tickets.withheld + customers.withheld,
  };
}

interface MeasuredSet {
  readonly causes: readonly string[];
  readonly n: number;
  readonly value: number;
  readonly squares: number;
}

interface MeasuredSets {
  readonly sets: readonly MeasuredSet[];
  readonly withheld: number;
}

/** Tickets by the set of their causes; a cost that is not known adds nothing. */
async function ticketSets(context: AnalysisContext, coder: string | null): Promise<MeasuredSets> {
  return readSets(context, {
    title: 'Tickets and their cost, by the causes of a ticket',
    statement: sql`WITH ${codedSql(context, coder)}, cause_sets AS (
  SELECT ticket, min(customer) AS customer, min(cost) AS value, CAST(to_json(list_sort(list(DISTINCT cause))) AS VARCHAR) AS causes
  FROM caused_tickets
  GROUP BY ticket
)
SELECT causes, CAST(count(*) AS DOUBLE) AS n, CAST(count(DISTINCT customer) AS DOUBLE) AS customers, coalesce(fsum(value ORDER BY value), 0) AS total, coalesce(fsum(value * value ORDER BY value), 0) AS squares
FROM cause_sets
GROUP BY causes
ORDER BY n DESC, causes`,
  });
}

/** Customers by the set of their causes, with what they bring in: each customer and each amount once. */
async function customerSets(context: AnalysisContext, coder: string | null): Promise<MeasuredSets> {
  return readSets(context, {
    title: 'Customers and what they bring in, by the causes of a customer',
    statement: sql`WITH ${codedSql(context, coder)}, cause_sets AS (
  SELECT customer, CAST(to_json(list_sort(list(DISTINCT cause))) AS VARCHAR) AS causes
  FROM caused_tickets
  WHERE customer IS NOT NULL
  GROUP BY customer
), customer_money AS (${moneySql(context)}
)
SELECT causes, CAST(count(*) AS DOUBLE) AS n, CAST(count(*) AS DOUBLE) AS customers, coalesce(fsum(amount ORDER BY amount), 0) AS total, coalesce(fsum(amount * amount ORDER BY amount), 0) AS squares
FROM cause_sets LEFT JOIN customer_money USING (customer)
GROUP BY causes
ORDER BY n DESC, causes`,
  });
}

/**
 * One row a customer with the sum of their money, to a millionth of its unit; `within` narrows the rows. Decimals add up exactly in
 * whatever order, and in little memory.
 */
export function moneySql(context: AnalysisContext, within: (at: Sql) => Sql = () => sql`true`): Sql {
  const money = context.find('money');
  if (money === null)
    return sql`
  SELECT CAST(NULL AS VARCHAR) AS customer, CAST(NULL AS DOUBLE) AS amount WHERE false`;
  return sql`
  SELECT CAST(${money.column('customer')} AS VARCHAR) AS customer, CAST(sum(CAST(${finite(money.column('amount'))} AS DECIMAL(38, 6))) AS DOUBLE) AS amount
  FROM ${money.source}
  WHERE ${money.column('customer')} IS NOT NULL AND ${within(money.column('at'))}
  GROUP BY ALL`;
}

async function readSets(
  context: AnalysisContext,
  { title, statement }: { readonly title: string; readonly statement: Sql },
): Promise<MeasuredSets> {
  const rows = await context.rows({ title, sql: statement, persons: 'customers' });
  const sets = rows.list.map((row) => ({
    causes: causesIn(row.text('causes')),
    n: row.number('n'),
    value: row.number('total'),
    squares: row.number('squares'),
  }));
  return { sets, withheld: rows.withheld };
}
