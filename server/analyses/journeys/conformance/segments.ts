import { join, sql } from '../../../sql/sql.ts';
import { wilson } from '../../../stats/intervals/wilson.ts';
import type { BoundRole } from '../../run/bind-roles.ts';
import type { AnalysisContext, Rows } from '../../contract/context.ts';
import type { FindingTable } from '../../contract/finding.ts';
import type { AlignedWay } from './aligned-ways.ts';
import { type CaseQuestion, casesSql } from './cases.ts';
import { fewestPersons } from './deviations.ts';
import { isAsDesigned } from './experience.ts';

/**
 * Cases as designed by segments of customers, one value a customer, so that no case is counted twice. Segments of fewer than
 * 10 customers are left out. Null where nothing tells customers apart.
 */
export async function segmentsTable(
  context: AnalysisContext,
  question: CaseQuestion,
  ways: readonly AlignedWay[],
): Promise<FindingTable | null> {
  const customers = context.find('customers');
  if (customers === null) return null;
  const rows = await readSegments(context, question, { customers, ways });
  const label = customers
    .columns('segment')
    .map((column) => column.label)
    .join(' · ');
  return {
    name: 'segments',
    title: 'Cases as designed, by segment',
    columns: [
      { name: 'segment', label, type: 'string' },
      { name: 'cases', label: 'Cases', type: 'integer' },
      { name: 'customers', label: 'Customers', type: 'integer' },
      { name: 'as_designed', label: 'As designed', type: 'real', format: 'percent' },
      { name: 'low', label: 'from', type: 'real', format: 'percent' },
      { name: 'high', label: 'to', type: 'real', format: 'percent' },
      { name: 'reached', label: 'Reached the goal', type: 'real', format: 'percent' },
      { name: 'hours', label: 'Hours, middle case', type: 'real', format: 'decimal' },
    ],
    rows: rows.list
      .filter((row) => row.number('customers') >= fewestPersons)
      .map((row) => {
        const [cases, hits] = [row.number('cases'), row.number('as_designed')];
        const bounds = wilson(hits, cases);
        const reached = question.knowsOutcomes ? row.number('reached') / cases : null;
        const { low = null, high = null } = bounds ?? {};
        return [
          row.text('segment'),
          cases,
          row.number('customers'),
          hits / cases,
          low,
          high,
          reached,
          row.maybe('hours'),
        ];
      }),
  };
}

interface Segmented {
  readonly customers: BoundRole;
  readonly ways: readonly AlignedWay[];
}

async function readSegments(
  context: AnalysisContext,
  question: CaseQuestion,
  { customers, ways }: Segmented,
): Promise<Rows> {
  const names = customers.columns('segment').map((column) => sql`coalesce(CAST(${column.sql} AS VARCHAR), '–')`);
  return context.rows({
    title: 'Cases as designed, by segment',
    sql: sql`WITH ${casesSql(context, question)}, segment_of_customer AS (
  SELECT CAST(${customers.column('customer')} AS VARCHAR) AS customer, min(concat_ws(' · ', ${join(names)})) AS segment
  FROM ${customers.source}
  GROUP BY ALL
)
SELECT
  coalesce(segment, '–') AS segment,
  CAST(count(*) AS DOUBLE) AS cases,
  CAST(count(DISTINCT ended_cases.customer) AS DOUBLE) AS customers,
  CAST(count(*) FILTER (WHERE ${isAsDesigned(ways)}) AS DOUBLE) AS as_designed,
  CAST(count(*) FILTER (WHERE reached) AS DOUBLE) AS reached,
  median(date_diff('second', started, finished)) / 3600 AS hours
FROM ended_cases LEFT JOIN segment_of_customer USING (customer)
WHERE design IS NOT NULL
GROUP BY ALL
ORDER BY cases DESC, segment`,
    persons: 'customers',
  });
}
