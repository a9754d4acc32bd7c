import { type Answer, Unanswerable } from '../unanswerable.ts';

/** A period: how often something happened, and to how many it could have happened. */
export interface Period {
  /** New customers with the cause, a count. */
  readonly events: number;
  /** Active customers, or days open; above 0. */
  readonly exposure: number;
}

interface ChartPoint {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  /** Beyond the limits, or the eighth and later point in a row on one side of the centre. */
  readonly signal: 'above' | 'below' | 'run above' | 'run below' | null;
}

/** A u-chart: counts per exposure with limits of their own for each period. */
export interface UChart {
  /** Σ events / Σ exposure. */
  readonly centre: number;
  readonly points: readonly ChartPoint[];
  /** Pearson's χ² per degree of freedom: 1 where counts vary as chance lets them, more where they vary more. */
  readonly dispersion: number;
}

const run = 8;

/**
 * Limits centre ± 3 √(centre / exposure), not below 0 (Shewhart's chart for counts per unit). Unanswerable: `too-few` for
 * fewer than 2 periods, `out-of-scale` for a negative count or an exposure that is not above 0, `no-events`.
 */
export function uChart(periods: readonly Period[]): Answer<UChart> {
  if (periods.length < 2) return new Unanswerable('too-few', { n: periods.length, needed: 2 });
  if (periods.some(({ events, exposure }) => !(events >= 0 && exposure > 0 && Number.isFinite(events + exposure))))
    return new Unanswerable('out-of-scale');
  const events = periods.reduce((sum, period) => sum + period.events, 0);
  if (events === 0) return new Unanswerable('no-events');
  const centre = events / periods.reduce((sum, { exposure }) => sum + exposure, 0);
  const chi = periods.reduce(
    (sum, period) => sum + (period.events - centre * period.exposure) ** 2 / period.exposure,
    0,
  );
  const rates = periods.map((period) => period.events / period.exposure);
  const runs = runsOf(rates.map((rate) => Math.sign(rate - centre)));
  return {
    centre,
    dispersion: chi / centre / (periods.length - 1),
    points: periods.map(({ exposure }, at) => {
      const margin = 3 * Math.sqrt(centre / exposure);
      const [rate, low, high] = [rates[at] ?? 0, Math.max(0, centre - margin), centre + margin];
      return { rate, low, high, signal: rate > high ? 'above' : rate < low ? 'below' : runSignal(runs[at] ?? 0) };
    }),
  };
}

/** Signed lengths of the run on one side of the centre that each point continues. */
function runsOf(sides: readonly number[]): readonly number[] {
  let length = 0;
  return sides.map((side) => (length = side === 0 ? 0 : Math.sign(length) === side ? length + side : side));
}

function runSignal(length: number): ChartPoint['signal'] {
  if (Math.abs(length) < run) return null;
  return length > 0 ? 'run above' : 'run below';
}
