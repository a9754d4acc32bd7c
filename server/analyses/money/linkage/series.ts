import type { Effect } from '../../../stats/effects/effect.ts';
import { countSeries, fewestPeriods, meanSeries, slopeChangeTest } from '../../../stats/effects/interrupted-series.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { Diagnostic } from '../../contract/finding.ts';
import { refusal, refusalFor } from '../../contract/refusal.ts';
import { number, pValue } from '../../words/words.ts';
import { effectName, type Measured, refusedOutcome } from './measured.ts';
import { armByPeriod, type Observed } from './outcomes.ts';

/** Lags of Newey–West: a quarter of a year of months. */
const lags = 3;

/** The means of the treated by period, without gaps: periods before the first gap are left out. */
function seriesOf(observed: Observed): readonly { readonly period: number; readonly value: number }[] {
  const means = armByPeriod(observed, true);
  const known = [...means.keys()];
  const from = known.findLastIndex((period, i) => i > 0 && period - (known[i - 1] ?? period) > 1);
  return [...means].slice(Math.max(0, from)).map(([period, { n, sum }]) => ({ period, value: sum / Math.max(1, n) }));
}

/** What is drawn in a series, and how. */
export interface SeriesTerms {
  readonly slope: boolean;
  /** Pairs of sine and cosine a year. */
  readonly harmonics: number;
  /** Periods of a year. */
  readonly cycle: number;
}

/**
 * A step in how many rows there are a period, as a share of what there would have been: quasi-Poisson, both ends of the
 * series left out because they may be cut off.
 */
export function measureCounts(observed: Observed, { slope, harmonics, cycle }: SeriesTerms): Measured {
  const outcome = { ...observed.outcome, label: `number of ${observed.outcome.of}`, unit: null, format: 'percent' };
  const rows = armByPeriod(observed, true);
  const known = [...rows.keys()];
  const [first, last] = [(known[0] ?? 0) + 1, (known.at(-1) ?? 0) - 1];
  const counts = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => ({
    count: rows.get(first + i)?.n ?? 0,
  }));
  const before = Math.min(counts.length, Math.max(0, -first));
  const points = pointsOf(outcome.label, observed, [before, counts.length - before]);
  if (points.passed === false)
    return refusedOutcome(outcome, refusal('no-control', {}, { of: effectName(outcome) }), [points]);
  const design = { before, harmonics, cycle };
  const result = countSeries(counts, { ...design, slope });
  if (!isAnswered(result)) return refusedOutcome(outcome, refusalFor(result, { of: effectName(outcome) }), [points]);
  const bend = slopeChangeTest(counts, design);
  const middle = Math.floor(before / 2);
  const placebo = countSeries(counts.slice(0, before), { ...design, before: middle });
  return {
    outcome,
    effect: asShare(result.step),
    hasInterval: true,
    n: observed.rows,
    diagnostics: [
      points,
      placeboCheck(observed.outcome, isAnswered(placebo) ? asShare(placebo.step) : null, before),
      {
        name: `dispersion_${outcome.key}`,
        label: 'Counts vary more than by chance',
        value: result.dispersion,
        passed: null,
        message: `Counts vary ${number(result.dispersion)} times as much as Poisson counts; the interval allows for it.`,
      },
      ...(isAnswered(bend) && !slope
        ? [
            {
              name: `slope_${outcome.key}`,
              label: 'No change of slope',
              value: bend.pValue,
              passed: null,
              message: `A change of slope would add F = ${number(bend.f)} (${pValue(bend.pValue)}).`,
            },
          ]
        : []),
    ],
    refusals: [],
    tables: [],
  };
}

/** A log ratio as a share more or less. */
function asShare(step: Effect): Effect {
  return { ...step, estimate: Math.expm1(step.estimate), low: Math.expm1(step.low), high: Math.expm1(step.high) };
}

/** A step in one series at the change, without a comparison group. `no-control` below 8 periods on a side. */
export function measureSeries(observed: Observed, { slope, harmonics, cycle }: SeriesTerms): Measured {
  const { outcome } = observed;
  const series = seriesOf(observed);
  const before = series.filter(({ period }) => period < 0).length;
  const points = pointsOf(outcome.label, observed, [before, series.length - before]);
  if (points.passed === false)
    return refusedOutcome(outcome, refusal('no-control', {}, { of: effectName(outcome) }), [points]);
  const result = meanSeries(
    series.map(({ value }) => value),
    { before, slope, harmonics, cycle },
    lags,
  );
  if (!isAnswered(result)) return refusedOutcome(outcome, refusalFor(result, { of: effectName(outcome) }), [points]);
  return {
    outcome,
    effect: result.step,
    hasInterval: true,
    n: observed.rows,
    diagnostics: [
      points,
      placeboOf(observed, series.slice(0, before)),
      {
        name: `autocorrelation_${outcome.key}`,
        label: `Left-over autocorrelation of ${outcome.label}`,
        value: result.residuals.firstLag,
        // Neighbours that swing back make errors too large, not too small.
        passed: result.residuals.firstLag <= 0 || result.residuals.pValue >= 0.05,
        message: `Neighbouring periods correlate by ${number(result.residuals.firstLag)} beyond the fit (${pValue(result.residuals.pValue)}); errors are Newey–West's.`,
      },
    ],
    refusals: [],
    tables: [],
  };
}

function pointsOf(label: string, { outcome }: Observed, [before, after]: readonly [number, number]): Diagnostic {
  const shorter = Math.min(before, after);
  return {
    name: `points_${outcome.key}`,
    label: `Points of ${label} on each side`,
    value: shorter,
    passed: shorter >= fewestPeriods,
    message: `There are ${before} periods before the change and ${after} after it; ${fewestPeriods} on each side are needed.`,
  };
}

function placeboOf({ outcome }: Observed, series: readonly { readonly value: number }[]): Diagnostic {
  const middle = Math.floor(series.length / 2);
  const result = meanSeries(
    series.map(({ value }) => value),
    { before: middle },
    lags,
  );
  return placeboCheck(outcome, isAnswered(result) ? result.step : null, series.length);
}

/** A step half-way before the change, when nothing happened; without enough periods it cannot be tried, and the check fails. */
function placeboCheck({ key, label }: Observed['outcome'], step: Effect | null, periods: number): Diagnostic {
  const base = { name: `placebo_${key}`, label: `No step of ${label} at a placebo date` };
  if (step === null) {
    const message = `A placebo date needs ${2 * fewestPeriods} periods before the change; there are ${periods}.`;
    return { ...base, value: null, passed: false, message };
  }
  const message = `Half-way before the change the same fit gives a step of ${number(step.estimate)} (${pValue(step.pValue)}).`;
  return { ...base, value: step.pValue, passed: step.pValue >= 0.05, message };
}
