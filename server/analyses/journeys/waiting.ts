import { sql } from '../../sql/sql.ts';
import { independence } from '../../stats/intervals/contingency.ts';
import { meanInterval } from '../../stats/intervals/mean-interval.ts';
import { newcombe } from '../../stats/intervals/newcombe.ts';
import { wilson } from '../../stats/intervals/wilson.ts';
import { kaplanMeier, type SurvivalCurve, survivalQuantile } from '../../stats/survival/kaplan-meier.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Diagnostic, Draft, Estimate, FindingChart, FindingTable } from '../contract/finding.ts';
import { day, fewest } from '../shared/leaving.ts';
import { type Refusal, refusal, refusalFor } from '../contract/refusal.ts';
import { type Waits, waitsOf } from './waits.ts';
import { count, number, withInterval } from '../words/words.ts';

/** How long customers wait, who gives up, and what it costs them. */
export const waiting: Analysis = {
  name: 'waiting',
  label: 'Waiting and giving up',
  group: 'journeys',
  question: 'How long do customers wait, and how many give up?',
  version: 1,
  roles: [
    {
      name: 'contacts',
      label: 'Contacts',
      description: 'One row a time that somebody waited: a call, a chat, a delivery window.',
      kinds: ['operational'],
      columns: [
        {
          name: 'wait',
          label: 'Wait',
          description: 'how long, until it was over or given up.',
          type: 'number',
          names: ['wait_seconds', 'wait_minutes'],
        },
        { name: 'outcome', label: 'Outcome', description: 'how it ended.', type: 'any' },
        { name: 'time', label: 'Time', description: 'when it began.', type: 'time', is: 'time' },
        { name: 'person', label: 'Customer', description: 'who waited.', type: 'any', is: 'person', optional: true },
        {
          name: 'by',
          label: 'Told apart by',
          description: 'touchpoint, channel or team.',
          type: 'any',
          names: ['touchpoint_id', 'touchpoint'],
          optional: true,
        },
        {
          name: 'callback_offered',
          label: 'Callback offered',
          description: 'whether a callback was offered instead of waiting.',
          type: 'boolean',
          optional: true,
        },
      ],
    },
  ],
  options: [
    {
      name: 'abandoned',
      label: 'Given up',
      description: 'Outcomes of those who gave up before it was their turn.',
      type: 'texts',
      default: ['abandoned'],
    },
    {
      name: 'without_waiting',
      label: 'Without waiting',
      description: 'Outcomes of those who did not wait at all, such as by a callback: they are no part of the waits.',
      type: 'texts',
      default: ['called back'],
    },
    {
      name: 'unit',
      label: 'Unit',
      description: 'What waits are counted in; without it the unit that the column declares.',
      type: 'choice',
      choices: ['seconds', 'minutes', 'hours', 'days'],
      default: null,
    },
    {
      name: 'figure',
      label: 'Figure',
      description: 'quantiles, or the mean, which is refused: it hides those who waited long or gave up.',
      type: 'choice',
      choices: ['quantiles', 'mean'],
      default: 'quantiles',
    },
  ],
  refuses: ['mean-wait-only', 'k-anon'],
  method: {
    formula: [
      'The curve of waits is Kaplan–Meier’s, where those who gave up are censored at the time they gave up: they would have',
      'waited longer. Median and 90th percentile are the times at which half and nine of ten were through, with the interval of',
      'the curve on the log(−log) scale. Given up: share with a Wilson score interval. Minutes lost a week: all waits, those',
      'given up too, summed by week over complete weeks, with Student’s interval of the mean of weeks. Callback: the difference',
      'of shares given up with Newcombe’s interval, everybody counted as offered, used or not.',
    ].join('\n'),
    sources: [
      'Kaplan & Meier 1958',
      'Wilson 1927',
      'Newcombe 1998',
      'Brown et al. 2005, Statistical analysis of a telephone call center',
    ],
    assumptions: [
      'Who gave up after some time would have waited on like the others who were still in line.',
      'Waits are independent of each other; people who wait in the same rush are not, so intervals are rather too narrow.',
    ],
    limits: [
      'Not the mean wait: a mean hides long waits and those that were given up.',
      'Not an effect of the callback, unless it was offered by chance.',
    ],
  },
  example: { analysis: 'waiting', datasets: { contacts: { dataset: 'contacts', columns: { by: 'touchpoint_id' } } } },
  run,
};

const minutesIn: Readonly<Record<string, number>> = { seconds: 1 / 60, minutes: 1, hours: 60, days: 1440 };

async function run(context: AnalysisContext): Promise<Draft> {
  const contacts = context.role('contacts');
  const declared = contacts.described('wait').unit;
  const unit = context.options.text('unit') ?? (declared !== null && declared in minutesIn ? declared : 'minutes');
  const waits = await waitsOf(context);
  if ('code' in waits) return refused(waits);
  const { all, n } = waits;
  if (waits.negative > 0)
    return refused(
      refusal('out-of-scale', { n: waits.negative, column: contacts.described('wait').name, scale: 'not below 0' }),
      n,
    );
  if (n < fewest) return refused(refusal('too-few', { n, needed: fewest }), n);
  const curve = kaplanMeier(all.rows, 'log-log');
  if (!isAnswered(curve)) return refused(refusalFor(curve), n);
  const estimates = [quantileEstimate(curve, 0.9, unit), givenUp(all), await lostAWeek(context, unit)].filter(
    (each) => each !== null,
  );
  const callback = callbackEffect(context, waits);
  const median = quantileEstimate(curve, 0.5, unit);
  const refusals = refusalsOf(context, waits);
  return {
    verdict: verdictOf(median, estimates, unit),
    estimate: median,
    estimates: callback === null ? estimates : [...estimates, callback.estimate],
    n,
    of: 'contacts',
    design: callback === null ? 'count' : 'comparison',
    diagnostics: diagnosticsOf(waits, unit),
    refusals,
    tables: [curveTable(curve, unit), ...groupTable(waits, unit), ...(callback === null ? [] : [callback.table])],
    charts: [curveChart(unit)],
  };
}

function verdictOf(median: Estimate | null, estimates: readonly Estimate[], unit: string): string {
  const named = new Map(estimates.map((each) => [each.name, each]));
  const [p90, abandoned, lost] = ['p90_wait', 'abandoned', 'minutes_lost_a_week'].map((name) => named.get(name));
  const half =
    median === null
      ? `Fewer than half were through`
      : `Half of those in line were through after ${withInterval(median)}`;
  const most = p90 === undefined ? '' : `, nine of ten after ${number(p90.value)} ${unit}`;
  const gaveUp = abandoned === undefined ? '' : `; ${withInterval(abandoned)} gave up`;
  const minutes = lost === undefined ? '' : ` Customers lose ${number(lost.value)} minutes a week in line.`;
  return `${half}${most}${gaveUp}.${minutes}`;
}

function quantileEstimate(curve: SurvivalCurve, share: 0.5 | 0.9, unit: string): Estimate | null {
  const { value, low, high } = survivalQuantile(curve, share);
  if (value === null) return null;
  const interval = low === null || high === null ? null : { low, high, level: 0.95, method: curve.method };
  const [name, label] = share === 0.5 ? ['median_wait', 'Median wait'] : ['p90_wait', 'Wait of nine in ten'];
  return { name, label, value, unit, format: 'number', interval, p: null, n: curve.n, of: 'waits' };
}

function givenUp({ n, abandoned }: Waits): Estimate | null {
  const interval = wilson(abandoned, n);
  if (interval === null) return null;
  return {
    name: 'abandoned',
    label: 'Given up',
    value: abandoned / n,
    unit: null,
    format: 'percent',
    interval: { ...interval, level: 0.95, method: 'Wilson score' },
    p: null,
    n,
    of: 'waits',
  };
}

async function lostAWeek(context: AnalysisContext, unit: string): Promise<Estimate | null> {
  const contacts = context.role('contacts');
  const week = sql`date_trunc('week', ${day(contacts.column('time'))})`;
  const persons = contacts.has('person') ? sql`count(DISTINCT ${contacts.column('person')})` : sql`count(*)`;
  const rows = await context.rows({
    title: 'Time lost in line by week',
    sql: sql`WITH weeks AS (
  SELECT ${week} AS week, fsum(CAST(${contacts.column('wait')} AS DOUBLE)) AS waited, ${persons} AS persons
  FROM ${contacts.source}
  WHERE ${contacts.column('wait')} IS NOT NULL
  GROUP BY ALL
), ends AS (SELECT min(week) AS first_week, max(week) AS last_week FROM weeks)
SELECT CAST(any_value(date_diff('week', first_week, last_week) - 1) AS DOUBLE) AS complete,
  CAST(fsum(waited) AS DOUBLE) AS waited, CAST(fsum(waited * waited) AS DOUBLE) AS squares, CAST(sum(persons) AS DOUBLE) AS persons
FROM weeks CROSS JOIN ends
WHERE week > first_week AND week < last_week`,
    persons: 'persons',
  });
  const [row] = rows.list;
  const complete = row?.maybe('complete') ?? 0;
  const factor = minutesIn[unit] ?? 1;
  const sums = {
    sum: (row?.maybe('waited') ?? 0) * factor,
    sumOfSquares: (row?.maybe('squares') ?? 0) * factor ** 2,
    n: complete,
  };
  const interval = meanInterval(sums);
  if (complete < 4 || interval === null) return null;
  return {
    name: 'minutes_lost_a_week',
    label: 'Minutes lost in line, a week',
    value: sums.sum / complete,
    unit: 'minutes',
    format: 'number',
    interval: { low: Math.max(0, interval.low), high: interval.high, level: 0.95, method: 'mean of weeks, t' },
    p: null,
    n: complete,
    of: 'complete weeks',
  };
}

function callbackEffect(
  context: AnalysisContext,
  { offered, notOffered }: { readonly offered: Counted | null; readonly notOffered: Counted | null },
) {
  if (offered === null || notOffered === null || offered.n < fewest || notOffered.n < fewest) return null;
  const difference = newcombe(
    { hits: offered.abandoned, n: offered.n },
    { hits: notOffered.abandoned, n: notOffered.n },
  );
  if (difference === null) return null;
  const test = independence([offered, notOffered].map(({ abandoned, n }) => [abandoned, n - abandoned]));
  const p = isAnswered(test) ? test.p : null;
  const direction = difference.difference < 0 ? 'down' : 'up';
  context.compared({ outcome: 'abandonment', by: 'callback_offered', test: 'Pearson χ²', p, direction });
  const estimate: Estimate = {
    name: 'callback',
    label: 'Given up with a callback offered, less without',
    value: difference.difference,
    unit: null,
    format: 'percentage_points',
    interval: { low: difference.low, high: difference.high, level: 0.95, method: 'Newcombe' },
    p,
    n: offered.n + notOffered.n,
    of: 'contacts',
  };
  const table: FindingTable = {
    name: 'callback',
    title: 'Given up, by whether a callback was offered',
    columns: [{ name: 'callback', label: 'Callback', type: 'string' }, ...shareColumns],
    rows: [['offered', ...shareCells(offered)], ['not offered', ...shareCells(notOffered)]], // prettier-ignore
  };
  return { estimate, table };
}

interface Counted {
  readonly n: number;
  readonly abandoned: number;
}

const shareColumns: FindingTable['columns'] = [
  { name: 'contacts', label: 'Contacts', type: 'integer' },
  { name: 'abandoned', label: 'Given up', type: 'real', format: 'percent' },
  { name: 'low', label: 'At least', type: 'real', format: 'percent' },
  { name: 'high', label: 'At most', type: 'real', format: 'percent' },
];

function shareCells({ n, abandoned }: Counted): readonly (number | null)[] {
  const interval = wilson(abandoned, n);
  return [n, n === 0 ? null : abandoned / n, interval?.low ?? null, interval?.high ?? null];
}

function groupTable({ groups }: { readonly groups: readonly Waits[] }, unit: string): readonly FindingTable[] {
  const shown = groups.filter(({ n }) => n >= fewest);
  if (shown.length === 0) return [];
  const columns: FindingTable['columns'] = [
    { name: 'group', label: 'Group', type: 'string' },
    ...shareColumns,
    { name: 'median', label: 'Median wait', type: 'real', unit },
    { name: 'median_low', label: 'Median, at least', type: 'real', unit },
    { name: 'median_high', label: 'Median, at most', type: 'real', unit },
    { name: 'p90', label: 'Nine of ten', type: 'real', unit },
  ];
  const rows = shown.map((group) => {
    const curve = kaplanMeier(group.rows, 'log-log');
    const [half, most] = isAnswered(curve) ? [curve.median, survivalQuantile(curve, 0.9)] : [null, null];
    return [
      group.name,
      ...shareCells(group),
      half?.value ?? null,
      half?.low ?? null,
      half?.high ?? null,
      most?.value ?? null,
    ];
  });
  return [{ name: 'groups', title: 'Waits by group', columns, rows }];
}

function refusalsOf(context: AnalysisContext, { groups }: { readonly groups: readonly Waits[] }): readonly Refusal[] {
  const hidden = groups.filter(({ n }) => n < fewest).length;
  return [
    ...(context.options.text('figure') === 'mean' ? [refusal('mean-wait-only', {}, { of: 'mean_wait' })] : []),
    ...(hidden > 0 ? [refusal('k-anon', { k: fewest, cells: hidden }, { of: 'groups' })] : []),
  ];
}

function diagnosticsOf(
  waits: { readonly naiveMedian: number | null; readonly missing: number },
  unit: string,
): readonly Diagnostic[] {
  const naive = waits.naiveMedian;
  return [
    ...(naive === null
      ? []
      : [
          {
            name: 'naive_median',
            label: 'Median of those who got through',
            value: naive,
            passed: null,
            message: `Without those who gave up the median would be ${number(naive)} ${unit}: who waits long gives up, and is not in it.`,
          },
        ]),
    ...(waits.missing === 0
      ? []
      : [
          {
            name: 'missing',
            label: 'Contacts without a wait',
            value: waits.missing,
            passed: null,
            message: `${count(waits.missing)} contacts have no wait recorded and are left out.`,
          },
        ]),
  ];
}

function curveTable(curve: SurvivalCurve, unit: string): FindingTable {
  const step = Math.max(1, Math.ceil(curve.points.length / 200));
  const points = curve.points.filter((_, at) => at % step === 0 || at === curve.points.length - 1);
  return {
    name: 'curve',
    title: 'Share still in line',
    columns: [
      { name: 'wait', label: 'Wait', type: 'real', unit },
      { name: 'waiting', label: 'Waits that lasted so long', type: 'integer' },
      { name: 'share', label: 'Share still in line', type: 'real', format: 'percent' },
      { name: 'low', label: 'At least', type: 'real', format: 'percent' },
      { name: 'high', label: 'At most', type: 'real', format: 'percent' },
    ],
    rows: points.map(({ time, atRisk, survival, interval }) => [
      time,
      atRisk,
      survival,
      interval?.low ?? null,
      interval?.high ?? null,
    ]),
  };
}

function curveChart(unit: string): FindingChart {
  return {
    name: 'curve',
    title: 'Who is still in line after how long',
    table: 'curve',
    spec: {
      mark: { type: 'line', interpolate: 'step-after' },
      encoding: {
        x: { field: 'wait', type: 'quantitative', title: `Wait in ${unit}` },
        y: { field: 'share', type: 'quantitative', title: 'Share still in line', axis: { format: '.0%' } },
      },
    },
    summary: `Share of those in line who still wait after so many ${unit}; those who gave up are counted until they did.`,
  };
}

function refused(why: Refusal, n = 0): Draft {
  return { verdict: why.message, estimate: null, n, of: 'contacts', design: 'count', refusals: [why] };
}
