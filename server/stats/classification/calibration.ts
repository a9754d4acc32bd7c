import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { inverseLogit, logistic, type OutcomeRow } from './logistic.ts';

/** Cases with the same predicted share. */
export interface PredictedRow {
  /** Predicted share with the outcome, 0 to 1. */
  readonly predicted: number;
  readonly n: number;
  readonly hits: number;
}

/** The Brier score, mean (prediction − outcome)²: 0 is perfect. */
export interface Brier {
  readonly value: number;
  /** Of who predicts the overall share for everybody. */
  readonly ofBaseRate: number;
  /** 1 − value/ofBaseRate: what of the base rate's error is gone; below 0 is worse than knowing nothing. Null for a constant outcome. */
  readonly skill: number | null;
  readonly n: number;
}

/** Brier 1950. `out-of-scale` for predictions outside 0 to 1 or counts that are none, `empty-group` for nobody. */
export function brier(rows: readonly PredictedRow[]): Answer<Brier> {
  const unsound = refused(rows);
  if (unsound !== null) return unsound;
  const n = sumOf(rows, (row) => row.n);
  const share = sumOf(rows, (row) => row.hits) / n;
  const value =
    sumOf(rows, ({ predicted, n: count, hits }) => hits * (1 - predicted) ** 2 + (count - hits) * predicted ** 2) / n;
  const ofBaseRate = share * (1 - share);
  return { value, ofBaseRate, skill: ofBaseRate > 0 ? 1 - value / ofBaseRate : null, n };
}

/** Whether predicted shares are met, on cases that the model has not seen. */
export interface Calibration {
  /** Of the outcome's log-odds over the predicted log-odds: 1 is right, below 1 predictions are too extreme. */
  readonly slope: number;
  readonly slopeError: number;
  /** By how much log-odds are off in the large, with the slope held at 1: 0 is right, above 0 more happens than was predicted. */
  readonly intercept: number;
  readonly interceptError: number;
  /** Mean of the predictions, and the share that came true. */
  readonly predicted: number;
  readonly observed: number;
  readonly n: number;
  readonly hits: number;
  readonly method: string;
}

/**
 * Calibration slope and calibration in the large (Cox 1958; Steyerberg 2019). Unanswerable: what `brier` refuses,
 * `constant-outcome`, `constant-column` where all predictions are the same, `separation`, and `out-of-scale` for predictions of
 * exactly 0 or 1, whose log-odds are infinite.
 */
export function calibration(rows: readonly PredictedRow[]): Answer<Calibration> {
  const unsound = refused(rows);
  if (unsound !== null) return unsound;
  const present = rows.filter(({ n }) => n > 0);
  if (present.some(({ predicted }) => predicted === 0 || predicted === 1)) return new Unanswerable('out-of-scale');
  const onLogit = present.map(({ predicted, n, hits }): OutcomeRow => ({
    x: [Math.log(predicted / (1 - predicted))],
    n,
    hits,
  }));
  const fit = logistic(onLogit, { names: ['prediction'] });
  if (!isAnswered(fit)) return fit;
  const large = interceptWithSlopeOne(onLogit);
  return {
    slope: fit.coefficients[1] ?? 0,
    slopeError: fit.standardErrors[1] ?? 0,
    intercept: large.value,
    interceptError: large.standardError,
    predicted: sumOf(present, ({ predicted, n }) => predicted * n) / fit.n,
    observed: fit.hits / fit.n,
    n: fit.n,
    hits: fit.hits,
    method: 'logistic on the predicted log-odds; intercept with slope 1',
  };
}

/** One band of predictions: what was said, and what came true. */
export interface CalibrationBand {
  readonly n: number;
  readonly hits: number;
  readonly predicted: number;
  readonly observed: number;
}

/** Up to `bands` bands of about equally many cases, by rising prediction; equal predictions are never torn apart. */
export function calibrationBands(rows: readonly PredictedRow[], bands = 10): readonly CalibrationBand[] {
  const ordered = rows.filter(({ n }) => n > 0).toSorted((a, b) => a.predicted - b.predicted);
  const total = sumOf(ordered, ({ n }) => n);
  const filled: { n: number; hits: number; sum: number; last: number }[] = [];
  let before = 0;
  for (const { predicted, n, hits } of ordered) {
    const current = filled.at(-1);
    const opens = current === undefined || (predicted !== current.last && before >= (total * filled.length) / bands);
    if (opens) filled.push({ n, hits, sum: predicted * n, last: predicted });
    else
      Object.assign(current, {
        n: current.n + n,
        hits: current.hits + hits,
        sum: current.sum + predicted * n,
        last: predicted,
      });
    before += n;
  }
  return filled.map(({ n, hits, sum }) => ({ n, hits, predicted: sum / n, observed: hits / n }));
}

/** Σ(hits − n·p(a)) = 0 has one root in a, which Newton's method finds; it exists, because hits and misses do. */
function interceptWithSlopeOne(rows: readonly OutcomeRow[]): { value: number; standardError: number } {
  let [value, information] = [0, 1];
  for (let step = 0; step < 100; step++) {
    const shares = rows.map(({ x }) => inverseLogit((x[0] ?? 0) + value));
    information = shares.reduce((sum, share, i) => sum + (rows[i]?.n ?? 0) * share * (1 - share), 0);
    const slope = shares.reduce((sum, share, i) => sum + (rows[i]?.hits ?? 0) - (rows[i]?.n ?? 0) * share, 0);
    const change = Math.max(-1, Math.min(1, slope / information));
    value += change;
    if (Math.abs(change) < 1e-14) break;
  }
  return { value, standardError: 1 / Math.sqrt(information) };
}

function refused(rows: readonly PredictedRow[]): Unanswerable | null {
  const sound = rows.every(
    ({ predicted, n, hits }) => predicted >= 0 && predicted <= 1 && hits >= 0 && n >= hits && Number.isFinite(n),
  );
  if (!sound) return new Unanswerable('out-of-scale');
  return rows.some(({ n }) => n > 0) ? null : new Unanswerable('empty-group');
}

function sumOf<T>(rows: readonly T[], value: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + value(row), 0);
}
