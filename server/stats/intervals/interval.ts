import { normalQuantile } from '../quantiles.ts';

/** Both bounds of a 95 % interval, in the unit of the value. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The normal quantile of a two-sided 95 % interval: 1.959963985. */
export const z95 = normalQuantile(0.975);
