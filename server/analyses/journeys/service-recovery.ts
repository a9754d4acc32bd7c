import { wilson } from '../../stats/intervals/wilson.ts';
import { meanInterval } from '../../stats/intervals/mean-interval.ts';
import { together } from '../../stats/effects/cell-sums.ts';
import { matchedEffect } from '../../stats/effects/matching.ts';
import { independentDifference } from '../../stats/intervals/difference.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { Value } from '../../lib/table.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Draft, Estimate, FindingChart, FindingTable } from '../contract/finding.ts';
import { customersRole, followUpOptions } from '../shared/leaving.ts';
import {
  type Afterwards,
  afterwards,
  afterwardsTable,
  type Became,
  becameSentence,
} from '../money/loops/afterwards.ts';
import { type CaseCell, covariateColumn, strataOf } from '../money/loops/cases.ts';
import { differenceEstimate, fewestCases } from '../money/loops/compare-cases.ts';
import { effortCases, unfailedCases } from '../money/loops/failure-cases.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import { withInterval } from '../words/words.ts';

const arms = ['customers with an effort', 'customers without one'] as const;
const unfailed = ['customers with a repaired failure', 'customers without a failure'] as const;

/** Whether an effort after a failure goes with customers who stay and are happier, by how bad the failure was. */
export const serviceRecovery: Analysis = {
  name: 'service-recovery',
  label: 'Service recovery',
  group: 'money',
  question: 'Is the effort after a failure noticed?',
  version: 1,
  roles: [
    {
      name: 'failures',
      label: 'Failures',
      description: 'One row a failure: when, how bad, and whether an effort was made to make up for it.',
      kinds: ['operational'],
      dataset: 'recoveries',
      columns: [
        {
          name: 'failure',
          label: 'Failure',
          description: 'its key.',
          type: 'any',
          names: ['failure_id', 'ticket_id'],
          optional: true,
        },
        {
          name: 'person',
          label: 'Customer',
          description: 'whom it hit.',
          type: 'any',
          is: 'person',
          names: ['customer_id'],
        },
        {
          name: 'time',
          label: 'Time',
          description: 'when it happened.',
          type: 'time',
          is: 'time',
          names: ['failed_at'],
        },
        { name: 'severity', label: 'Severity', description: 'how bad it was, in few values.', type: 'any' },
        { name: 'effort', label: 'Effort', description: 'whether an effort was made.', type: 'boolean' },
        {
          name: 'effort_time',
          label: 'Time of the effort',
          description: 'when it was made.',
          type: 'time',
          names: ['effort_at'],
          optional: true,
        },
      ],
    },
    { ...customersRole, columns: [...customersRole.columns, covariateColumn] },
    {
      name: 'answers',
      label: 'Answers',
      description: 'One row an answer from 0 to 10, to see how customers feel afterwards.',
      kinds: ['survey'],
      dataset: 'responses',
      optional: true,
      columns: [
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
    },
  ],
  options: [
    {
      name: 'window',
      label: 'Days to act',
      description: 'An effort counts within so many days; the clock for what comes after starts then.',
      type: 'integer',
      min: 0,
      max: 365,
      default: 1,
    },
    ...followUpOptions,
  ],
  refuses: ['selection', 'recovery-paradox', 'no-control', 'fan-out-refused'],
  method: {
    formula: [
      'Each customer counts once, with the first failure. Four cells: no failure, failure with effort, failure without, each failure by severity:',
      'share still a customer after the horizon with Wilson’s interval, and NPS of the next answer. Failures with and without effort are compared',
      'within severity and covariates, differences averaged by those with an effort; the plain difference stands beside it. Effort × severity is the',
      'difference of the matched differences. The recovery paradox is claimed only if repaired failures do better than no failure at all with an',
      'interval above 0; customers without a failure start their clock in the middle of a quarter that their key fixes.',
    ].join('\n'),
    sources: [
      'McCollough and Bharadwaj 1992 (service recovery paradox)',
      'Iacus, King and Porro 2012 (coarsened exact matching)',
      'Wilson 1927',
    ],
    assumptions: [
      'Within the same severity and covariates it was chance who got an effort.',
      'Ends by other than own will count as staying.',
    ],
    limits: [
      'Not that effort keeps customers: who got it was chosen by somebody.',
      'Not a reason to let failures happen.',
    ],
  },
  example: {
    analysis: 'service-recovery',
    datasets: { customers: { dataset: 'customers', columns: { covariate: ['segment'] } } },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const after = await afterwards(context, { cases: effortCases(context), by: 'effort', arms });
  if ('code' in after) return refused(after);
  const none = await afterwards(context, { cases: unfailedCases(context), by: 'failure made good', arms: unfailed });
  const [first] = after.became;
  if (first === undefined) return refused(refusal('no-control'));
  const n = first.comparison.treated.n + first.comparison.control.n;
  const estimates = [
    ...after.became.map(({ estimate }) => estimate),
    ...after.became.map(plainEstimate),
    ...bySeverity(first),
  ];
  const [main = null, ...others] = estimates;
  const paradox = paradoxOf(none);
  return {
    verdict: [
      ...after.became.map((each) => becameSentence(each, arms)),
      ...(paradox.sentence === null ? [] : [paradox.sentence]),
    ].join(' '),
    estimate: main,
    estimates: [...others, ...paradox.estimates],
    n,
    of: 'customers',
    design: 'adjusted',
    diagnostics: after.diagnostics,
    refusals: [refusal('selection'), ...paradox.refusals, ...after.refusals],
    tables: [cellsTable(after.became, 'code' in none ? [] : none.became), afterwardsTable(after.became, arms)],
    charts: [cellsChart],
  };
}

function refused(why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n: 0, of: 'customers', design: 'count', refusals: [why] };
}

function plainEstimate({ name, outcome, format, comparison: { naive, treated, control } }: Became): Estimate {
  const label = `${outcome}: plain difference, easy and hard failures mixed`;
  return differenceEstimate(naive, treated.n + control.n, { name: `plain_${name}`, label, format });
}

/** The matched difference within each severity, and how much more it is in one than in the other where there are two. */
function bySeverity({ cells, name, format, outcome }: Became): readonly Estimate[] {
  const parts = [...new Set(cells.map(({ part }) => part))].sort();
  const found = parts.flatMap((part) => {
    const own = cells.filter((cell) => cell.part === part);
    const result = matchedEffect(strataOf(own, (cell) => cell.outcome));
    if (!isAnswered(result)) return [];
    const { treated, control } = result.matched;
    if (Math.min(treated, control) < fewestCases) return [];
    const label = `${outcome}: effort after a ${part} failure`;
    const slug = part.toLowerCase().replace(/[^a-z0-9]+/g, '_');
    return [differenceEstimate(result.effect, treated + control, { name: `${name}_${slug}`, label, format })];
  });
  const [one, other] = found;
  if (found.length !== 2 || one === undefined || other === undefined) return found;
  const ranged = ({ value, interval }: Estimate) => ({
    value,
    low: interval?.low ?? value,
    high: interval?.high ?? value,
  });
  const interval = independentDifference(ranged(one), ranged(other));
  return [
    ...found,
    {
      ...one,
      name: 'effort_by_severity',
      label: `${outcome}: effort after a ${parts[0]} less after a ${parts[1]} failure`,
      value: one.value - other.value,
      interval: { ...interval, level: 0.95, method: 'from both intervals (Zou and Donner 2008)' },
      p: null,
      n: one.n + other.n,
    },
  ];
}

/** The claim that a repaired failure is better than none; refused unless the happier are shown to be the failed. */
function paradoxOf(none: Afterwards | Refusal): {
  readonly sentence: string | null;
  readonly estimates: readonly Estimate[];
  readonly refusals: readonly Refusal[];
} {
  if ('code' in none)
    return { sentence: null, estimates: [], refusals: [refusal('recovery-paradox', {}, { of: 'paradox' })] };
  const estimates = none.became.map(({ estimate }) => ({ ...estimate, name: `paradox_${estimate.name}` }));
  const judged = none.became.find(({ format }) => format === 'points') ?? none.became[0];
  const isShown = judged !== undefined && judged.comparison.matched.effect.low > 0;
  return {
    sentence: isShown
      ? `Customers with a repaired failure did better than comparable ones without a failure: ${withInterval(judged.estimate)}.`
      : null,
    estimates,
    refusals: isShown ? [] : [refusal('recovery-paradox', {}, { of: 'paradox' })],
  };
}

/** No failure, failure with effort and failure without, by severity. */
function cellsTable(became: readonly Became[], none: readonly Became[]): FindingTable {
  const rows = (['percent', 'points'] as const).flatMap((format) => {
    const failed = became.find((each) => each.format === format);
    const unhurt = none.find((each) => each.format === format);
    const total = together((failed?.cells ?? []).map(({ outcome }) => outcome)).n;
    const parts = [...new Set((failed?.cells ?? []).map(({ part }) => part))].sort();
    const groups: (readonly [string, string, readonly CaseCell[]])[] = [
      ...(unhurt === undefined ? [] : [['no failure', '–', unhurt.cells.filter(({ treated }) => !treated)] as const]),
      ...parts.flatMap((part) =>
        [true, false].map(
          (effort) =>
            [
              effort ? 'effort' : 'no effort',
              part,
              (failed?.cells ?? []).filter((cell) => cell.part === part && cell.treated === effort),
            ] as const,
        ),
      ),
    ];
    return groups.flatMap(([group, severity, cells]) => rowOf({ group, severity, cells, total, format }));
  });
  return {
    name: 'cells',
    title: 'What became of customers, by failure and effort',
    columns: [
      { name: 'outcome', label: 'Outcome', type: 'string' },
      { name: 'group', label: 'Group', type: 'string' },
      { name: 'severity', label: 'Severity', type: 'string' },
      { name: 'value', label: 'Value', type: 'real' },
      { name: 'low', label: 'Low', type: 'real' },
      { name: 'high', label: 'High', type: 'real' },
      { name: 'n', label: 'Customers', type: 'integer' },
      { name: 'share', label: 'Share of failures', type: 'real', format: 'percent' },
    ],
    rows,
  };
}

interface CellGroup {
  readonly group: string;
  readonly severity: string;
  readonly cells: readonly CaseCell[];
  readonly total: number;
  readonly format: 'percent' | 'points';
}

function rowOf({ group, severity, cells, total, format }: CellGroup): readonly (readonly Value[])[] {
  const sums = together(cells.map(({ outcome }) => outcome));
  if (sums.n < fewestCases) return [];
  const interval = format === 'percent' ? wilson(sums.sum, sums.n) : meanInterval(sums);
  const share = group === 'no failure' ? null : sums.n / total;
  const outcome = format === 'percent' ? 'still a customer' : 'NPS afterwards';
  return [[outcome, group, severity, sums.sum / sums.n, interval?.low ?? null, interval?.high ?? null, sums.n, share]];
}

const cellsChart: FindingChart = {
  name: 'cells',
  title: 'What became of customers, by failure and effort',
  table: 'cells',
  spec: {
    facet: { row: { field: 'outcome', type: 'nominal', title: null } },
    resolve: { scale: { x: 'independent' } },
    spec: {
      encoding: {
        y: { field: 'group', type: 'nominal', title: null },
        color: { field: 'severity', type: 'nominal', title: 'Severity' },
        yOffset: { field: 'severity' },
      },
      layer: [
        {
          mark: 'rule',
          encoding: {
            x: { field: 'low', type: 'quantitative', title: null, scale: { zero: false } },
            x2: { field: 'high' },
          },
        },
        { mark: { type: 'point', filled: true }, encoding: { x: { field: 'value', type: 'quantitative' } } },
      ],
    },
  },
  summary:
    'Share still a customer and NPS afterwards for no failure, failure with effort and failure without, by severity.',
};
