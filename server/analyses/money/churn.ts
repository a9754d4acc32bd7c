import { TrivetError } from '../../lib/errors.ts';
import { id, join, type Sql, sql } from '../../sql/sql.ts';
import { logRank } from '../../stats/survival/log-rank.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { Analysis } from '../contract/analysis.ts';
import { churnModel, type ModelPart } from './churn-model.ts';
import { churnPrediction, type PredictionPart } from './churn-prediction.ts';
import type { AnalysisContext, Rows } from '../contract/context.ts';
import { codingOf, covariateAlias, covariateColumns } from '../shared/covariates.ts';
import type { Diagnostic, Draft } from '../contract/finding.ts';
import {
  byDays,
  competingRow,
  customersRole,
  date,
  day,
  daysAfter,
  daysBetween,
  fewest,
  followUpOptions,
  observedUntil,
  presentAt,
  presentSinceStart,
  riskCounts,
  timesAssumption,
} from '../shared/leaving.ts';
import {
  atRiskTable,
  beyond,
  curveChart,
  curveTable,
  type Leaving,
  leavingOf,
  ofHundred,
  shareEstimate,
  slug,
} from '../shared/leaving-curves.ts';
import { type Refusal, refusal, refusalFor } from '../contract/refusal.ts';
import { count, pValue, withInterval } from '../words/words.ts';

/** Who leaves by when, and what goes with it. */
export const churn: Analysis = {
  name: 'churn',
  label: 'Churn and survival',
  group: 'money',
  question: 'How many customers leave, by when, and what goes with it?',
  version: 1,
  roles: [
    {
      ...customersRole,
      columns: [
        ...customersRole.columns,
        {
          name: 'by',
          label: 'Told apart by',
          description: 'groups whose curves are compared.',
          type: 'any',
          optional: true,
        },
        {
          name: 'covariates',
          label: 'Columns of the model',
          description: 'what was known of a customer at the landmark.',
          type: 'any',
          optional: true,
          many: true,
        },
        {
          name: 'known_at',
          label: 'Known since',
          description: 'when the columns of the model were known; later than the landmark they are refused.',
          type: 'time',
          optional: true,
        },
      ],
    },
  ],
  options: [
    {
      name: 'landmark',
      label: 'Landmark',
      description:
        'The day on which the clock starts. Without it the clock starts with each customer, and nothing can be compared.',
      type: 'date',
      default: null,
    },
    ...followUpOptions,
    {
      name: 'validate_at',
      label: 'Validate at',
      description: 'A later landmark, at least a horizon after the first, on whose customers the model is tested.',
      type: 'date',
      default: null,
    },
    {
      name: 'list_size',
      label: 'Size of the list',
      description: 'How many customers could be called; without it a tenth of them.',
      type: 'integer',
      min: 1,
      default: null,
    },
  ],
  refuses: [
    'epv-low',
    'beyond-last-event',
    'ph-violated',
    'separation',
    'immortal-time',
    'unvalidated-churn',
    'fan-out-refused',
    'k-anon',
  ],
  method: {
    formula: [
      'Curves are Aalen–Johansen’s cumulative incidence of leaving by own will, other ends competing (without those it is 1 −',
      'Kaplan–Meier), compared by the log-rank test. Hazard ratios are those of Cox’s model with Efron’s ties; where the score',
      'test of proportional hazards (as `cox.zph`, Kaplan–Meier time) rejects a column at 5 % after Holm, mean days without',
      'leaving up to the horizon are shown instead. With a second landmark a logistic model of leaving within the horizon is',
      'fitted at the first and tested at the second: AUC with DeLong’s interval, Brier score, calibration slope and intercept,',
      'and the lift at the size of a list.',
    ].join('\n'),
    sources: [
      'Kaplan & Meier 1958',
      'Aalen & Johansen 1978',
      'Cox 1972',
      'Efron 1977',
      'Grambsch & Therneau 1994',
      'DeLong et al. 1988',
    ],
    assumptions: [
      'Who came late or is still there would have left like those who were observed longer.',
      'The columns of the model were known at the landmark.',
    ],
    limits: [
      'Not what makes customers leave: what goes with leaving is associated with it.',
      'Nothing beyond the horizon: the tail is not seen.',
    ],
  },
  example: {
    analysis: 'churn',
    datasets: {
      customers: {
        dataset: 'customers',
        columns: { by: 'segment', covariates: ['segment', 'signup_channel', 'service_plan'] },
      },
    },
    options: { landmark: '2025-07-01', horizon: 180, validate_at: '2026-01-01', list_size: 500 },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const customers = context.role('customers');
  const horizon = context.options.number('horizon') ?? 180;
  const landmark = context.options.text('landmark');
  const columns = customers.columns('covariates');
  if (landmark === null && (columns.length > 0 || customers.has('by'))) {
    const group = (customers.has('by') ? customers.described('by') : columns[0])?.label ?? 'compared';
    return refused(refusal('immortal-time', { group }));
  }
  const until = await observedUntil(context);
  if (typeof until !== 'string') return refused(until);
  if (landmark !== null && landmark >= until) return refused(refusal('beyond-last-event', { t: until }));
  const late = landmark === null ? null : await knownLater(context, landmark);
  if (late !== null) return refused(late);
  const followed = { landmarks: landmark === null ? [] : [landmark], horizon, until };
  const reduced = await byDays(context, followed, (by) => curveStep(context, { landmark, horizon, until, by }));
  if ('code' in reduced) return refused(reduced);
  const parts = landmark === null ? [] : await models(context, { landmark, horizon, until });
  const found = { rows: reduced.rows, assumptions: timesAssumption(reduced), horizon, until, landmark, parts };
  return drafted(context, found);
}

interface Clock {
  readonly landmark: string | null;
  readonly horizon: number;
  readonly until: string;
}

function curveStep(
  context: AnalysisContext,
  { landmark, horizon, until, by }: Clock & { readonly by: Sql },
): { title: string; sql: Sql } {
  const customers = context.role('customers');
  const group = customers.has('by')
    ? sql`CAST(c.${customers.column('by')} AS VARCHAR) AS group_name`
    : sql`'all' AS group_name`;
  const relations =
    landmark === null
      ? presentSinceStart(context, { horizon, until })
      : presentAt(context, { landmarks: [landmark], horizon, until }, [group]);
  return {
    title: landmark === null ? 'Customers by days since they came' : 'Customers by days after the landmark',
    sql: sql`WITH ${relations}
SELECT ${landmark === null ? sql`'all'` : sql`coalesce(group_name, 'unknown')`} AS group_name, ${by} AS days,
  ${riskCounts}
FROM present
GROUP BY ALL
ORDER BY group_name, days`,
  };
}

interface Found extends Clock {
  readonly rows: Rows;
  readonly assumptions: readonly string[];
  readonly parts: readonly (ModelPart | PredictionPart)[];
}

function drafted(context: AnalysisContext, { rows, horizon, until, landmark, parts, assumptions }: Found): Draft {
  const overall = leavingOf('all', rows.list.map(competingRow), horizon); // prettier-ignore
  if (overall.n < fewest) return refused(refusal('too-few', { n: overall.n, needed: fewest }), overall.n);
  if (overall.left === 0) return refused(refusal('no-events', { n: overall.n }), overall.n);
  const names = [...new Set(rows.list.map((row) => row.text('group_name') ?? ''))];
  const groups = names.map((name) => leavingOf(name, rows.list.filter((row) => row.text('group_name') === name).map(competingRow), horizon)); // prettier-ignore
  const shown = groups.filter(({ n }) => n >= fewest);
  const hidden = groups.length - shown.length;
  const test = groups.length < 2 ? null : compared(context, shown);
  const estimate = shareEstimate('left', `Left within ${horizon} days`, overall);
  const rates =
    groups.length < 2
      ? []
      : shown.map((each) => shareEstimate(`left_${slug(each.group)}`, `Left, ${each.group}`, each));
  const words = parts.map((part) => part.words).filter((text) => text !== '');
  const refusals: readonly Refusal[] = [
    ...(estimate === null ? [beyond(overall, 'left')] : []),
    ...(hidden > 0 ? [refusal('k-anon', { k: fewest, cells: hidden }, { of: 'groups' })] : []),
    ...(test?.refusal === undefined ? [] : [test.refusal]),
    ...parts.flatMap((part) => part.refusals),
  ];
  const from = landmark === null ? 'after they came' : `after ${landmark}`;
  const first =
    estimate === null
      ? `Of ${count(overall.n)} customers ${count(overall.left)} left by own will; within ${horizon} days ${from} is not known.`
      : `${capital(ofHundred(estimate.value))} by own will within ${horizon} days ${from}: ${withInterval(estimate)}.`;
  return {
    verdict: [first, ...(test === null ? [] : [test.words]), ...words].join(' '),
    estimate,
    estimates: [
      ...rates.filter((each) => each !== null),
      ...parts.flatMap((part) => ('estimates' in part ? part.estimates : [])),
    ],
    n: overall.n,
    of: 'customers',
    design: parts.some((part) => part.tables.length > 0) ? 'adjusted' : groups.length > 1 ? 'comparison' : 'count',
    diagnostics: [observed(until, overall), ...(test?.diagnostic ?? []), ...parts.flatMap((part) => part.diagnostics)],
    refusals,
    assumptions,
    tables: [curveTable(shown), atRiskTable(shown, horizon), ...parts.flatMap((part) => part.tables)],
    charts: [curveChart(shown)],
  };
}

function compared(
  context: AnalysisContext,
  groups: readonly Leaving[],
): { words: string; refusal?: Refusal; diagnostic: readonly Diagnostic[] } {
  const test = logRank(
    groups.flatMap(({ group, rows }) =>
      rows.map(({ time, events, censored }) => ({
        group,
        time,
        events: events[0] ?? 0,
        censored: censored + (events[1] ?? 0),
      })),
    ),
  );
  if (!isAnswered(test)) return { words: '', refusal: refusalFor(test, { of: 'log_rank' }), diagnostic: [] };
  const by = context.role('customers').described('by');
  context.compared({ outcome: 'churn', by: by.name, test: 'log-rank', p: test.pValue, direction: 'none' });
  const words =
    test.pValue < 0.05
      ? `Curves differ by ${by.label} (${pValue(test.pValue)}).`
      : `Curves by ${by.label} differ no more than chance would make them (${pValue(test.pValue)}).`;
  const message = `Log-rank χ² ${test.chiSquared.toFixed(2)} on ${test.degreesOfFreedom} degrees of freedom.`;
  return {
    words,
    diagnostic: [{ name: 'log_rank', label: 'Curves of the groups', value: test.pValue, passed: null, message }],
  };
}

/** Cox’s model at the landmark, and the test on a later one; nothing without columns. */
async function models(
  context: AnalysisContext,
  { landmark, horizon, until }: Clock & { readonly landmark: string },
): Promise<readonly (ModelPart | PredictionPart)[]> {
  const columns = context.role('customers').columns('covariates');
  if (columns.length === 0) return [];
  const values = await covariateColumns(context, columns, context.role('customers').source);
  const rowsAt = (at: string): Promise<Rows> => covariateRows(context, { landmark: at, horizon, until }, values);
  const rows = await rowsAt(landmark);
  if (rows.withheld > 0)
    return [only(refusal('k-anon', { k: 'the agreed number of', cells: rows.withheld }, { of: 'hazard_ratios' }))];
  const coding = codingOf(columns, rows, (row) => row.number('leaving') + row.number('other') + row.number('staying'));
  if ('code' in coding) return [only(coding)];
  const missing = rows.list
    .filter((row) => coding.numbers(row) === null)
    .reduce((sum, row) => sum + row.number('leaving') + row.number('other') + row.number('staying'), 0);
  const model = await churnModel(context, coding, rows, horizon);
  const left: readonly Diagnostic[] =
    missing === 0
      ? []
      : [
          {
            name: 'missing',
            label: 'Left out of the model',
            value: missing,
            passed: null,
            message: `${count(missing)} customers lack a value of a column.`,
          },
        ];
  const parts = [{ ...model, diagnostics: [...model.diagnostics, ...left] }];
  const later = context.options.text('validate_at');
  if (later === null) return parts;
  if (daysBetween(landmark, later) < horizon)
    throw new TrivetError(
      'invalid-option',
      `${later} lies less than ${horizon} days after ${landmark}: the model would be tested on what it was fitted on.`,
      {
        hint: 'Take a later day, or a shorter horizon.',
      },
    );
  if (daysAfter(later, horizon) > until)
    return [...parts, only(refusal('unvalidated-churn', {}, { of: 'prediction' }))];
  return [...parts, await churnPrediction(context, coding, { first: rows, second: await rowsAt(later) })];
}

async function covariateRows(
  context: AnalysisContext,
  { landmark, horizon, until }: Clock & { readonly landmark: string },
  values: readonly Sql[],
): Promise<Rows> {
  const names = values.map((_, at) => id(covariateAlias(at)));
  const extra = values.map((value, at) => sql`${value} AS ${id(covariateAlias(at))}`);
  return context.rows({
    title: `Customers at ${landmark} by the columns of the model and days`,
    sql: sql`WITH ${presentAt(context, { landmarks: [landmark], horizon, until }, extra)}
SELECT ${join(names)}, days,
  ${riskCounts}
FROM present
GROUP BY ALL
ORDER BY ${join(names)}, days`,
    persons: 'persons',
  });
}

async function knownLater(context: AnalysisContext, landmark: string): Promise<Refusal | null> {
  const customers = context.role('customers');
  if (!customers.has('known_at')) return null;
  const known = day(customers.column('known_at'));
  const rows = await context.rows({
    title: 'Columns known only after the landmark',
    sql: sql`SELECT CAST(count(*) FILTER (WHERE ${known} > ${date(landmark)}) AS DOUBLE) AS late, CAST(count(*) AS DOUBLE) AS persons
FROM ${customers.source}`,
    persons: 'persons',
  });
  const late = rows.list[0]?.number('late') ?? 0;
  if (late === 0) return null;
  const group = `with a later ${customers.described('known_at').label}`;
  return refusal('immortal-time', { group, customers: late }, { hint: 'Bind what was known at the landmark.' });
}

function observed(until: string, { left, other }: Leaving): Diagnostic {
  const message = `Customers are followed until ${until}: ${count(left)} left by own will, ${count(other)} otherwise.`;
  return { name: 'observed_until', label: 'Observed until', value: until, passed: null, message };
}

function only(why: Refusal): ModelPart {
  return { tables: [], diagnostics: [], refusals: [why], words: '' };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function refused(why: Refusal, n = 0): Draft {
  return { verdict: why.message, estimate: null, n, of: 'customers', design: 'count', refusals: [why] };
}
