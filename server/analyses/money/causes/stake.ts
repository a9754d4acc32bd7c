import { bind, join, type Sql, sql } from '../../../sql/sql.ts';
import { excessRisk, type RiskStratum } from '../../../stats/causes/excess-risk.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { type Refusal, refusal } from '../../contract/refusal.ts';
import { causesIn, codedSql, notCoded } from './coded.ts';
import { moneySql } from './read-sets.ts';

/** What a cause puts at stake: how much more often its customers leave than others with a ticket, and what that is worth. */
export interface Stake {
  readonly cause: string;
  /** Customers with the cause in the window who were still there at the landmark. */
  readonly affected: number;
  readonly others: number;
  readonly left: number;
  /** Risks weighted alike, so the difference is between people of the same kinds. */
  readonly risk: number;
  readonly otherRisk: number;
  readonly excess: { readonly value: number; readonly low: number; readonly high: number };
  /** All that the affected brought in during the window; null where no money is bound. */
  readonly exposed: number | null;
  /** Excess × exposed; null where no money is bound. */
  readonly atStake: { readonly value: number; readonly low: number; readonly high: number } | null;
  readonly p: number | null;
  readonly method: string;
}

export interface Stakes {
  readonly stakes: readonly Stake[];
  readonly landmark: string | null;
  readonly refusals: readonly Refusal[];
}

const fewest = 10;
const day = 86_400_000;

/** Stakes of the causes with 10 customers on either side; none where it is not known who left. */
export async function readStakes(
  context: AnalysisContext,
  coder: string | null,
  lastDay: string | null,
): Promise<Stakes> {
  const none = { stakes: [], landmark: null, refusals: [] };
  if (context.find('customers') === null || lastDay === null) return none;
  const horizon = context.options.number('horizon_days') ?? 180;
  const latest = new Date(Date.parse(lastDay) - horizon * day).toISOString().slice(0, 10);
  const landmark = context.options.text('landmark') ?? latest;
  if (landmark > latest) return { ...none, refusals: [refusal('beyond-data', { limit: lastDay }, { of: 'at_stake' })] };
  const groups = await readGroups(context, coder, landmark);
  if (groups === null)
    return {
      ...none,
      refusals: [refusal('k-anon', { k: context.role('tickets').k ?? fewest, cells: 'some' }, { of: 'at_stake' })],
    };
  const names = [...new Set(groups.flatMap(({ causes }) => causes))].filter((cause) => cause !== notCoded).sort();
  const hasMoney = context.find('money') !== null;
  return { stakes: names.flatMap((cause) => stakeOf(cause, groups, hasMoney)), landmark, refusals: [] };
}

/** Customers of one kind with the same causes in the window. */
interface Group {
  readonly causes: readonly string[];
  readonly kind: string;
  readonly customers: number;
  readonly left: number;
  readonly money: number;
}

function stakeOf(cause: string, groups: readonly Group[], hasMoney: boolean): readonly Stake[] {
  const kinds = [...new Set(groups.map(({ kind }) => kind))];
  const sum = (some: readonly Group[], of: (group: Group) => number): number =>
    some.reduce((all, each) => all + of(each), 0);
  const sides = kinds.map((kind) => {
    const own = groups.filter((group) => group.kind === kind);
    const [affected, others] = [true, false].map((has) => own.filter(({ causes }) => causes.includes(cause) === has));
    return { affected: affected ?? [], others: others ?? [] };
  });
  const affected = sides.flatMap((side) => side.affected);
  const others = sides.flatMap((side) => side.others);
  const counts = { affected: sum(affected, (each) => each.customers), others: sum(others, (each) => each.customers) };
  const exposed = hasMoney ? sum(affected, (each) => each.money) : null;
  const byMoney = exposed !== null && exposed > 0;
  const strata = sides.map((side): RiskStratum => ({
    weight: byMoney
      ? Math.max(
          0,
          sum(side.affected, (each) => each.money),
        )
      : sum(side.affected, (each) => each.customers),
    affected: { hits: sum(side.affected, (each) => each.left), n: sum(side.affected, (each) => each.customers) },
    others: { hits: sum(side.others, (each) => each.left), n: sum(side.others, (each) => each.customers) },
  }));
  const found = excessRisk(strata);
  if (counts.affected < fewest || counts.others < fewest || !isAnswered(found)) return [];
  const { value, low, high } = found.difference;
  return [
    {
      cause,
      ...counts,
      left: sum(affected, (each) => each.left),
      risk: found.affected.value,
      otherRisk: found.others.value,
      excess: { value, low, high },
      exposed,
      atStake: byMoney ? { value: value * exposed, low: low * exposed, high: high * exposed } : null,
      p: found.p,
      method: found.method,
    },
  ];
}

async function readGroups(
  context: AnalysisContext,
  coder: string | null,
  landmark: string,
): Promise<readonly Group[] | null> {
  const on = bind('DATE', landmark);
  const window = context.options.number('window_days') ?? 180;
  const within = (at: Sql): Sql =>
    sql`CAST(${at} AS DATE) <= ${on} AND CAST(${at} AS DATE) > ${on} - CAST(${window} AS INTEGER)`;
  const rows = await context.rows({
    title: 'Who left after the landmark, by causes in the window before it',
    sql: sql`WITH ${codedSql(context, coder)}, window_causes AS (
  SELECT customer, CAST(to_json(list_sort(list(DISTINCT cause))) AS VARCHAR) AS causes
  FROM caused_tickets
  WHERE customer IS NOT NULL AND ${within(sql`opened`)}
  GROUP BY customer
), customer_lives AS (${livesSql(context)}
), window_money AS (${moneySql(context, within)}
)
SELECT
  causes,
  kind,
  CAST(count(*) AS DOUBLE) AS customers,
  CAST(count(*) FILTER (WHERE ended <= ${on} + CAST(${context.options.number('horizon_days') ?? 180} AS INTEGER) AND counts) AS DOUBLE) AS has_left,
  coalesce(fsum(amount ORDER BY amount), 0) AS money
FROM window_causes JOIN customer_lives USING (customer) LEFT JOIN window_money USING (customer)
WHERE (started IS NULL OR started <= ${on}) AND (ended IS NULL OR ended > ${on})
GROUP BY ALL
ORDER BY causes, kind`,
    persons: 'customers',
  });
  if (rows.withheld > 0) return null;
  return rows.list.map((row) => ({
    causes: causesIn(row.text('causes')),
    kind: row.text('kind') ?? '',
    customers: row.number('customers'),
    left: row.number('has_left'),
    money: row.number('money'),
  }));
}

/** One row a customer, however often they stand there: a join must not count anybody twice. */
export function livesSql(context: AnalysisContext): Sql {
  const customers = context.role('customers');
  const optional = (name: string): Sql => (customers.has(name) ? customers.column(name) : sql`NULL`);
  const kinds = customers.columns('segment').map(({ sql: column }) => sql`coalesce(CAST(${column} AS VARCHAR), '–')`);
  const asked = context.options.texts('end_kinds');
  const counts =
    asked.length === 0 || !customers.has('end_kind')
      ? sql`true`
      : sql`coalesce(bool_or(${customers.column('end_kind')} IN (${join(asked.map((kind) => sql`${kind}`))})), false)`;
  return sql`
  SELECT
    CAST(${customers.column('customer')} AS VARCHAR) AS customer,
    CAST(min(${optional('start')}) AS DATE) AS started,
    CASE WHEN count(${customers.column('end')}) = count(*) THEN CAST(max(${customers.column('end')}) AS DATE) END AS ended,
    ${kinds.length === 0 ? sql`''` : sql`min(concat_ws(' · ', ${join(kinds)}))`} AS kind,
    ${counts} AS counts
  FROM ${customers.source}
  WHERE ${customers.column('customer')} IS NOT NULL
  GROUP BY ALL`;
}
