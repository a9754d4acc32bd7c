import { join, type Sql, sql } from '../../sql/sql.ts';
import { wilson } from '../../stats/intervals/wilson.ts';
import { logRank } from '../../stats/survival/log-rank.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext, Rows } from '../contract/context.ts';
import type { Diagnostic, Draft, Estimate, FindingTable } from '../contract/finding.ts';
import {
  byDays,
  competingRow,
  count as days,
  customersRole,
  date,
  day,
  fewest,
  type Followed,
  followUpOptions,
  landmarksOf,
  landmarksOption,
  observedUntil,
  personAndTime,
  presentAt,
  riskCounts,
  timesAssumption,
  windowOption,
} from '../shared/leaving.ts';
import {
  atRiskTable,
  beyond,
  curveChart,
  curveTable,
  type Leaving,
  leavingOf,
  shareEstimate,
} from '../shared/leaving-curves.ts';
import { type Refusal, refusal, refusalFor } from '../contract/refusal.ts';
import { count, percent, withInterval } from '../words/words.ts';

/** How many of those who left had told nobody, and whether silent customers leave more than those who were heard. */
export const silentChurners: Analysis = {
  name: 'silent-churners',
  label: 'Silent customers and churners',
  group: 'voice',
  question: 'How many of those who leave never told us anything?',
  version: 1,
  roles: [
    customersRole,
    {
      name: 'responses',
      label: 'Answers',
      description: 'One row an answer to a survey: a customer who was heard.',
      kinds: ['survey'],
      optional: true,
      columns: personAndTime,
    },
    {
      name: 'tickets',
      label: 'Complaints to us',
      description: 'One row a ticket or complaint: a customer who was heard.',
      kinds: ['operational'],
      optional: true,
      columns: personAndTime,
    },
    {
      name: 'mentions',
      label: 'Dissatisfaction elsewhere',
      description: 'One row a public mention or a sign of dissatisfaction that was found elsewhere.',
      kinds: ['operational', 'survey'],
      optional: true,
      columns: personAndTime,
    },
    {
      name: 'events',
      label: 'Contacts',
      description: 'One row something that happened to a customer at a touchpoint, to see where they were last.',
      kinds: ['operational'],
      optional: true,
      columns: [
        ...personAndTime,
        {
          name: 'touchpoint',
          label: 'Touchpoint',
          description: 'where it happened.',
          type: 'any',
          names: ['touchpoint_id', 'activity'],
        },
      ],
    },
  ],
  options: [
    landmarksOption,
    windowOption,
    ...followUpOptions,
    {
      name: 'why',
      label: 'Why they left',
      description: 'Ask why silent customers left. There is no answer to that in the data.',
      type: 'boolean',
      default: false,
    },
  ],
  refuses: ['silence-has-no-reason', 'immortal-time', 'beyond-last-event', 'fan-out-refused', 'k-anon'],
  method: {
    formula: [
      'At each landmark L every customer who is there is **heard** (an answer, a ticket or a mention in the days L − window to',
      'L − 1) or **silent**. Who left by own will in the days L + 1 to L + horizon is a leaver. The share of silent leavers is',
      'silent leavers / leavers with a Wilson score interval. The curves are Aalen–Johansen’s cumulative incidence from the',
      'landmark, other ends competing, and are compared by the log-rank test. The voice ratio is complaints to us /',
      '(complaints to us + dissatisfaction found elsewhere). Landmarks are pooled; they lie at least a horizon apart.',
    ].join('\n'),
    sources: ['Anderson, Cain & Gelber 1983 (landmark)', 'Aalen & Johansen 1978', 'Wilson 1927', 'Peto & Peto 1972'],
    assumptions: [
      'Whoever is not found in the bound data was silent: customers whose answers may not be used for the purpose count as silent.',
      'Customers leave independently of each other.',
    ],
    limits: [
      'Not why silent customers left: they gave no reason.',
      'Not that speaking keeps customers: who speaks may differ in other ways.',
    ],
  },
  example: {
    analysis: 'silent-churners',
    options: { landmarks: ['2025-01-01', '2025-07-01', '2026-01-01'], window: 180, horizon: 180 },
  },
  run,
};

const voices = ['responses', 'tickets', 'mentions'] as const;

async function run(context: AnalysisContext): Promise<Draft> {
  const horizon = context.options.number('horizon') ?? 180;
  const window = context.options.number('window') ?? 180;
  const landmarks = landmarksOf(context, horizon);
  if (landmarks.length === 0) return refused(refusal('immortal-time', { group: 'heard' }));
  const bound = voices.filter((voice) => context.find(voice) !== null);
  if (bound.length === 0)
    return refused(
      refusal('empty-group', { which: ': neither answers nor tickets are bound, so nobody could be heard' }),
    );
  const until = await observedUntil(context);
  if (typeof until !== 'string') return refused(until);
  if (landmarks.every((landmark) => landmark >= until)) return refused(refusal('beyond-last-event', { t: until }));
  const followed = { landmarks, horizon, until };
  const relations = sql`${presentAt(context, followed)},
${heard(context, bound, window)}`;
  const reduced = await byDays(context, followed, (by) => ({
    title: 'Silent and heard customers by days until they left',
    sql: sql`WITH ${relations}
SELECT CASE WHEN h.person IS NULL THEN 'silent' ELSE 'heard' END AS voice, ${by} AS days,
  ${riskCounts}
FROM (SELECT p.landmark, p.person, p.days, p.outcome FROM present AS p) AS p
LEFT JOIN heard AS h USING (landmark, person)
GROUP BY ALL
ORDER BY voice, days`,
  }));
  if ('code' in reduced) return refused(reduced);
  const [silent, voiced] = ['silent', 'heard'].map((voice) => groupOf(reduced.rows, voice, horizon));
  if (silent === undefined || voiced === undefined) throw new Error('Both groups are made above.');
  return drafted(context, { silent, voiced, followed, window, relations, assumptions: timesAssumption(reduced) });
}

interface Found {
  readonly silent: Leaving;
  readonly voiced: Leaving;
  readonly followed: Followed;
  readonly window: number;
  readonly relations: Sql;
  readonly assumptions: readonly string[];
}

async function drafted(context: AnalysisContext, found: Found): Promise<Draft> {
  const { silent, voiced, followed, window, relations } = found;
  const { horizon } = followed;
  const n = silent.n + voiced.n;
  const left = silent.left + voiced.left;
  if (n === 0) return refused(refusal('too-few', { n, needed: fewest }));
  if (left === 0) return refused(refusal('no-events', { n }), n);
  if (left < fewest) return refused(refusal('too-few', { n: left, needed: fewest }), n);
  const shown = [silent, voiced].filter((each) => each.n >= fewest);
  const test = logRank(
    shown.flatMap(({ group, rows }) =>
      rows.map(({ time, events, censored }) => ({
        group,
        time,
        events: events[0] ?? 0,
        censored: censored + (events[1] ?? 0),
      })),
    ),
  );
  const refusals: Refusal[] =
    shown.length < 2 ? [refusal('k-anon', { k: fewest, cells: 2 - shown.length }, { of: 'curve' })] : [];
  if (context.options.flag('why')) refusals.push(refusal('silence-has-no-reason', {}, { of: 'reason' }));
  if (!isAnswered(test) && shown.length === 2) refusals.push(refusalFor(test, { of: 'log_rank' }));
  const far = shown.find(({ share }) => share === null);
  if (far !== undefined) refusals.push(beyond(far, 'left_silent'));
  if (isAnswered(test)) {
    const more = (silent.share?.value ?? 0) > (voiced.share?.value ?? 0);
    context.compared({
      outcome: 'churn',
      by: 'voice',
      test: 'log-rank',
      p: test.pValue,
      direction: more ? 'up' : 'down',
    });
  }
  const share = silentShare(silent.left, left);
  const rates = shown
    .map((each) => shareEstimate(`left_${each.group}`, `Left, of the ${each.group}`, each))
    .filter((each) => each !== null);
  const p = isAnswered(test) ? test.pValue : null;
  const last = await lastTouchpoints(context, relations);
  const ratio = await voiceRatio(context, followed, window);
  return {
    verdict: verdictOf(share, rates, { window, horizon, p }),
    estimate: share,
    estimates: [...rates.map((each, at) => (at === 0 ? { ...each, p } : each)), ...(ratio === null ? [] : [ratio])],
    n,
    of: followed.landmarks.length > 1 ? 'customers at landmarks' : 'customers',
    design: 'comparison',
    diagnostics: [observed(followed), ...(isAnswered(test) ? [tested(test.chiSquared, test.pValue)] : [])],
    refusals,
    assumptions: found.assumptions,
    tables: [curveTable(shown), atRiskTable(shown, horizon), ...last],
    charts: [curveChart(shown)],
  };
}

function verdictOf(
  share: Estimate,
  rates: readonly Estimate[],
  { window, horizon, p }: { readonly window: number; readonly horizon: number; readonly p: number | null },
): string {
  const first = `${percent(share.value, 0)} of those who left (${count(share.n)}) had not told us anything in the ${window} days before.`;
  const [silent, voiced] = rates;
  if (silent === undefined || voiced === undefined) return first;
  const chance = p !== null && p < 0.05 ? '' : ', no more of a difference than chance would bring';
  return `${first} Within ${horizon} days ${withInterval(silent)} of the silent left and ${withInterval(voiced)} of those who were heard${chance}.`;
}

function silentShare(silent: number, left: number): Estimate {
  const interval = wilson(silent, left);
  return {
    name: 'silent_share',
    label: 'Share of leavers who were silent',
    value: silent / left,
    unit: null,
    format: 'percent',
    interval: interval === null ? null : { ...interval, level: 0.95, method: 'Wilson score' },
    p: null,
    n: left,
    of: 'customers who left',
  };
}

function groupOf(rows: Rows, voice: string, horizon: number): Leaving {
  return leavingOf(voice, rows.list.filter((row) => row.text('voice') === voice).map(competingRow), horizon); // prettier-ignore
}

/** Who was heard in the window before each landmark: nothing of it lies at or after the landmark. */
function heard(context: AnalysisContext, bound: readonly string[], window: number): Sql {
  const parts = bound.map((voice) => {
    const role = context.role(voice);
    return sql`SELECT ${role.column('person')} AS person, ${day(role.column('time'))} AS happened FROM ${role.source}`;
  });
  return sql`heard AS (
  SELECT DISTINCT l.landmark, v.person
  FROM (
    ${join(parts, '\n    UNION ALL ')}
  ) AS v
  JOIN landmarks AS l ON v.happened >= l.landmark - ${days(window)} AND v.happened < l.landmark
)`;
}

async function lastTouchpoints(context: AnalysisContext, relations: Sql): Promise<readonly FindingTable[]> {
  const events = context.find('events');
  if (events === null) return [];
  const rows = await context.rows({
    title: 'Where silent customers were last seen before the landmark',
    sql: sql`WITH ${relations},
seen AS (
  SELECT p.landmark, p.person, p.outcome, CAST(e.${events.column('touchpoint')} AS VARCHAR) AS touchpoint,
    row_number() OVER (PARTITION BY p.landmark, p.person ORDER BY e.${events.column('time')} DESC, e.${events.column('touchpoint')}) AS back
  FROM present AS p
  JOIN ${events.source} AS e ON e.${events.column('person')} = p.person AND ${day(sql`e.${events.column('time')}`)} < p.landmark
  WHERE NOT EXISTS (SELECT 1 FROM heard AS h WHERE h.landmark = p.landmark AND h.person = p.person)
)
SELECT touchpoint, CAST(count(*) FILTER (WHERE outcome = 'leaving') AS DOUBLE) AS leaving,
  CAST(count(*) AS DOUBLE) AS seen, CAST(count(DISTINCT person) AS DOUBLE) AS persons
FROM seen
WHERE back = 1 AND touchpoint IS NOT NULL
GROUP BY touchpoint
HAVING count(DISTINCT person) >= ${fewest}
ORDER BY leaving DESC, touchpoint`,
    persons: 'persons',
  });
  if (rows.list.length === 0) return [];
  return [
    {
      name: 'last_touchpoint',
      title: 'Silent customers by where they were last seen',
      columns: [
        { name: 'touchpoint', label: 'Last seen at', type: 'string' },
        { name: 'customers', label: 'Silent customers', type: 'integer' },
        { name: 'left', label: 'Left', type: 'integer' },
        { name: 'share', label: 'Share that left', type: 'real', format: 'percent' },
        { name: 'low', label: 'At least', type: 'real', format: 'percent' },
        { name: 'high', label: 'At most', type: 'real', format: 'percent' },
      ],
      rows: rows.list.map((row) => {
        const [leaving, seen] = [row.number('leaving'), row.number('seen')];
        const interval = wilson(leaving, seen);
        return [row.text('touchpoint'), seen, leaving, leaving / seen, interval?.low ?? null, interval?.high ?? null];
      }),
    },
  ];
}

async function voiceRatio(
  context: AnalysisContext,
  { landmarks, until }: Followed,
  window: number,
): Promise<Estimate | null> {
  const [tickets, mentions] = [context.find('tickets'), context.find('mentions')];
  if (tickets === null || mentions === null) return null;
  const windows = join(landmarks.map((each) => sql`(${date(each)})`)); // prettier-ignore
  const counted = (
    role: typeof tickets,
  ): Sql => sql`SELECT CAST(count(*) AS DOUBLE) AS n, CAST(count(DISTINCT v.${role.column('person')}) AS DOUBLE) AS persons
  FROM ${role.source} AS v JOIN (VALUES ${windows}) AS l(landmark)
    ON ${day(sql`v.${role.column('time')}`)} >= l.landmark - ${days(window)} AND ${day(sql`v.${role.column('time')}`)} < l.landmark
  WHERE l.landmark < ${date(until)}`;
  const rows = await context.rows({
    title: 'Complaints to us, and dissatisfaction found elsewhere',
    sql: sql`SELECT u.n AS to_us, e.n AS elsewhere, greatest(u.persons, e.persons) AS persons
FROM (${counted(tickets)}) AS u
CROSS JOIN (${counted(mentions)}) AS e`,
    persons: 'persons',
  });
  const [row] = rows.list;
  const [toUs, elsewhere] = [row?.number('to_us') ?? 0, row?.number('elsewhere') ?? 0];
  const interval = wilson(toUs, toUs + elsewhere);
  if (toUs + elsewhere < fewest || interval === null) return null;
  return {
    name: 'voice_ratio',
    label: 'Complaints that reach us, of all that are known',
    value: toUs / (toUs + elsewhere),
    unit: null,
    format: 'percent',
    interval: { ...interval, level: 0.95, method: 'Wilson score' },
    p: null,
    n: toUs + elsewhere,
    of: 'complaints and mentions',
  };
}

function observed({ until, landmarks }: Followed): Diagnostic {
  const message = `Customers are followed until ${until}; ${landmarks.filter((each) => each < until).length} of ${landmarks.length} landmarks lie before it.`;
  return { name: 'observed_until', label: 'Observed until', value: until, passed: null, message };
}

function tested(chiSquared: number, p: number): Diagnostic {
  const message = `Log-rank χ² ${chiSquared.toFixed(2)} on 1 degree of freedom, p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`}.`;
  return { name: 'log_rank', label: 'Silent against heard', value: p, passed: null, message };
}

function refused(why: Refusal, n = 0): Draft {
  return { verdict: why.message, estimate: null, n, of: 'customers', design: 'count', refusals: [why] };
}
