import { daysBetween } from '../../query/calendar/period.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Diagnostic, Draft, Estimate, FindingChart, FindingTable } from '../contract/finding.ts';
import {
  type Cadence,
  cadenceOf,
  cadences,
  type Drift,
  driftIn,
  feedStatement,
  gapStatement,
  historyOf,
} from './freshness-feed.ts';
import { type Post, postsOf, postTable, silentPosts } from './freshness-posts.ts';
import { measureOption, type Outcome, outcomeOf, outsideScale } from '../shared/outcome.ts';
import { axisOf } from '../words/outcome-words.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import { baselinePoints, type SeriesPoint } from './score-series.ts';
import { segmentColumns } from '../shared/segmenters.ts';
import { hiddenPart } from '../shared/side-means.ts';
import { periodOf, windowOptions } from '../shared/windows.ts';
import { count, listed } from '../words/words.ts';

/** Whether there is a baseline to compare with, and whether data still come as they should. */
export const freshness: Analysis = {
  name: 'freshness',
  label: 'Baseline and freshness',
  group: 'scores',
  question: 'Is there a baseline, and do data still come as they should?',
  version: 1,
  roles: [
    {
      name: 'arrivals',
      label: 'Arrivals',
      description: 'One row each time something arrives: an answer, a ticket, an order.',
      kinds: ['survey', 'operational', 'financial'],
      dataset: 'responses',
      columns: [
        {
          name: 'arrived',
          label: 'Arrived',
          description: 'when it arrived.',
          type: 'time',
          is: 'time',
          names: ['answered_at', 'opened_at', 'ts'],
        },
        {
          name: 'value',
          label: 'Value',
          description: 'a score or number whose history is the baseline; without it, how many arrive.',
          type: 'number',
          names: ['nps_score', 'score'],
          optional: true,
        },
        ...segmentColumns.filter(({ name }) => name === 'customer'),
        {
          name: 'post',
          label: 'Post',
          description: 'the listening post or survey that it comes from.',
          type: 'any',
          names: ['post_id'],
          optional: true,
        },
      ],
    },
    {
      name: 'posts',
      label: 'Posts',
      description: 'Listening posts or surveys, with the days between which they are open.',
      kinds: ['reference', 'operational', 'survey'],
      optional: true,
      columns: [
        { name: 'post', label: 'Post', description: 'the same as in the arrivals.', type: 'any', names: ['post_id'] },
        { name: 'live_from', label: 'Open from', description: 'first day.', type: 'time', optional: true },
        {
          name: 'live_to',
          label: 'Open to',
          description: 'last day; none while it is open.',
          type: 'time',
          optional: true,
        },
      ],
    },
  ],
  options: [
    measureOption,
    ...windowOptions.filter(({ name }) => name === 'period'),
    {
      name: 'cadence',
      label: 'Cadence',
      description: 'How often data are expected; by default as the dataset declares it, or as they came so far.',
      type: 'choice',
      choices: [...cadences.keys()],
      default: null,
    },
    {
      name: 'today',
      label: 'Today',
      description: 'The day from which ages are counted; by default the day of the run.',
      type: 'date',
      default: null,
    },
  ],
  today: 'today',
  refuses: ['no-baseline', 'stale-data', 'anecdote'],
  method: {
    formula: [
      'Data are late when the last day with data is longer ago than the expected cadence; where nobody says what is expected,',
      'longer than twice the gap that 95 of 100 gaps between days with data stayed within. A baseline has at least 8 periods of 10',
      'values. Limits of normal variation, mean ± 3/1.128 · mean moving range, come from the earlier two thirds of the',
      'periods; a later period that they do not explain is drift.',
    ].join('\n'),
    sources: ['Wheeler 1993, Understanding Variation'],
    assumptions: ['The day of a row is the day on which it arrived, in UTC.'],
    limits: ['Fresh is not right: it says that data come, not that they are complete or true.'],
  },
  example: {
    analysis: 'freshness',
    datasets: { arrivals: { dataset: 'responses', columns: { value: 'nps_score', post: 'post_id' } }, posts: 'posts' },
    options: { cadence: 'week' },
  },
  run,
};

const fewest = 10;

async function run(context: AnalysisContext): Promise<Draft> {
  const role = context.role('arrivals');
  const outcome = role.has('value') ? outcomeOf(context, role, 'value') : null;
  const today = context.options.text('today') ?? context.now.slice(0, 10);
  const when = { period: periodOf(context.options), today };
  const rows = await context.rows({
    title: `Arrivals by ${when.period}`,
    sql: feedStatement(role, outcome, when),
    persons: 'persons',
  });
  const sum = (of: string): number => rows.list.reduce((total, row) => total + row.number(of), 0);
  const n = sum('arrived');
  const [outside] = outcome === null ? [] : outsideScale(outcome, role.described('value').name, sum('outside'));
  if (outside !== undefined) return refused(n, outside);
  const last = rows.list.at(-1)?.text('last') ?? null;
  if (last === null) return refused(0, hiddenPart(role, rows.withheld) ?? refusal('no-baseline', { n: 0 }));
  const gaps = (
    await context.rows({ title: 'Gaps between days with data', sql: gapStatement(role, today), persons: 'persons' })
  ).list[0];
  const declared = role.readable.dataset?.freshness?.expect ?? null;
  const points = historyOf(rows.list, outcome, when);
  return draftOf({
    outcome,
    today,
    last,
    n,
    recent: rows.list.at(-1)?.number(outcome === null ? 'arrived' : 'n') ?? 0,
    later: gaps?.maybe('later') ?? 0,
    cadence: cadenceOf(context.options.text('cadence'), declared, gaps),
    points,
    drift: driftIn(points),
    posts: await postsOf(context, today),
    hidden: hiddenPart(role, rows.withheld, 'periods'),
  });
}

function refused(n: number, why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n, of: 'rows', design: 'count', refusals: [why] };
}

interface Feed {
  readonly outcome: Outcome | null;
  readonly today: string;
  /** The last day with data. */
  readonly last: string;
  readonly n: number;
  /** Values in the last period with data. */
  readonly recent: number;
  /** Rows dated after today. */
  readonly later: number;
  readonly cadence: Cadence | null;
  readonly points: readonly SeriesPoint[];
  readonly drift: Drift | null;
  readonly posts: readonly Post[] | null;
  /** That periods of too few persons are left out. */
  readonly hidden: Refusal | null;
}

function draftOf(feed: Feed): Draft {
  const { today, last, n, recent, cadence, points, posts, hidden } = feed;
  const days = daysBetween(last, today);
  const isLate = cadence !== null && cadence.due(last) < today;
  const isThin = n < fewest || recent < fewest;
  return {
    verdict: verdictOf(feed, days, isLate),
    estimate: {
      name: 'age',
      label: 'Age of the last data',
      value: days,
      unit: 'days',
      format: 'integer',
      interval: null,
      p: null,
      n,
      of: 'rows',
    },
    estimates: points.length === 0 ? [] : [pointsEstimate(points)],
    n,
    of: 'rows',
    design: 'count',
    diagnostics: diagnosticsOf(feed),
    refusals: [
      ...(hidden === null ? [] : [hidden]),
      ...(points.length < baselinePoints ? [refusal('no-baseline', { n: points.length }, { of: 'baseline' })] : []),
      ...(isLate ? [refusal('stale-data', { days, cadence: cadence.text }, { of: 'age' })] : []),
      ...(isThin
        ? [refusal('anecdote', { n: Math.min(n, recent) }, { of: n < fewest ? 'baseline' : 'last_period' })]
        : []),
    ],
    tables: [
      ...(points.length === 0 ? [] : [periodTable(feed)]),
      ...(posts === null ? [] : [postTable(posts, silentPosts(posts, last, cadence), today)]),
    ],
    charts: points.length === 0 ? [] : [periodChart(feed)],
  };
}

function verdictOf(feed: Feed, days: number, isLate: boolean): string {
  const { cadence, points, drift, outcome, posts } = feed;
  const aged = `Last data are ${count(days)} ${days === 1 ? 'day' : 'days'} old`;
  const fresh =
    cadence === null
      ? `${aged}; one day alone says nothing of how often they come.`
      : isLate
        ? `${aged}; expected every ${cadence.text}: they are late.`
        : `${aged}, as expected every ${cadence.text}.`;
  const what = outcome?.label ?? 'The number of rows';
  const known =
    points.length < baselinePoints
      ? ` No baseline: ${points.length} of ${baselinePoints} points, measuring starts today.`
      : drift?.since != null
        ? ` ${what} shows a signal on ${drift.since} that the first ${drift.baseline} periods do not explain.`
        : ` There is a baseline of ${points.length} points.`;
  const silent = silentPosts(posts ?? [], feed.last, cadence);
  const heard = silent.length === 0 ? '' : ` Not heard of late: ${listed(silent.slice(0, 5).map(({ name }) => name))}.`;
  return `${fresh}${known}${heard}`;
}

function pointsEstimate(points: readonly SeriesPoint[]): Estimate {
  return {
    name: 'points',
    label: 'Points of the baseline',
    value: points.length,
    unit: 'points',
    format: 'integer',
    interval: null,
    p: null,
    n: Math.max(
      1,
      points.reduce((sum, point) => sum + point.n, 0),
    ),
    of: 'rows',
  };
}

function diagnosticsOf({ later, cadence, drift, points }: Feed): readonly Diagnostic[] {
  const origins = {
    asked: 'It was asked for.',
    declared: 'The dataset declares it.',
    observed: 'It is what the gaps between days with data were like.',
  };
  return [
    {
      name: 'cadence',
      label: 'Expected every',
      value: cadence?.text ?? null,
      passed: null,
      message: cadence === null ? 'Nobody says how often data are expected.' : origins[cadence.origin],
    },
    {
      name: 'drift',
      label: 'Drift',
      value: drift?.since ?? null,
      passed: null,
      message:
        drift === null
          ? 'Without a baseline nothing can be called drift.'
          : drift.baseline === points.length
            ? 'All points are needed for the baseline; later ones will be held against it.'
            : drift.since === null
              ? 'Later periods lie within normal variation.'
              : 'A later period is more than normal variation.',
    },
    ...(later > 0
      ? [
          {
            name: 'later',
            label: 'Rows dated after today',
            value: later,
            passed: null,
            message: `${count(later)} rows are dated after today and left out.`,
          },
        ]
      : []),
  ];
}

function periodTable({ points, drift, outcome }: Feed): FindingTable {
  const number = { type: 'real', format: outcome?.format ?? 'integer', unit: outcome?.unit ?? null } as const;
  return {
    name: 'periods',
    title: `${outcome?.label ?? 'Rows'} by period`,
    columns: [
      { name: 'period', label: 'Period', type: 'date' },
      { name: 'n', label: 'Rows', type: 'integer' },
      { name: 'value', label: outcome?.label ?? 'Rows', ...number },
      { name: 'low', label: 'Lower limit', ...number },
      { name: 'high', label: 'Upper limit', ...number },
    ],
    rows: points.map(({ period, n, mean }) => [period, n, mean, drift?.limits.low ?? null, drift?.limits.high ?? null]),
  };
}

function periodChart({ outcome, drift }: Feed): FindingChart {
  const label = outcome?.label ?? 'Rows';
  const limit = (field: string) => ({
    mark: { type: 'line', strokeDash: [4, 4] },
    encoding: { y: { field, type: 'quantitative' } },
  });
  return {
    name: 'periods',
    title: `${label} by period`,
    table: 'periods',
    spec: {
      encoding: { x: { field: 'period', type: 'temporal', title: null } },
      layer: [
        {
          mark: { type: 'line', point: true },
          encoding: {
            y: {
              field: 'value',
              type: 'quantitative',
              title: label,
              scale: { zero: outcome === null },
              ...(outcome === null ? {} : axisOf(outcome)),
            },
          },
        },
        ...(drift === null ? [] : [limit('low'), limit('high')]),
      ],
    },
    summary: `${label} by period, ${drift === null ? 'too few for limits' : 'with the limits of normal variation'}.`,
  };
}
