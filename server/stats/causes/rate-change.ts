import type { Interval } from '../intervals/interval.ts';
import { tQuantile } from '../quantiles.ts';
import { tTwoSided } from '../tails.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';
import type { Period } from './u-chart.ts';

/** A rate of the later half of the periods against that of the earlier half. */
export interface RateChange extends Interval {
  readonly earlier: number;
  readonly later: number;
  /** Later rate per earlier rate: 0.8 is a fifth less; `low` and `high` are its 95 % interval. */
  readonly ratio: number;
  /** Periods of each half; of an odd number the first is left out. */
  readonly periods: number;
  /** Two-sided, of no change. */
  readonly p: number;
  readonly method: string;
}

/**
 * Ratio of two rates of counts with exposures, on the log scale, the variance widened by the dispersion within the halves
 * where counts vary more than chance lets them. Unanswerable: `too-few` for fewer than 8 periods, `out-of-scale` as for
 * `uChart`, `no-events` where either half has none.
 */
export function rateChange(periods: readonly Period[]): Answer<RateChange> {
  if (periods.length < 8) return new Unanswerable('too-few', { n: periods.length, needed: 8 });
  if (periods.some(({ events, exposure }) => !(events >= 0 && exposure > 0 && Number.isFinite(events + exposure))))
    return new Unanswerable('out-of-scale');
  const half = Math.floor(periods.length / 2);
  const [before, after] = [sumOf(periods.slice(-2 * half, -half)), sumOf(periods.slice(-half))];
  if (before.events === 0 || after.events === 0) return new Unanswerable('no-events');
  const degreesOfFreedom = 2 * half - 2;
  const dispersion = Math.max(1, (before.pearson + after.pearson) / degreesOfFreedom);
  const ratio = after.rate / before.rate;
  const error = Math.sqrt(dispersion * (1 / before.events + 1 / after.events));
  const margin = tQuantile(0.975, degreesOfFreedom) * error;
  return {
    earlier: before.rate,
    later: after.rate,
    ratio,
    low: ratio * Math.exp(-margin),
    high: ratio * Math.exp(margin),
    periods: half,
    p: tTwoSided(Math.log(ratio) / error, degreesOfFreedom),
    method: `ratio of two rates on the log scale, quasi-Poisson, t with ${degreesOfFreedom} degrees of freedom`,
  };
}

function sumOf(periods: readonly Period[]): { events: number; rate: number; pearson: number } {
  const events = periods.reduce((sum, period) => sum + period.events, 0);
  const rate = events / periods.reduce((sum, { exposure }) => sum + exposure, 0);
  const pearson = periods.reduce(
    (sum, period) => sum + (rate > 0 ? (period.events - rate * period.exposure) ** 2 / (rate * period.exposure) : 0),
    0,
  );
  return { events, rate, pearson };
}
