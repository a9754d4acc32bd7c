/** those who answered every item on both sides → how reliable each side is, and how both go together */
import { alphaOfScale } from '../../../stats/gaps/reliability.ts';
import { type Answer, isAnswered } from '../../../stats/unanswerable.ts';
import { sql } from '../../../sql/sql.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { pairingOf, sideSql } from './sides.ts';

export interface SideReliability {
  /** Declared, else Cronbach's α; null where it cannot be told. */
  readonly expected: number | null;
  readonly perceived: number | null;
  readonly correlation: number | null;
}

export async function readReliability(context: AnalysisContext): Promise<SideReliability> {
  const pairing = pairingOf(context);
  const both = sql`WITH both_sides AS (
  SELECT e.item, e.pair, e.person, e.value AS e, p.value AS p
  FROM (
    SELECT item, pair, min(person) AS person, favg(value) AS value FROM (${sideSql(context, 'expected', pairing)}) GROUP BY ALL
  ) AS e
  JOIN (
    SELECT item, pair, favg(value) AS value FROM (${sideSql(context, 'perceived', pairing)}) GROUP BY ALL
  ) AS p ON p.item = e.item AND p.pair = e.pair
),
complete AS (
  SELECT pair FROM both_sides GROUP BY 1 HAVING count(*) = (SELECT count(DISTINCT item) FROM both_sides)
)`;
  const items = await context.rows({
    title: 'How single items vary',
    sql: sql`${both}
SELECT item, var_samp(e) AS e, var_samp(p) AS p, CAST(count(DISTINCT person) AS DOUBLE) AS persons
FROM both_sides
WHERE pair IN (SELECT pair FROM complete)
GROUP BY ALL
ORDER BY item`,
    persons: 'persons',
  });
  const whole = await context.rows({
    title: 'How the sums of items vary',
    sql: sql`${both},
sums AS (
  SELECT pair, min(person) AS person, fsum(e) AS e, fsum(p) AS p FROM both_sides WHERE pair IN (SELECT pair FROM complete) GROUP BY 1
)
SELECT var_samp(e) AS e, var_samp(p) AS p, covar_samp(e, p) AS ep, CAST(count(DISTINCT person) AS DOUBLE) AS persons
FROM sums`,
    persons: 'persons',
  });
  const [row] = whole.list;
  const variance = (name: 'e' | 'p'): number => row?.maybe(name) ?? 0;
  const alpha = (name: 'e' | 'p'): number | null =>
    answered(
      alphaOfScale(
        items.list.map((each) => each.maybe(name) ?? 0),
        variance(name),
      ),
    );
  const spread = Math.sqrt(variance('e') * variance('p'));
  return {
    expected: context.options.number('reliability_expected') ?? alpha('e'),
    perceived: context.options.number('reliability_perceived') ?? alpha('p'),
    correlation: spread > 0 ? Math.max(-1, Math.min(1, (row?.maybe('ep') ?? 0) / spread)) : null,
  };
}

function answered(answer: Answer<number>): number | null {
  return isAnswered(answer) ? answer : null;
}
