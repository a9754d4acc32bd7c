import { sql } from '../../../sql/sql.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { codedSql, notCoded } from './coded.ts';

/** What is known of a cause, and how often customers come back with it. */
export interface Cause {
  readonly cause: string;
  readonly label: string;
  readonly owner: string | null;
  /** Null where nobody says. */
  readonly controllable: boolean | null;
  readonly isOther: boolean;
  readonly tickets: number;
  readonly customers: number;
  /** Customers with two or more tickets of it. */
  readonly returning: number;
  readonly open: number;
}

export async function readCauses(context: AnalysisContext, coder: string | null): Promise<readonly Cause[]> {
  const labels = await readLabels(context);
  const others = new Set(context.options.texts('other').map((name) => name.toLowerCase()));
  const rows = await context.rows({
    title: 'Causes: tickets, customers and those who come back',
    sql: sql`WITH ${codedSql(context, coder)}, cause_of_customer AS (
  SELECT cause, customer, count(*) AS tickets, count(*) FILTER (WHERE closed IS NULL) AS still_open
  FROM caused_tickets
  GROUP BY ALL
)
SELECT
  cause,
  CAST(sum(tickets) AS DOUBLE) AS tickets,
  CAST(count(customer) AS DOUBLE) AS customers,
  CAST(count(customer) FILTER (WHERE tickets > 1) AS DOUBLE) AS returning,
  CAST(sum(still_open) AS DOUBLE) AS still_open
FROM cause_of_customer
GROUP BY cause
ORDER BY cause`,
    persons: 'customers',
  });
  return rows.list.map((row) => {
    const cause = row.text('cause') ?? notCoded;
    const { label = cause, owner = null, controllable = null } = labels.get(cause) ?? {};
    return {
      cause,
      label: cause === notCoded ? '(not coded)' : label,
      owner,
      controllable,
      isOther: cause === notCoded || others.has(cause.toLowerCase()),
      tickets: row.number('tickets'),
      customers: row.number('customers'),
      returning: row.number('returning'),
      open: row.number('still_open'),
    };
  });
}

interface Label {
  readonly label: string;
  readonly owner: string | null;
  readonly controllable: boolean | null;
}

async function readLabels(context: AnalysisContext): Promise<ReadonlyMap<string, Label>> {
  const labels = context.find('labels');
  if (labels === null) return new Map();
  const key = labels.column('cause');
  const optional = (name: string) => (labels.has(name) ? labels.column(name) : sql`NULL`);
  const rows = await context.rows({
    title: 'What causes are',
    sql: sql`SELECT
  CAST(${key} AS VARCHAR) AS cause,
  CAST(min(${optional('label')}) AS VARCHAR) AS label,
  CAST(min(${optional('owner')}) AS VARCHAR) AS owner,
  bool_and(CAST(${optional('controllable')} AS BOOLEAN)) AS controllable
FROM ${labels.source}
WHERE ${key} IS NOT NULL
GROUP BY ALL
ORDER BY cause`,
  });
  return new Map(
    rows.list.map((row) => {
      const cause = row.text('cause') ?? '';
      const controllable = row.value('controllable');
      return [
        cause,
        {
          label: row.text('label') ?? cause,
          owner: row.text('owner'),
          controllable: typeof controllable === 'boolean' ? controllable : null,
        },
      ];
    }),
  );
}
