/** signals, their causes and what waits → tables and the chart of a finding */
import { sql } from '../../../sql/sql.ts';
import { wilson } from '../../../stats/intervals/wilson.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { FindingChart, FindingTable } from '../../contract/finding.ts';
import { detections, isSignal, personOf, type SignalCount } from './signal-counts.ts';

/** Groups of fewer interactions are not shown. */
const fewest = 10;

/** Every signal with its detected share. */
export function signalsTable(counts: readonly SignalCount[]): FindingTable {
  const shown = counts.filter(({ n }) => n >= fewest);
  return {
    name: 'signals',
    title: 'Signals detected',
    columns: [
      { name: 'signal', label: 'Signal', type: 'string' },
      { name: 'interactions', label: 'Interactions', type: 'integer' },
      { name: 'detected', label: 'Detected', type: 'integer' },
      ...shareColumns,
      { name: 'versions', label: 'Detector versions', type: 'integer' },
    ],
    rows: shown.map(({ signal, n, detected, versions }) => [signal, n, detected, ...shareCells(detected, n), versions]),
  };
}

/** How often the signal was detected by what the interaction was about; null where no causes are bound. */
export async function causesTable(context: AnalysisContext, signal: string): Promise<FindingTable | null> {
  const causes = context.find('causes');
  if (causes === null) return null;
  const rows = await context.rows({
    title: 'Detections by cause',
    sql: sql`WITH detected AS (
  ${detections(context.role('signals'), signal)}
), about AS (
  SELECT DISTINCT ${causes.column('interaction')} AS interaction, CAST(${causes.column('cause')} AS VARCHAR) AS cause
  FROM ${causes.source}
  WHERE ${causes.column('cause')} IS NOT NULL
)
SELECT cause, CAST(count(*) AS DOUBLE) AS n, CAST(count(*) FILTER (WHERE found) AS DOUBLE) AS detected
FROM about JOIN detected USING (interaction)
GROUP BY ALL
ORDER BY n DESC, cause`,
  });
  const shown = rows.list
    .map((row) => ({ cause: row.text('cause') ?? '', n: row.number('n'), detected: row.number('detected') }))
    .filter(({ n }) => n >= fewest);
  return {
    name: 'causes',
    title: `${signal} by cause of the interaction`,
    columns: [
      { name: 'cause', label: 'Cause', type: 'string' },
      { name: 'interactions', label: 'Interactions', type: 'integer' },
      { name: 'detected', label: 'Detected', type: 'integer' },
      ...shareColumns,
    ],
    rows: shown.map(({ cause, n, detected }) => [cause, n, detected, ...shareCells(detected, n)]),
  };
}

/**
 * How many interactions with the signal wait for somebody to act, by how long; null where nothing says what has resumed. The
 * list itself is the first part of its statement.
 */
export async function waitingTable(context: AnalysisContext, signal: string): Promise<FindingTable | null> {
  const signals = context.role('signals');
  if (!signals.has('resumed') || !signals.has('detected')) return null;
  const rows = await context.rows({
    title: 'Interactions to act on',
    persons: 'persons',
    sql: sql`WITH to_act_on AS (
  SELECT ${signals.column('interaction')} AS interaction, ${personOf(signals)} AS person,
    CAST(${signals.column('detected')} AS TIMESTAMP) AS detected_at
  FROM ${signals.source}
  WHERE ${signals.column('present')} AND ${isSignal(signals, signal)}
    AND ${signals.column('resumed')} IS NULL AND ${signals.column('detected')} IS NOT NULL
), aged AS (
  SELECT *, date_diff('day', detected_at, (SELECT max(CAST(${signals.column('detected')} AS TIMESTAMP)) FROM ${signals.source})) AS days
  FROM to_act_on
)
SELECT CASE WHEN days < 1 THEN 'last day' WHEN days < 7 THEN 'last week' WHEN days < 30 THEN 'last month' ELSE 'older' END AS age,
  min(days) AS since, CAST(count(*) AS DOUBLE) AS n, CAST(count(DISTINCT person) AS DOUBLE) AS persons
FROM aged
GROUP BY ALL
ORDER BY since`,
  });
  return {
    name: 'to_act_on',
    title: 'Detected and not back to normal, counted back from the last detection',
    columns: [
      { name: 'age', label: 'Detected', type: 'string' },
      { name: 'interactions', label: 'Interactions', type: 'integer' },
      { name: 'persons', label: 'Persons', type: 'integer' },
    ],
    rows: rows.list.map((row) => [row.text('age'), row.number('n'), row.number('persons')]),
  };
}

const shareColumns: FindingTable['columns'] = [
  { name: 'share', label: 'Detected share', type: 'real', format: 'percent' },
  { name: 'low', label: 'from', type: 'real', format: 'percent' },
  { name: 'high', label: 'to', type: 'real', format: 'percent' },
];

function shareCells(hits: number, n: number): readonly [number, number, number] {
  const interval = wilson(hits, n);
  return [hits / n, interval?.low ?? 0, interval?.high ?? 1];
}

/** Shares with their intervals, as bars: by cause where there are causes. */
export function shareChart(table: 'signals' | 'causes', signal: string): FindingChart {
  const field = table === 'causes' ? 'cause' : 'signal';
  const title = table === 'causes' ? `${signal} by cause` : 'Signals detected';
  const y = { field, type: 'nominal', sort: '-x', title: null };
  const x = { field: 'share', type: 'quantitative', title: 'Detected share', axis: { format: '.0%' } };
  return {
    name: 'shares',
    title,
    table,
    spec: {
      layer: [
        { mark: 'bar', encoding: { y, x } },
        { mark: { type: 'rule', strokeWidth: 2 }, encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } } },
      ],
    },
    summary: `Share of interactions in which the detector said yes, with 95 % intervals, by ${field}.`,
  };
}
