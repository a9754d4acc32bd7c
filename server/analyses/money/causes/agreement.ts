import { sql } from '../../../sql/sql.ts';
import { cohenKappa } from '../../../stats/signals/agreement.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Diagnostic } from '../../contract/finding.ts';
import { count, percent } from '../../words/words.ts';

const fewest = 10;
const enough = 0.6;

/** How far another coder agrees on the main cause of the same tickets; null where nobody else coded 10 of them. */
export async function agreementOf(context: AnalysisContext, coder: string | null): Promise<Diagnostic | null> {
  const causes = context.role('causes');
  if (coder === null) return null;
  const main = causes.has('primary') ? sql` AND ${causes.column('primary')}` : sql``;
  const rows = await context.rows({
    title: 'Tickets that two coders coded',
    sql: sql`WITH main_causes AS (
  SELECT CAST(${causes.column('ticket')} AS VARCHAR) AS ticket, CAST(${causes.column('coder')} AS VARCHAR) AS coder, min(CAST(${causes.column('cause')} AS VARCHAR)) AS cause
  FROM ${causes.source}
  WHERE ${causes.column('cause')} IS NOT NULL AND ${causes.column('coder')} IS NOT NULL${main}
  GROUP BY ALL
  HAVING count(DISTINCT ${causes.column('cause')}) = 1
)
SELECT one.cause AS first, other.cause AS second, CAST(count(*) AS DOUBLE) AS tickets
FROM main_causes AS one JOIN main_causes AS other ON other.ticket = one.ticket
WHERE one.coder = ${coder} AND other.coder <> ${coder}
GROUP BY ALL
ORDER BY ALL`,
  });
  const names = [...new Set(rows.list.flatMap((row) => [row.text('first') ?? '', row.text('second') ?? '']))].sort();
  const table = names.map(() => names.map(() => 0));
  for (const row of rows) {
    const line = table[names.indexOf(row.text('first') ?? '')];
    if (line !== undefined) line[names.indexOf(row.text('second') ?? '')] = row.number('tickets');
  }
  const found = cohenKappa(table);
  if (!isAnswered(found) || found.n < fewest) return null;
  const { kappa, low, high, observed, n } = found;
  return {
    name: 'agreement',
    label: 'Agreement of coders',
    value: kappa,
    passed: kappa >= enough,
    message: `Two coders agree on the main cause of ${percent(observed)} of ${count(n)} tickets: κ = ${kappa.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]; below 0.6 the causes are not told apart.`,
  };
}
