/** a study of drivers → verdict, estimates, table, chart and what they may not be read as */
import { normalTwoSided } from '../../stats/tails.ts';
import type { Interval } from '../../stats/intervals/interval.ts';
import type { Comparison } from '../ledger.ts';
import type { Driver, DriverData } from './driver-data.ts';
import type { DriverStudy } from './driver-study.ts';
import type { Profile } from './driver-sums.ts';
import type { Diagnostic, Draft, Estimate, EstimateInterval, FindingChart, FindingTable } from '../finding.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { count, listed, percent, withInterval } from '../words.ts';

export interface Studied {
  readonly outcome: string;
  readonly data: DriverData;
  readonly profile: Profile;
  readonly study: DriverStudy;
  /** The driver whose effect was asked for. */
  readonly effectOf: string | null;
}

const methods = {
  lmg: 'R² averaged over all orders of entry (LMG)',
  'relative weights': 'Johnson’s relative weights',
} as const;

/** The draft of a study with intervals. */
export function driverDraft(studied: Studied): Draft {
  const { data, profile, study } = studied;
  const explained = rSquaredEstimate(studied);
  return {
    verdict: `${explainedSentence(studied, explained)} ${orderSentence(study, names(data, study))}`,
    estimate: explained,
    estimates: [...importanceEstimates(studied), ...weightEstimates(studied)],
    n: profile.complete,
    of: 'answers',
    design: 'adjusted',
    diagnostics: diagnosticsOf(studied),
    refusals: refusalsOf(studied),
    assumptions: [
      `Intervals: percentile bootstrap by person, ${count(study.intervals.draws)} draws of ${count(profile.persons)} persons.`,
    ],
    tables: [driverTable(studied)],
    charts: [importanceChart(studied.outcome)],
  };
}

/** One comparison a driver: its weight against nothing, by the deviation of the bootstrap. */
export function driverComparisons({ outcome, data, study }: Studied): Omit<Comparison, 'datasets' | 'where'>[] {
  return data.drivers.map(({ label }, j) => ({
    outcome,
    by: label,
    test: 'weight in a linear regression, bootstrap by person',
    p: pOf(study, j),
    direction: (study.fit.beta[j] ?? 0) > 0 ? 'up' : 'down',
  }));
}

function pOf({ fit, intervals }: DriverStudy, j: number): number {
  const { low = 0, high = 0 } = intervals.beta[j] ?? {};
  return high > low ? normalTwoSided(((fit.beta[j] ?? 0) * 2 * 1.959963985) / (high - low)) : 1;
}

function names({ drivers }: DriverData, { parts }: DriverStudy): string[] {
  return parts.map((part) => part.map((j) => drivers[j]?.label ?? '').join(' + '));
}

function rSquaredEstimate({ profile, study }: Studied): Estimate {
  return {
    name: 'r_squared',
    label: 'Differences explained (R²)',
    value: study.fit.rSquared,
    unit: null,
    format: 'percent',
    interval: bootstrapped(study, study.intervals.rSquared),
    p: profile.persons === profile.complete ? study.fit.f.p : null,
    n: profile.complete,
    of: 'answers',
  };
}

function explainedSentence({ outcome, data, profile }: Studied, explained: Estimate): string {
  const many = data.drivers.length === 1 ? 'One driver goes' : `${data.drivers.length} drivers together go`;
  const people = profile.persons < profile.complete ? ` of ${count(profile.persons)} persons` : '';
  const little = explained.value < littleExplained ? ' That is little: shares of it are shares of almost nothing.' : '';
  return `${many} with ${withInterval(explained)} of the differences in ${outcome} (${count(profile.complete)} answers${people}).${little}`;
}

const littleExplained = 0.05;

function orderSentence({ bands, parts, importance, fit }: DriverStudy, labels: readonly string[]): string {
  if (parts.length === 1) return 'With one driver there is no order.';
  const [first = []] = bands;
  if (bands.length === 1) return 'Their intervals overlap: no order can be claimed.';
  const label = (at: number): string => labels[at] ?? '';
  const share = first.reduce((sum, at) => sum + (importance[at] ?? 0), 0) / fit.rSquared;
  const top =
    first.length === 1
      ? `${label(first[0] ?? 0)} carries most of it (${percent(share, 0)})`
      : `${listed(first.map(label))} come first together (${percent(share, 0)} of it) and cannot be told apart`;
  const tied = bands.slice(1).filter((band) => band.length > 1);
  const others = tied.map((band) => `${listed(band.map(label))} cannot be told apart`);
  return `${[top, ...others].join('; ')}.`;
}

function importanceEstimates({ data, profile, study }: Studied): Estimate[] {
  const labels = names(data, study);
  const slugs = slugsOf(labels);
  return study.bands.flat().map((at) => ({
    name: `importance_${slugs[at] ?? at}`,
    label: `Share of the differences that goes with ${labels[at] ?? ''}`,
    value: study.importance[at] ?? 0,
    unit: null,
    format: 'percent',
    interval: bootstrapped(study, study.intervals.importance[at]),
    p: null,
    n: profile.complete,
    of: 'answers',
  }));
}

/** Weights of drivers that stand alone; those of a group cannot be told apart. */
function weightEstimates({ data, profile, study }: Studied): Estimate[] {
  const slugs = slugsOf(data.drivers.map(({ label }) => label));
  return study.parts
    .flatMap(([j, ...others]) => (j === undefined || others.length > 0 ? [] : [j]))
    .map((j) => ({
      name: `weight_${slugs[j] ?? j}`,
      label: `Weight of ${data.drivers[j]?.label ?? ''} with the others held (standardised)`,
      value: study.fit.beta[j] ?? 0,
      unit: null,
      format: 'decimal',
      interval: bootstrapped(study, study.intervals.beta[j]),
      p: pOf(study, j),
      n: profile.complete,
      of: 'answers',
    }));
}

function bootstrapped({ intervals }: DriverStudy, interval: Interval | undefined): EstimateInterval | null {
  if (interval === undefined) return null;
  const method = `percentile bootstrap by person, ${intervals.draws} draws`;
  return { low: interval.low, high: interval.high, level: 0.95, method };
}

/** Names of small letters, digits and underscores, each once. */
export function slugsOf(labels: readonly string[]): string[] {
  const taken = new Set<string>();
  return labels.map((label) => {
    const plain = label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, ''); // prettier-ignore
    const base = plain === '' ? 'driver' : plain;
    let slug = base;
    for (let copy = 2; taken.has(slug); copy++) slug = `${base}_${copy}`;
    taken.add(slug);
    return slug;
  });
}

function refusalsOf({ data, study, effectOf, profile }: Studied): Refusal[] {
  const { parts, fit, correlations, bands } = study;
  const label = (j: number): string => data.drivers[j]?.label ?? '';
  const grouped = parts.filter((part) => part.length > 1);
  const suppressed = data.drivers.flatMap((_, j) => (actsThroughOthers(study, j) ? [j] : []));
  const surveyOnly = data.drivers.every(({ from }) => from === 'survey');
  return [
    ...(profile.complete < 30 ? [refusal('small-n', { n: profile.complete })] : []),
    ...(bands.some((band) => band.length > 1) ? [refusal('overlapping-ranks')] : []),
    ...grouped.map((part) =>
      refusal('vif-high', {
        drivers: listed(part.map(label)),
        vif: Math.max(...part.map((j) => fit.inflation[j] ?? 1)),
      }),
    ),
    ...suppressed.map((j) => {
      const positive = (correlations.matrix[0]?.[j + 1] ?? 0) > 0;
      const [correlates, weighs] = positive ? ['positively', 'negatively'] : ['negatively', 'positively'];
      return refusal('suppressor', { driver: label(j), correlates, weighs }, { of: `weight_${slugsOf(data.drivers.map((each) => each.label))[j] ?? j}` }); // prettier-ignore
    }),
    ...(effectOf === null ? [] : [refusal('driver-as-effect', { driver: effectOf }, { of: 'effect' })]),
    ...(surveyOnly ? [refusal('single-source')] : []),
  ];
}

/** A weight against the sign of its correlation that is more than noise. */
function actsThroughOthers({ fit, correlations, intervals }: DriverStudy, j: number): boolean {
  const [weight, r] = [fit.beta[j] ?? 0, correlations.matrix[0]?.[j + 1] ?? 0];
  const { low = 0, high = 0 } = intervals.beta[j] ?? {};
  return weight * r < 0 && (Math.abs(weight) >= 0.1 || low > 0 || high < 0);
}

function diagnosticsOf({ data, profile, study }: Studied): Diagnostic[] {
  const { fit, intervals, ridge } = study;
  const complete = profile.complete / profile.rated;
  const cases = profile.complete / data.drivers.length;
  return [
    {
      name: 'r_squared',
      label: 'Differences explained',
      value: fit.rSquared,
      passed: fit.rSquared >= littleExplained,
      message: 'Shares of a small R² are shares of almost nothing.',
    },
    {
      name: 'complete',
      label: 'Answers without a gap',
      value: complete,
      passed: complete >= 0.5,
      message: `${count(profile.complete)} of ${count(profile.rated)} answers have the outcome and every driver; the others are left out.`,
    },
    {
      name: 'cases_per_driver',
      label: 'Answers a driver',
      value: cases,
      passed: cases >= 10,
      message: 'At least 10, better 20, answers a driver keep weights from following chance.',
    },
    {
      name: 'outcome_points',
      label: 'Points of the outcome',
      value: profile.points,
      passed: profile.points >= 7,
      message: 'The outcome is treated as a distance; with fewer than 7 points that is a rough picture.',
    },
    ...(study.alpha === null
      ? []
      : [{ name: 'alpha', label: 'Cronbach’s α of the ratings', value: study.alpha, passed: study.alpha < 0.9, message: 'Ratings with α of 0.9 or more say much the same: their mood, not the things rated, may be what goes with the outcome.' }]), // prettier-ignore
    ...(data.rare.length === 0
      ? []
      : [{ name: 'left_out', label: 'Items left out', value: listed(data.rare), passed: null, message: 'Few people answered them together with the outcome; name them in the option items to keep them.' }]), // prettier-ignore
    ...(intervals.failed === 0
      ? []
      : [{ name: 'failed_draws', label: 'Draws without an answer', value: intervals.failed, passed: null, message: 'Draws in which a driver did not vary are left out of the intervals.' }]), // prettier-ignore
    ...(ridge === null
      ? []
      : [{ name: 'ridge_penalty', label: 'Penalty of the ridge weights', value: ridge.penalty, passed: null, message: 'Chosen by ten-fold cross-validation; ridge weights carry no p-values.' }]), // prettier-ignore
  ];
}

/** Where the mean lies on the scale, 0 to 1: the declared scale, or what was observed. */
function performanceOf(range: Driver['range'], profile: Profile, j: number): number {
  const observed = profile.columns[j + 1] ?? { mean: 0, low: 0, high: 0 };
  const [low, high] = range ?? [observed.low, observed.high];
  return high > low ? (observed.mean - low) / (high - low) : 0;
}

function driverTable({ data, profile, study }: Studied): FindingTable {
  const { fit, correlations, intervals, ridge } = study;
  const labels = names(data, study);
  const scale = (j: number): number => (correlations.deviations[j + 1] ?? 0) / (correlations.deviations[0] ?? 1);
  const ridged = (j: number): number | null => (ridge === null ? null : (ridge.fit.coefficients[j] ?? 0) * scale(j));
  const rows = study.bands.flatMap((band, rank) =>
    band.map((at) => {
      const part = study.parts[at] ?? [];
      const only = part.length === 1 ? part[0] : undefined;
      const alone = <Value>(value: (j: number) => Value): Value | null => (only === undefined ? null : value(only));
      return [
        labels[at] ?? '',
        rank + 1,
        study.importance[at] ?? 0,
        intervals.importance[at]?.low ?? 0,
        intervals.importance[at]?.high ?? 0,
        fit.rSquared > 0 ? (study.importance[at] ?? 0) / fit.rSquared : null,
        part.reduce((sum, j) => sum + performanceOf(data.drivers[j]?.range ?? null, profile, j), 0) / part.length,
        alone((j) => profile.columns[j + 1]?.mean ?? 0),
        alone((j) => correlations.matrix[0]?.[j + 1] ?? 0),
        alone((j) => fit.beta[j] ?? 0),
        alone((j) => intervals.beta[j]?.low ?? 0),
        alone((j) => intervals.beta[j]?.high ?? 0),
        alone(ridged),
        Math.max(...part.map((j) => fit.inflation[j] ?? 1)),
        [...new Set(part.map((j) => data.drivers[j]?.from ?? 'survey'))].join(' + '),
      ];
    }),
  );
  return {
    name: 'drivers',
    title: `Importance (${methods[study.method]}) and performance`,
    columns: driverColumns,
    rows,
  };
}

const driverColumns: FindingTable['columns'] = [
  { name: 'driver', label: 'Driver', type: 'string' },
  { name: 'band', label: 'Band', type: 'integer' },
  { name: 'importance', label: 'Importance', type: 'real', format: 'percent' },
  { name: 'low', label: 'from', type: 'real', format: 'percent' },
  { name: 'high', label: 'to', type: 'real', format: 'percent' },
  { name: 'share', label: 'Of what is explained', type: 'real', format: 'percent' },
  { name: 'performance', label: 'Performance on its scale', type: 'real', format: 'percent' },
  { name: 'mean', label: 'Mean', type: 'real' },
  { name: 'r', label: 'Correlation', type: 'real' },
  { name: 'weight', label: 'Weight, others held', type: 'real' },
  { name: 'weight_low', label: 'from', type: 'real' },
  { name: 'weight_high', label: 'to', type: 'real' },
  { name: 'ridge', label: 'Ridge weight', type: 'real' },
  { name: 'vif', label: 'Inflation (VIF)', type: 'real' },
  { name: 'side', label: 'From', type: 'string' },
];

function importanceChart(outcome: string): FindingChart {
  const x = { field: 'performance', type: 'quantitative', title: 'Performance on its scale', axis: { format: '.0%' }, scale: { zero: false } }; // prettier-ignore
  const y = { field: 'importance', type: 'quantitative', title: 'Share of differences explained', axis: { format: '.0%' } }; // prettier-ignore
  return {
    name: 'importance_performance',
    title: `Importance and performance: ${outcome}`,
    table: 'drivers',
    spec: {
      layer: [
        { mark: 'rule', encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } } },
        {
          mark: { type: 'point', filled: true, size: 80 },
          encoding: { x, y, color: { field: 'band', type: 'ordinal', title: 'Band' } },
        },
        { mark: { type: 'text', align: 'left', dx: 8 }, encoding: { x, y, text: { field: 'driver' } } },
      ],
    },
    summary: 'Each driver by how well it is rated and by how much of the differences goes with it, with 95 % intervals; drivers of one band cannot be told apart.', // prettier-ignore
  };
}
