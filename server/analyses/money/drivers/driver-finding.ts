/** a study of drivers → verdict, estimates, table, chart and what they may not be read as */
import { normalTwoSided } from '../../../stats/tails.ts';
import type { Interval } from '../../../stats/intervals/interval.ts';
import type { Comparison } from '../../contract/ledger.ts';
import { driverDiagnostics, littleExplained } from './driver-diagnostics.ts';
import type { DriverStudy } from './driver-study.ts';
import { driverTable, importanceChart, partNames, type Shown } from './driver-tables.ts';
import type { Draft, Estimate, EstimateInterval } from '../../contract/finding.ts';
import { type Refusal, refusal } from '../../contract/refusal.ts';
import { count, listed, percent, sentence, withInterval } from '../../words/words.ts';

/** All that a draft is made of. */
export interface Studied extends Shown {
  readonly outcome: string;
  /** The driver whose effect was asked for. */
  readonly effectOf: string | null;
}

/** The draft of a study with intervals. */
export function driverDraft(studied: Studied): Draft {
  const { data, profile, study } = studied;
  const explained = rSquaredEstimate(studied);
  return {
    verdict: `${explainedSentence(studied, explained)} ${orderSentence(study, partNames(data, study))}`,
    estimate: explained,
    estimates: [...importanceEstimates(studied), ...weightEstimates(studied)],
    n: profile.complete,
    of: 'answers',
    design: 'adjusted',
    diagnostics: driverDiagnostics(studied),
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
  return `${sentence([top, ...others].join('; '))}.`;
}

function importanceEstimates({ data, profile, study }: Studied): Estimate[] {
  const labels = partNames(data, study);
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
    const plain = label
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '');
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
      return refusal(
        'suppressor',
        { driver: label(j), correlates, weighs },
        { of: `weight_${slugsOf(data.drivers.map((each) => each.label))[j] ?? j}` },
      );
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
