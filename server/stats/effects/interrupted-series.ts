import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { leastSquares } from '../least-squares.ts';
import { fUpperTail } from '../tails.ts';
import { autocorrelation, type Autocorrelation } from './autocorrelation.ts';
import { type Effect, effect } from './effect.ts';
import { neweyWest } from './newey-west.ts';
import { type PoissonFit, poissonRegression } from './poisson.ts';

/** How the series is drawn before and after the change. Choose before looking: the choice belongs into the ledger. */
export interface SeriesDesign {
  /** How many periods lie before the change. */
  readonly before: number;
  /** Whether the slope may change too; else only the level does. */
  readonly slope?: boolean;
  /** Pairs of sine and cosine in a year of `cycle` periods. Absent: none. */
  readonly harmonics?: number;
  /** Periods of a year. Absent: 12. */
  readonly cycle?: number;
  /** The place of the first period in the year, 1 to `cycle`: phases are those of the calendar. Absent: 1. */
  readonly first?: number;
}

/** Fewer periods on either side say nothing about a line. */
export const fewestPeriods = 8;

interface Columns {
  readonly names: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** Intercept, trend, step, slope change, harmonics: a row a period. The slope change starts at 0 in the last period before. */
function columnsOf(
  length: number,
  { before, slope = false, harmonics = 0, cycle = 12, first = 1 }: SeriesDesign,
): Columns {
  const waves = Array.from({ length: harmonics }, (_, k) => k + 1);
  const names = [
    'intercept',
    'trend',
    'step',
    ...(slope ? ['slope change'] : []),
    ...waves.flatMap((k) => [`sine ${k}`, `cosine ${k}`]),
  ];
  const rows = Array.from({ length }, (_, i) => {
    const [time, after] = [i + 1, i >= before ? 1 : 0];
    const phases = waves.map((k) => (2 * Math.PI * k * (i + first)) / cycle);
    return [
      1,
      time,
      after,
      ...(slope ? [after * (time - before)] : []),
      ...phases.flatMap((phase) => [Math.sin(phase), Math.cos(phase)]),
    ];
  });
  return { names, rows };
}

export interface CountSeriesResult {
  /** Log of the rate ratio at the change; exponentiate estimate and bounds. Quasi-Poisson. */
  readonly step: Effect;
  /** The same as if counts were Poisson: too narrow where `dispersion` is above 1. */
  readonly poisson: Effect;
  /** Log of the change of slope a period; null where the design has none. */
  readonly slope: Effect | null;
  /** Rate ratio a period, before the change. */
  readonly trend: number;
  readonly dispersion: number;
  readonly residuals: Autocorrelation;
}

/**
 * A step (and slope) in counts a period, by quasi-Poisson regression with the logarithm of the exposure as offset (Lopez
 * Bernal, Cummins and Gasparrini 2017). Bounds by the normal distribution. `too-few` below 8 periods on a side.
 */
export function countSeries(
  counts: readonly { readonly count: number; readonly exposure?: number }[],
  design: SeriesDesign,
): Answer<CountSeriesResult> {
  const short = tooShort(counts.length, design.before);
  if (short !== null) return short;
  const fit = fitCounts(counts, design);
  if (!isAnswered(fit)) return fit;
  return {
    step: logEffect(fit, 2, Math.max(fit.dispersion, Number.MIN_VALUE), 'quasi-Poisson, normal quantile'),
    poisson: logEffect(fit, 2, 1, 'Poisson, normal quantile'),
    slope: design.slope === true ? logEffect(fit, 3, fit.dispersion, 'quasi-Poisson, normal quantile') : null,
    trend: Math.exp(fit.coefficients[1] ?? 0),
    dispersion: fit.dispersion,
    residuals: autocorrelation(fit.residuals),
  };
}

export interface SlopeTest {
  readonly f: number;
  readonly pValue: number;
}

/** Whether a change of slope improves the fit: F test of the deviance it takes away, over the dispersion with it. */
export function slopeChangeTest(
  counts: readonly { readonly count: number; readonly exposure?: number }[],
  design: SeriesDesign,
): Answer<SlopeTest> {
  const [without, having] = [false, true].map((slope) => fitCounts(counts, { ...design, slope }));
  if (without === undefined || having === undefined) return new Unanswerable('too-few');
  if (!isAnswered(without)) return without;
  if (!isAnswered(having)) return having;
  if (!(having.dispersion > 0)) return new Unanswerable('constant-outcome');
  const f = Math.max(0, without.deviance - having.deviance) / having.dispersion;
  return { f, pValue: fUpperTail(f, 1, having.degreesOfFreedom) };
}

export interface MeanSeriesResult {
  /** Change of level at the change, in the unit of the outcome, with Newey–West errors. */
  readonly step: Effect;
  /** The same with classical errors, which take no notice of autocorrelation. */
  readonly classical: Effect;
  /** Change of slope a period; null where the design has none. */
  readonly slope: Effect | null;
  readonly residuals: Autocorrelation;
}

/**
 * A step (and slope) in a mean, rate or amount a period by least squares, standard errors by Newey and West (1987) with
 * Bartlett weights up to `lags`, without prewhitening or small-sample factor. `too-few` below 8 periods on a side.
 */
export function meanSeries(values: readonly number[], design: SeriesDesign, lags: number): Answer<MeanSeriesResult> {
  const short = tooShort(values.length, design.before);
  if (short !== null) return short;
  if (!values.every(Number.isFinite)) return new Unanswerable('out-of-scale');
  const { rows, names } = columnsOf(values.length, design);
  const fit = leastSquares(rows, values, { names });
  if (!isAnswered(fit)) return fit;
  const covariance = neweyWest(rows, fit, lags);
  const robust = (column: number): Effect =>
    effect({
      estimate: fit.coefficients[column] ?? 0,
      standardError: Math.sqrt(Math.max(0, covariance[column]?.[column] ?? 0)),
      degreesOfFreedom: fit.degreesOfFreedom,
      method: `Newey–West with ${lags} lags, t with n − k degrees of freedom`,
    });
  return {
    step: robust(2),
    classical: effect({
      estimate: fit.coefficients[2] ?? 0,
      standardError: fit.standardErrors[2] ?? 0,
      degreesOfFreedom: fit.degreesOfFreedom,
      method: 'classical OLS, t with n − k degrees of freedom',
    }),
    slope: design.slope === true ? robust(3) : null,
    residuals: autocorrelation(fit.residuals),
  };
}

function fitCounts(
  counts: readonly { readonly count: number; readonly exposure?: number }[],
  design: SeriesDesign,
): Answer<PoissonFit> {
  const { rows, names } = columnsOf(counts.length, design);
  return poissonRegression(
    counts.map((row, i) => ({ ...row, x: rows[i] ?? [] })),
    names,
  );
}

function logEffect(fit: PoissonFit, column: number, dispersion: number, method: string): Effect {
  return effect({
    estimate: fit.coefficients[column] ?? 0,
    standardError: Math.sqrt(dispersion * (fit.inverse[column]?.[column] ?? 0)),
    degreesOfFreedom: null,
    method,
  });
}

function tooShort(length: number, before: number): Unanswerable | null {
  const side = Math.min(before, length - before);
  return side < fewestPeriods ? new Unanswerable('too-few', { n: Math.max(0, side), needed: fewestPeriods }) : null;
}
