import normal from '@stdlib/stats-base-dists-normal-quantile';
import t from '@stdlib/stats-base-dists-t-quantile';

/** The x below which a standard normal variable lies with this probability. */
export function normalQuantile(probability: number): number {
  return normal(probability, 0, 1);
}

/** The x below which Student's t lies with this probability; NaN for no degrees of freedom. */
export function tQuantile(probability: number, degreesOfFreedom: number): number {
  return t(probability, degreesOfFreedom);
}
