import type { NetValue } from '../../../stats/money/net-value.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import { differenceInDifferences } from '../../../stats/effects/difference-in-differences.ts';
import type { Estimate, FindingChart, FindingTable } from '../../contract/finding.ts';
import { listed, withInterval } from '../../words/words.ts';
import { effectName, type Measured } from './measured.ts';
import type { Net } from './net.ts';
import { armByPeriod, type Observed } from './outcomes.ts';

/** The effect on an outcome as a number with its interval. */
export function effectEstimate({ outcome, effect, hasInterval, n }: Measured): Estimate | null {
  if (effect === null || !(n > 0)) return null;
  return {
    name: effectName(outcome),
    label: `Effect on ${outcome.label}`,
    value: effect.estimate,
    unit: outcome.unit,
    format: outcome.format,
    interval: hasInterval ? { low: effect.low, high: effect.high, level: 0.95, method: effect.method } : null,
    p: effect.pValue,
    n,
    of: outcome.of,
  };
}

/** One sentence an outcome; causal only where the design has earned it. */
function sentenceOf({ outcome, effect }: Measured, estimate: Estimate, isCausal: boolean): string {
  const { label } = outcome;
  const per = outcome.format !== 'currency' ? '' : outcome.totals ? ' a unit and period' : ` a row of ${outcome.of}`;
  if ((effect?.pValue ?? 1) >= 0.05)
    return `${label} did not differ by more than chance would explain (${withInterval(estimate)}${per})`;
  const size = withInterval(estimate.value < 0 ? turned(estimate) : estimate);
  if (isCausal) return `the change ${estimate.value < 0 ? 'lowered' : 'raised'} ${label} by ${size}${per}`;
  return `${label} was ${estimate.value < 0 ? 'lower' : 'higher'} by ${size}${per} than the comparison would have it`;
}

function turned(estimate: Estimate): Estimate {
  const { interval, value } = estimate;
  return {
    ...estimate,
    value: -value,
    interval: interval === null ? null : { ...interval, low: -interval.high, high: -interval.low },
  };
}

/** The verdict on all outcomes, and what they are worth together. */
export function verdictOf(measured: readonly Measured[], net: readonly Estimate[], isCausal: boolean): string {
  const sentences = measured.flatMap((each) => {
    const estimate = effectEstimate(each);
    return estimate === null ? [] : [sentenceOf(each, estimate, isCausal)];
  });
  const [worth] = net;
  const text = listed(sentences);
  const first = `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  return worth === undefined ? first : `${first} Net of its cost: ${withInterval(worth)} a month.`;
}

/** Net value and what belongs to it, as numbers with n. */
export function netEstimates(net: Net, unit: string | null, hasCost: boolean): readonly Estimate[] {
  const method = `joint bootstrap of units, middle 95 % of ${net.net.replicates} replicates`;
  const figure = (name: string, label: string, value: number, range: Range | null = null): Estimate => ({
    name,
    label,
    value,
    unit,
    format: 'currency',
    interval: range === null ? null : { low: range.low, high: range.high, level: 0.95, method },
    p: null,
    n: net.units,
    of: 'treated units',
  });
  const { estimate, low, high, pays } = net.net;
  const perUnit = { low: low / net.units, high: high / net.units };
  const months = figure('payback', 'Payback', net.payback ?? 0, net.paybackInterval);
  return [
    figure('net_value', 'Net value a month', estimate, net.net),
    figure('net_per_unit', 'Net value a month and treated unit', estimate / net.units, perUnit),
    figure('gain', 'Gain a month before the cost of the change', net.gain.estimate, net.gain),
    { ...figure('pays', 'Probability that it pays', pays), unit: null, format: 'percent' },
    ...(net.presentValue === null ? [] : [figure('present_value', 'Present value over the horizon', net.presentValue)]),
    ...(net.payback === null || !hasCost ? [] : [{ ...months, unit: 'months', format: 'number' }]),
  ];
}

type Range = Pick<NetValue, 'low' | 'high'>;

/** Means of both arms before and after, with the effect. */
export function effectsTable(measured: readonly Measured[], observed: readonly Observed[]): FindingTable {
  const rows = measured.flatMap((each, i) => {
    const [cells, estimate] = [observed[i]?.sides ?? [], effectEstimate(each)];
    const means = differenceInDifferences(cells);
    const four = isAnswered(means)
      ? [means.treatedBefore.mean, means.treatedAfter.mean, means.controlBefore.mean, means.controlAfter.mean]
      : [null, null, null, null];
    return [
      [
        each.outcome.label,
        ...four,
        estimate?.value ?? null,
        estimate?.interval?.low ?? null,
        estimate?.interval?.high ?? null,
        estimate?.p ?? null,
        each.n,
      ],
    ];
  });
  const real = (name: string, label: string) => ({ name, label, type: 'real' as const });
  return {
    name: 'effects',
    title: 'The same comparison for every outcome',
    columns: [
      { name: 'outcome', label: 'Outcome', type: 'string' },
      real('treated_before', 'Treated before'),
      real('treated_after', 'Treated after'),
      real('control_before', 'Comparison before'),
      real('control_after', 'Comparison after'),
      real('effect', 'Effect'),
      real('low', 'Low'),
      real('high', 'High'),
      real('p', 'p'),
      { name: 'n', label: 'n', type: 'integer' },
    ],
    rows,
  };
}

/** Means of both arms by period: the picture of whether they moved alike. */
export function periodsTable(observed: readonly Observed[]): FindingTable {
  const rows = observed.flatMap((each) =>
    [true, false].flatMap((treated) =>
      [...armByPeriod(each, treated)]
        .filter(([, { n }]) => n >= (each.outcome.totals ? 1 : 10))
        .map(([period, { n, sum }]) => [each.outcome.label, period, treated ? 'treated' : 'comparison', sum / n, n]),
    ),
  );
  return {
    name: 'periods',
    title: 'Both arms by period, counted from the change',
    columns: [
      { name: 'outcome', label: 'Outcome', type: 'string' },
      { name: 'period', label: 'Period', type: 'integer' },
      { name: 'arm', label: 'Arm', type: 'string' },
      { name: 'mean', label: 'Mean', type: 'real' },
      { name: 'n', label: 'n', type: 'integer' },
    ],
    rows,
  };
}

/** Lines of both arms, a row of charts an outcome, with a rule at the change. */
export const periodsChart: FindingChart = {
  name: 'periods',
  title: 'Treated and comparison around the change',
  table: 'periods',
  spec: {
    mark: { type: 'line', point: true },
    encoding: {
      x: { field: 'period', type: 'quantitative', title: 'Periods since the change' },
      y: { field: 'mean', type: 'quantitative', title: 'Mean', scale: { zero: false } },
      color: { field: 'arm', type: 'nominal', title: 'Arm' },
      row: { field: 'outcome', type: 'nominal', title: null },
    },
    resolve: { scale: { y: 'independent' } },
  },
  summary: 'Means of treated and comparison units by period before and after the change, one panel an outcome.',
};

/** What an outcome's effect was compared with, for the register of comparisons. */
export function comparedWith(measured: Measured, test: string) {
  const { outcome, effect } = measured;
  const direction =
    effect === null || effect.estimate === 0
      ? ('none' as const)
      : effect.estimate > 0
        ? ('up' as const)
        : ('down' as const);
  return { outcome: outcome.key, by: 'change', test, p: effect?.pValue ?? null, direction };
}
