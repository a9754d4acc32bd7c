import { fewestPeriods, meanSeries } from '../../stats/effects/interrupted-series.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { Diagnostic } from '../finding.ts';
import { refusal, refusalFor } from '../refusal.ts';
import { number, pValue } from '../words.ts';
import { together } from '../../stats/effects/cell-sums.ts';
import { effectName, type Measured, refusedOutcome } from './measured.ts';
import type { Observed } from './outcomes.ts';

/** Lags of Newey–West: a quarter of a year of months. */
const lags = 3;

/** The means of the treated by period, without gaps: periods before the first gap are left out. */
export function seriesOf({
  periods,
  outcome,
}: Observed): readonly { readonly period: number; readonly value: number }[] {
  const treated = periods.filter((cell) => cell.treated);
  const known = [...new Set(treated.map(({ period }) => period))].sort((a, b) => a - b);
  const from = known.findLastIndex((period, i) => i > 0 && period - (known[i - 1] ?? period) > 1);
  return known.slice(Math.max(0, from)).map((period) => {
    const { n, sum } = together(treated.filter((cell) => cell.period === period));
    return { period, value: outcome.totals ? sum / n : sum / Math.max(1, n) };
  });
}

/** A step in one series at the change, without a comparison group. `no-control` below 8 periods on a side. */
export function measureSeries(observed: Observed, slope: boolean): Measured {
  const { outcome } = observed;
  const series = seriesOf(observed);
  const before = series.filter(({ period }) => period < 0).length;
  const shorter = Math.min(before, series.length - before);
  const points: Diagnostic = {
    name: `points_${outcome.key}`,
    label: `Points of ${outcome.label} on each side`,
    value: shorter,
    passed: shorter >= fewestPeriods,
    message: `There are ${before} periods before the change and ${series.length - before} after it; ${fewestPeriods} on each side are needed.`,
  };
  if (shorter < fewestPeriods)
    return refusedOutcome(outcome, refusal('no-control', {}, { of: effectName(outcome) }), [points]);
  const result = meanSeries(
    series.map(({ value }) => value),
    { before, slope },
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
        passed: null,
        message: `Neighbouring periods correlate by ${number(result.residuals.firstLag)} beyond the fit (${pValue(result.residuals.pValue)}); errors are Newey–West's.`,
      },
    ],
    refusals: [],
    tables: [],
  };
}

function placeboOf({ outcome }: Observed, series: readonly { readonly value: number }[]): Diagnostic {
  const base = { name: `placebo_${outcome.key}`, label: `No step of ${outcome.label} at a placebo date` };
  const middle = Math.floor(series.length / 2);
  const result = meanSeries(
    series.map(({ value }) => value),
    { before: middle },
    lags,
  );
  if (!isAnswered(result))
    return {
      ...base,
      value: null,
      passed: false,
      message: `A placebo date needs ${2 * fewestPeriods} periods before the change; there are ${series.length}.`,
    };
  const { estimate, pValue: p } = result.step;
  return {
    ...base,
    value: p,
    passed: p >= 0.05,
    message: `Half-way before the change the same fit gives a step of ${number(estimate)} (${pValue(p)}).`,
  };
}
