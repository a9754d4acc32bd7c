import { sql } from '../../sql/sql.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Draft, Estimate } from '../contract/finding.ts';
import { count as days, customersRole, day, followUpOptions } from '../shared/leaving.ts';
import { type Afterwards, afterwards, afterwardsTable, becameSentence } from './loops/afterwards.ts';
import { covariateColumn } from './loops/cases.ts';
import { fewestCases } from './loops/compare-cases.ts';
import { firstCases } from './loops/first-cases.ts';
import { clusteringAt, medianEstimate, type Waiting, waiting, waitingTable } from './loops/waiting-times.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import type { Role } from '../contract/role.ts';
import { shareEstimate } from '../shared/share-estimate.ts';
import { withInterval } from '../words/words.ts';

const ticketsRole: Role = {
  name: 'tickets',
  label: 'Tickets',
  description: 'One row a case: when it was opened, when the customer was contacted and when it was closed.',
  kinds: ['operational'],
  columns: [
    {
      name: 'person',
      label: 'Customer',
      description: 'whose case it is.',
      type: 'any',
      is: 'person',
      names: ['customer_id'],
    },
    {
      name: 'opened',
      label: 'Opened',
      description: 'when it was opened.',
      type: 'time',
      is: 'time',
      names: ['opened_at', 'opened_ts'],
    },
    {
      name: 'contacted',
      label: 'Contacted',
      description: 'when the customer was first contacted; empty while nobody did.',
      type: 'time',
      names: ['first_contact_at', 'first_contact_ts'],
    },
    {
      name: 'closed',
      label: 'Closed',
      description: 'when it was closed; empty while open.',
      type: 'time',
      names: ['closed_at', 'closed_ts'],
    },
    {
      name: 'response',
      label: 'Answer',
      description: 'the answer that it follows up.',
      type: 'any',
      names: ['response_id'],
      optional: true,
    },
    {
      name: 'cause',
      label: 'Cause',
      description: 'what it was about, to see problems come back.',
      type: 'any',
      names: ['primary_cause', 'cause_id'],
      optional: true,
    },
  ],
};

const answersRole: Role = {
  name: 'answers',
  label: 'Answers',
  description: 'One row an answer from 0 to 10: low ones open a case, later ones say how customers feel afterwards.',
  kinds: ['survey'],
  dataset: 'responses',
  optional: true,
  columns: [
    { name: 'response', label: 'Answer', description: 'its key.', type: 'any', names: ['response_id'], optional: true },
    {
      name: 'person',
      label: 'Customer',
      description: 'who answered.',
      type: 'any',
      is: 'person',
      names: ['customer_id'],
    },
    { name: 'time', label: 'Time', description: 'when.', type: 'time', is: 'time' },
    {
      name: 'score',
      label: 'Score',
      description: 'the answer, 0 to 10.',
      type: 'number',
      names: ['nps_score', 'value'],
    },
  ],
};

/** How fast cases are closed, and what becomes of customers whose case was closed against those whose was not. */
export const closedLoop: Analysis = {
  name: 'closed-loop',
  label: 'Inner-loop audit',
  group: 'money',
  question: 'Does closing the loop keep customers, or only close tickets?',
  version: 1,
  roles: [
    ticketsRole,
    answersRole,
    { ...customersRole, optional: true, columns: [...customersRole.columns, covariateColumn] },
  ],
  options: [
    {
      name: 'limit',
      label: 'Service limit',
      description: 'Hours within which a customer is to be contacted.',
      type: 'number',
      min: 0.1,
      max: 10_000,
      default: 24,
    },
    {
      name: 'window',
      label: 'Days to act',
      description:
        'A case counts as followed up if it was within so many days; the clock for what comes after starts then.',
      type: 'integer',
      min: 1,
      max: 365,
      default: 14,
    },
    {
      name: 'score_at_most',
      label: 'Low score',
      description: 'Answers up to this score open a case, where tickets name the answer they follow up.',
      type: 'number',
      min: 0,
      max: 10,
      default: 6,
    },
    {
      name: 'recontact',
      label: 'Days to come back',
      description: 'Another ticket within so many days after closing counts as coming back.',
      type: 'integer',
      min: 1,
      max: 365,
      default: 30,
    },
    ...followUpOptions,
  ],
  refuses: ['no-control', 'sla-only', 'fan-out-refused'],
  method: {
    formula: [
      'Time to contact and to close are Kaplan–Meier’s, open tickets censored. A case is a low answer (where tickets name it) or else a ticket;',
      'it is followed up if the customer was contacted (a ticket: closed) within the days to act. The clock starts when those days are over,',
      'so that nobody has to stay in order to be counted as followed up. Each customer counts once, with the first case. Followed-up cases are',
      'compared with the others of the same score and covariates: differences within strata, averaged by the followed up.',
    ].join('\n'),
    sources: [
      'Kaplan and Meier 1958',
      'Iacus, King and Porro 2012 (coarsened exact matching)',
      'Suissa 2008 (immortal time)',
    ],
    assumptions: [
      'Customers who are alike in score and covariates would have gone on alike without the follow-up.',
      'Ends by other than own will count as staying.',
    ],
    limits: ['Resolution time is no result for customers: it stands beside what became of them, never alone.'],
  },
  example: {
    analysis: 'closed-loop',
    datasets: { customers: { dataset: 'customers', columns: { covariate: ['segment', 'value_tier'] } } },
  },
  run,
};

const arms = ['followed up', 'others'] as const;

async function run(context: AnalysisContext): Promise<Draft> {
  if (context.find('customers') === null && context.find('answers') === null) return refused(refusal('sla-only'));
  const limit = context.options.number('limit') ?? 24;
  const times = [
    await waiting(context, { what: 'contact', label: 'first contact' }),
    await waiting(context, { what: 'close', label: 'closing' }),
  ];
  const n = times[0]?.n ?? 0;
  if (n < fewestCases) return refused(refusal('n-too-small', { n }));
  const again = await recontact(context);
  const after = await afterwards(context, { cases: firstCases(context), by: 'follow-up', arms });
  if ('code' in after) return refused(after);
  const medians = times.flatMap((each) => medianEstimate(each) ?? []);
  const [main = null, ...others] = after.became.map(({ estimate }) => estimate);
  const crowding = times[0] === undefined ? null : clusteringAt(limit, times[0]);
  return {
    verdict: verdictOf(after, medians),
    estimate: main,
    estimates: [...others, ...medians, ...again],
    n,
    of: 'tickets',
    design: 'quasi-experiment',
    diagnostics: [...after.diagnostics, ...(crowding === null ? [] : [crowding])],
    refusals: after.refusals,
    tables: [afterwardsTable(after.became, arms), waitingTable(times, limit)],
    charts: waitingChart(times),
  };
}

function refused(why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n: 0, of: 'tickets', design: 'count', refusals: [why] };
}

/** How many come back after closing, and how many with the same cause. */
async function recontact(context: AnalysisContext): Promise<readonly Estimate[]> {
  const tickets = context.role('tickets');
  const [person, opened, closed] = [tickets.column('person'), tickets.column('opened'), tickets.column('closed')];
  const within = days(context.options.number('recontact') ?? 30);
  const cause = tickets.has('cause') ? sql`CAST(${tickets.column('cause')} AS VARCHAR)` : sql`CAST(NULL AS VARCHAR)`;
  const { list } = await context.rows({
    title: 'Customers who come back after closing',
    sql: sql`WITH ordered AS (
  SELECT ${person} AS person, ${day(closed)} AS closed, ${cause} AS cause, max(${day(opened)}) OVER () AS last_day,
    lead(${day(opened)}) OVER (PARTITION BY ${person} ORDER BY ${opened}, ${closed}) AS next_day,
    lead(${cause}) OVER (PARTITION BY ${person} ORDER BY ${opened}, ${closed}) AS next_cause
  FROM ${tickets.source} WHERE ${person} IS NOT NULL AND ${opened} IS NOT NULL
)
SELECT CAST(count(*) AS DOUBLE) AS n, CAST(count(*) FILTER (WHERE next_day <= closed + ${within}) AS DOUBLE) AS again,
  CAST(count(*) FILTER (WHERE next_day <= closed + ${within} AND next_cause = cause) AS DOUBLE) AS same,
  CAST(count(DISTINCT person) AS DOUBLE) AS persons
FROM ordered
WHERE closed IS NOT NULL AND closed + ${within} <= last_day`,
    persons: 'persons',
  });
  const [row] = list;
  const n = row?.number('n') ?? 0;
  if (row === undefined || n < fewestCases) return [];
  const base = { n, of: 'closed tickets' };
  return [
    shareEstimate({ ...base, name: 'recontact', label: 'Came back after closing', hits: row.number('again') }),
    tickets.has('cause')
      ? shareEstimate({
          ...base,
          name: 'repeat_problem',
          label: 'Came back with the same cause',
          hits: row.number('same'),
        })
      : null,
  ].filter((found) => found !== null);
}

function verdictOf({ became }: Afterwards, medians: readonly Estimate[]): string {
  const [median] = medians;
  const speed =
    median === undefined
      ? 'Not half of the customers were contacted yet.'
      : `Half were contacted within ${withInterval(median)}.`;
  return [speed, ...became.map((each) => becameSentence(each, arms))].join(' ');
}

function waitingChart(times: readonly Waiting[]): NonNullable<Draft['charts']> {
  if (times.every(({ curve }) => !isAnswered(curve))) return [];
  return [
    {
      name: 'waiting',
      title: 'Share of tickets that are through',
      table: 'waiting',
      spec: {
        mark: { type: 'line', point: true },
        encoding: {
          x: { field: 'hours', type: 'quantitative', title: 'Hours since opening' },
          y: { field: 'share', type: 'quantitative', title: 'Share', axis: { format: '%' } },
          color: { field: 'step', type: 'nominal', title: null },
        },
      },
      summary: 'Share of tickets that were contacted and closed by hours since opening.',
    },
  ];
}
