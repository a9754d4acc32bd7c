import { TrivetError } from '../../lib/errors.ts';
import { percentileInterval } from '../../stats/drivers/percentile-interval.ts';
import type { Estimate as Ranged } from '../../stats/intervals/difference.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Draft, Estimate, FindingChart, FindingTable } from '../contract/finding.ts';
import {
  armsRole,
  changeOption,
  changesRole,
  costsRole,
  customersRole,
  horizonOption,
  measureOption,
  periodOption,
  startOption,
} from './linkage/roles.ts';
import { bookingsRole, readBookings, yearOf } from './quality/bookings.ts';
import { changeOf, expectedSaving, measuredSaving, type Saving } from './quality/saving.ts';
import { worthOf } from './quality/worth.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import { money, number, percent } from '../words/words.ts';

const failures = ['internal_failure', 'external_failure'] as const;

/** What a solution costs beside what the problem costs, and the probability that it pays. */
export const solutionCost: Analysis = {
  name: 'solution-cost',
  label: 'Solution against problem cost',
  group: 'money',
  question: 'Does the solution cost less than the problem?',
  version: 1,
  roles: [bookingsRole, changesRole, armsRole, costsRole, customersRole],
  options: [
    changeOption,
    startOption,
    {
      name: 'solution',
      label: 'Cost of the solution',
      description: 'What it costs once: one figure, or the lowest and the highest.',
      type: 'numbers',
      default: null,
    },
    {
      name: 'removes',
      label: 'Removes',
      description:
        'Where its effect is not measured: the lowest and the highest share of the problem that it is expected to remove.',
      type: 'numbers',
      default: null,
    },
    horizonOption,
    measureOption,
    periodOption,
  ],
  refuses: ['point-without-range', 'few-clusters', 'no-control', 'pretrend-failed'],
  method: {
    formula: [
      'Problem: booked internal and external failure of a year, 12 times the mean of whole months with Student’s interval. Saving: where units with and',
      'without the change are bound, the difference in differences of their cost times rows a month, in 2,000 resamples of units; else a share of the',
      'problem between two, with months drawn again. Net is saving · months − cost of the solution, in each draw; the probability that it pays is the',
      'share of draws above 0. Payback is cost / saving a month. Break-even is the share of the problem that has to go.',
    ].join('\n'),
    sources: ['Efron and Tibshirani 1993 (bootstrap)', 'Feigenbaum 1956, Total quality control'],
    assumptions: [
      'The saving goes on as it is for all the months.',
      'What the solution costs to run is part of its cost.',
    ],
    limits: [
      'A probability that it pays is no promise.',
      'An expected share is somebody’s opinion: only a measured saving is evidence.',
    ],
  },
  example: {
    analysis: 'solution-cost',
    datasets: { costs: { dataset: 'tickets', columns: { amount: 'cost' } } },
    options: { change: 'CH01' },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const bookings = await readBookings(context);
  const problem = yearOf(bookings, failures);
  if (bookings.n === 0) return refused(refusal('empty-group', { which: ': no booking has a class of quality cost' }));
  if (problem === null) return refused(refusal('point-without-range'));
  const change = await changeOf(context);
  const solution = solutionOf(context, change?.cost ?? null);
  const measured =
    change === null || context.options.has('removes')
      ? null
      : await measuredSaving(context, { ...change, cost: solution.value });
  const saving = measured ?? expectedSaving(context, bookings, failures);
  if (saving !== null && 'code' in saving) return refused({ ...saving, of: null });
  const horizon = context.options.number('horizon') ?? 12;
  const { unit, n } = bookings;
  const worth = saving === null ? null : worthOf({ saving, solution, horizon, unit, seed: context.seed + 1 });
  const base = [
    fixed('solution_cost', 'Cost of the solution', solution, { unit, n: 1, of: 'solution', method: 'as given' }),
    fixed('problem_cost', 'Cost of the problem a year', problem, {
      unit,
      n,
      of: 'bookings',
      method: `Student’s t over ${bookings.months.length} months`,
    }),
    ...breakEvenOf({ problem, solution, horizon, n }),
  ];
  const [main = null, ...others] = [...(worth?.estimates ?? []), ...base];
  if (worth !== null && saving !== null)
    context.compared({
      outcome: 'cost',
      by: 'change',
      test: 'net value',
      p: null,
      direction: worth.pays > 0.5 ? 'up' : 'down',
    });
  return {
    verdict: verdictOf({ solution, problem, unit, horizon }, worth?.pays ?? null, saving),
    estimate: main,
    estimates: others,
    n,
    of: 'bookings',
    design: saving?.isMeasured === true ? 'quasi-experiment' : 'count',
    diagnostics: saving?.diagnostics ?? [],
    refusals: [],
    assumptions: saving?.isMeasured === false ? ['How much of the problem goes is expected, not measured.'] : [],
    tables: [againstTable({ solution, problem, unit, horizon }, saving)],
    charts: [againstChart],
  };
}

function refused(why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n: 0, of: 'bookings', design: 'count', refusals: [why] };
}

/** One figure is exact, two are a range; else what the change is said to have cost. */
function solutionOf(context: AnalysisContext, known: number | null): Ranged {
  const given = [...context.options.numbers('solution')].sort((a, b) => a - b);
  const [low = known, high = low] = given;
  if (low === null || high === null || given.length > 2)
    throw new TrivetError('missing-option', 'What does the solution cost? The option solution says it.', {
      hint: 'Add options: { solution: [ … ] }: one figure, or the lowest and the highest.',
    });
  return { value: (low + high) / 2, low, high };
}

/** The share of the problem that has to go for the solution to pay within the months. */
function breakEvenOf({
  problem,
  solution,
  horizon,
  n,
}: {
  readonly problem: Ranged;
  readonly solution: Ranged;
  readonly horizon: number;
  readonly n: number;
}): readonly Estimate[] {
  if (!(problem.low > 0)) return [];
  const years = horizon / 12;
  const share = (cost: number, of: number): number => cost / (of * years);
  return [
    {
      name: 'break_even',
      label: 'Share of the problem that has to go',
      value: share(solution.value, problem.value),
      unit: null,
      format: 'percent',
      interval: {
        low: share(solution.low, problem.high),
        high: share(solution.high, problem.low),
        level: 0.95,
        method: 'from the bounds of both',
      },
      p: null,
      n,
      of: 'bookings',
    },
  ];
}

function fixed(
  name: string,
  label: string,
  { value, low, high }: Ranged,
  {
    unit,
    n,
    of,
    method,
  }: { readonly unit: string | null; readonly n: number; readonly of: string; readonly method: string },
): Estimate {
  return {
    name,
    label,
    value,
    unit,
    format: 'currency',
    interval: low === high ? null : { low, high, level: 0.95, method },
    p: null,
    n,
    of,
  };
}

interface Against {
  readonly solution: Ranged;
  readonly problem: Ranged;
  readonly unit: string | null;
  readonly horizon: number;
}

function span({ low, high }: Pick<Ranged, 'low' | 'high'>, unit: string | null): string {
  return low === high ? money(low, unit) : `${money(low, null)} to ${money(high, unit)}`;
}

function verdictOf({ solution, problem, unit, horizon }: Against, pays: number | null, saving: Saving | null): string {
  const first = `The solution costs ${span(solution, unit)}; the problem costs ${span(problem, unit)} a year.`;
  if (saving === null || pays === null)
    return `${first} How much of the problem goes is not known, so whether it pays is not either.`;
  const { low, high } = percentileInterval(saving.draws);
  const isSound = saving.diagnostics.every(({ passed }) => passed !== false);
  const how = !saving.isMeasured
    ? 'It is expected to save'
    : isSound
      ? 'It saved'
      : 'Costs were lower than those compared by';
  return `${first} ${how} ${span({ low: 12 * low, high: 12 * high }, unit)} a year, and pays within ${number(horizon)} months with a probability of ${percent(pays, 0)}.`;
}

function againstTable({ solution, problem, unit, horizon }: Against, saving: Saving | null): FindingTable {
  const saved = saving === null ? null : percentileInterval(saving.draws);
  const row = (name: string, { value, low, high }: Ranged) => [name, value, low, high];
  return {
    name: 'against',
    title: `Over ${horizon} months`,
    columns: [
      { name: 'what', label: 'What', type: 'string' },
      { name: 'value', label: 'Value', type: 'real', format: 'currency', unit },
      { name: 'low', label: 'Low', type: 'real', format: 'currency', unit },
      { name: 'high', label: 'High', type: 'real', format: 'currency', unit },
    ],
    rows: [
      row('Solution', solution),
      row('Problem', {
        value: (problem.value * horizon) / 12,
        low: (problem.low * horizon) / 12,
        high: (problem.high * horizon) / 12,
      }),
      ...(saved === null || saving === null
        ? []
        : [row('Saving', { value: saving.estimate * horizon, low: saved.low * horizon, high: saved.high * horizon })]),
    ],
  };
}

const againstChart: FindingChart = {
  name: 'against',
  title: 'Solution, problem and saving',
  table: 'against',
  spec: {
    encoding: { y: { field: 'what', type: 'nominal', sort: null, title: null } },
    layer: [
      { mark: 'rule', encoding: { x: { field: 'low', type: 'quantitative', title: 'Money' }, x2: { field: 'high' } } },
      { mark: { type: 'point', filled: true }, encoding: { x: { field: 'value', type: 'quantitative' } } },
    ],
  },
  summary: 'What the solution costs, what the problem costs and what is saved, each with its range.',
};
