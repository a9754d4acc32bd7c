/** when the process resumed after a signal → how fast things are normal again, those still open counted as open */
import { sql } from '../../../sql/sql.ts';
import { kaplanMeier, type SurvivalCurve, survivalAt } from '../../../stats/survival/kaplan-meier.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Estimate, FindingTable } from '../../contract/finding.ts';
import { count, number } from '../../words/words.ts';
import { isSignal, personOf } from './signal-counts.ts';

export interface ReturnToNormal {
  readonly estimates: readonly Estimate[];
  readonly table: FindingTable;
  readonly sentence: string;
}

/** Hours after which it is asked who is back. */
const marks = [1, 4, 24, 72, 168];

/** Null where nothing says when the process resumed, or nothing was detected. */
export async function returnToNormal(context: AnalysisContext, signal: string): Promise<ReturnToNormal | null> {
  const signals = context.role('signals');
  if (!signals.has('resumed') || !signals.has('detected')) return null;
  const rows = await context.rows({
    title: 'Hours from a detected signal until the process resumed',
    persons: 'persons',
    sql: sql`WITH shown AS (
  SELECT CAST(${signals.column('detected')} AS TIMESTAMP) AS began, CAST(${signals.column('resumed')} AS TIMESTAMP) AS ended,
    ${personOf(signals)} AS person
  FROM ${signals.source}
  WHERE ${signals.column('present')} AND ${isSignal(signals, signal)} AND ${signals.column('detected')} IS NOT NULL
), seen AS (
  SELECT *, greatest(max(began) OVER (), coalesce(max(ended) OVER (), max(began) OVER ())) AS until FROM shown
)
SELECT CAST(greatest(0, date_diff('minute', began, coalesce(ended, until))) // 15 AS DOUBLE) / 4 AS hours,
  CAST(count(ended) AS DOUBLE) AS back, CAST(count(*) - count(ended) AS DOUBLE) AS open,
  CAST(count(DISTINCT person) AS DOUBLE) AS persons
FROM seen
GROUP BY ALL
ORDER BY hours`,
  });
  const times = rows.list.map((row) => ({
    time: row.number('hours'),
    events: row.number('back'),
    censored: row.number('open'),
  }));
  const curve = kaplanMeier(times);
  return isAnswered(curve) && curve.n >= 10 ? described(curve) : null;
}

function described(curve: SurvivalCurve): ReturnToNormal {
  const points = marks.flatMap((hours) => {
    const at = survivalAt(curve, hours);
    return isAnswered(at)
      ? [
          {
            hours,
            back: 1 - at.survival,
            low: 1 - (at.interval?.high ?? at.survival),
            high: 1 - (at.interval?.low ?? at.survival),
          },
        ]
      : [];
  });
  const { n, events, median, method } = curve;
  const day = points.find(({ hours }) => hours === 24);
  const common = { unit: null, p: null, n, of: 'interactions' };
  return {
    estimates: [
      ...(day === undefined
        ? []
        : [
            {
              ...common,
              name: 'normal_within_a_day',
              label: 'Normal again within 24 hours',
              value: day.back,
              format: 'percent',
              interval: { low: day.low, high: day.high, level: 0.95, method },
            },
          ]),
      ...(median.value === null
        ? []
        : [
            {
              ...common,
              name: 'hours_to_normal',
              label: 'Median time until the process resumed',
              value: median.value,
              unit: 'hours',
              format: 'number',
              interval:
                median.low === null || median.high === null
                  ? null
                  : { low: median.low, high: median.high, level: 0.95, method },
            },
          ]),
    ],
    table: {
      name: 'return_to_normal',
      title: 'Process resumed after a detected signal',
      columns: [
        { name: 'hours', label: 'Within hours', type: 'real' },
        { name: 'back', label: 'Resumed', type: 'real', format: 'percent' },
        { name: 'low', label: 'from', type: 'real', format: 'percent' },
        { name: 'high', label: 'to', type: 'real', format: 'percent' },
        { name: 'n', label: 'Interactions', type: 'integer' },
      ],
      rows: points.map(({ hours, back, low, high }) => [hours, back, low, high, n]),
    },
    sentence:
      median.value === null
        ? `Of ${count(n)} detected, ${count(events)} have resumed so far.`
        : `Half of those detected were back to normal within ${number(median.value)} hours.`,
  };
}
