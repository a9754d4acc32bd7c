/** a later yes or no, with other facts and with the signal too → what the signal adds to telling who it will be */
import { TrivetError } from '../../../lib/errors.ts';
import { id, join, sql } from '../../../sql/sql.ts';
import { addedColumn } from '../../../stats/classification/added-column.ts';
import { isAnswered, Unanswerable } from '../../../stats/unanswerable.ts';
import type { BoundColumn, BoundRole } from '../../run/bind-roles.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Estimate } from '../../contract/finding.ts';
import { type Refusal, refusalFor } from '../../contract/refusal.ts';
import { number, pValue } from '../../words/words.ts';
import { detections } from './signal-counts.ts';

export interface SignalModel {
  readonly estimates: readonly Estimate[];
  readonly refusals: readonly Refusal[];
  readonly sentence: string;
}

/** What the signal as one yes or no adds to a model of an outcome that has the other columns; null where none is bound. */
export async function signalModel(context: AnalysisContext, signal: string): Promise<SignalModel | null> {
  const outcomes = context.find('outcomes');
  if (outcomes === null) return null;
  const others = outcomes.columns('others');
  for (const column of others) refuseText(outcomes, column);
  const facts = others.map((column, at) => sql`favg(CAST(${column.sql} AS DOUBLE)) AS ${id(`x${at + 1}`)}`);
  const present = others.map((_, at) => sql`isfinite(${id(`x${at + 1}`)})`);
  const rows = await context.rows({
    title: 'Outcomes by signal and other facts',
    sql: sql`WITH detected AS (
  ${detections(context.role('signals'), signal)}
), told AS (
  SELECT ${outcomes.column('interaction')} AS interaction,
    ${join([...facts, sql`bool_or(${outcomes.column('outcome')}) AS outcome`])}
  FROM ${outcomes.source}
  GROUP BY ALL
)
SELECT ${join([...others.map((_, at) => id(`x${at + 1}`)), sql`CAST(found AS DOUBLE) AS found`])},
  CAST(count(*) AS DOUBLE) AS n, CAST(count(*) FILTER (WHERE outcome) AS DOUBLE) AS hits
FROM told JOIN detected USING (interaction)
WHERE ${join([sql`outcome IS NOT NULL`, ...present], ' AND ')}
GROUP BY ALL
ORDER BY ALL`,
  });
  const names = [...others.map(({ label }) => label), signal];
  const cases = rows.list.map((row) => ({
    x: [...others.map((_, at) => row.number(`x${at + 1}`)), row.number('found')],
    n: row.number('n'),
    hits: row.number('hits'),
  }));
  const n = cases.reduce((sum, row) => sum + row.n, 0);
  const outcome = outcomes.described('outcome').label;
  const needed = 10 * names.length;
  const hits = Math.min(
    ...['hits', 'misses'].map((side) =>
      cases.reduce((sum, row) => sum + (side === 'hits' ? row.hits : row.n - row.hits), 0),
    ),
  );
  const found =
    cases.length === 0 || (hits > 0 && hits < needed)
      ? new Unanswerable('too-few', { n: hits, needed })
      : addedColumn(cases, names, signal);
  if (!isAnswered(found)) {
    const why = refusalFor(new Unanswerable(found.reason, { n, ...found.details }), { of: 'delta_auc' });
    return { estimates: [], refusals: [why], sentence: '' };
  }
  const { likelihoodRatio, auc } = found;
  context.compared({
    outcome,
    by: signal,
    test: 'likelihood ratio of one added yes or no',
    p: likelihoodRatio.pValue,
    direction: (found.withIt.coefficients.at(-1) ?? 0) > 0 ? 'up' : 'down',
  });
  const beside = others.length === 0 ? 'by itself' : 'beside the other facts';
  const adds = auc.interval.low > 0 ? `adds ${number(auc.value)}` : 'adds nothing that chance would not';
  return {
    estimates: [
      {
        name: 'delta_auc',
        label: `What ${signal} adds to telling who ${outcome} (ΔAUC)`,
        value: auc.value,
        unit: null,
        format: 'decimal',
        interval: { ...auc.interval, level: 0.95, method: auc.method },
        p: likelihoodRatio.pValue,
        n,
        of: 'interactions',
      },
    ],
    refusals: [],
    sentence: `For telling ${outcome}, ${signal} as one yes or no ${adds} to the AUC ${beside} (${number(auc.first)} without; likelihood ratio ${pValue(likelihoodRatio.pValue)}).`,
  };
}

const numericTypes: ReadonlySet<string> = new Set(['integer', 'bigint', 'decimal', 'real', 'boolean']);

function refuseText(role: BoundRole, { name, type }: BoundColumn): void {
  if (numericTypes.has(type)) return;
  throw new TrivetError('unknown-column', `${role.name}.${name} is neither a number nor yes or no.`, {
    hint: 'Bind an SQL cell that turns it into a number.',
  });
}
