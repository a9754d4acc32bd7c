import betainc from '@stdlib/math-base-special-betainc';
import erfc from '@stdlib/math-base-special-erfc';
import gammainc from '@stdlib/math-base-special-gammainc';

/** P(Z > z) of a standard normal variable, exact to its last digits far out: never 1 − cdf. */
export function normalUpperTail(z: number): number {
  return erfc(z / Math.SQRT2) / 2;
}

/** P(|Z| > |z|): the two-sided p-value of a normal statistic. */
export function normalTwoSided(z: number): number {
  return Math.min(1, erfc(Math.abs(z) / Math.SQRT2));
}

/** P(T > t) of Student's t. */
export function tUpperTail(t: number, degreesOfFreedom: number): number {
  const half = betainc(degreesOfFreedom / (degreesOfFreedom + t ** 2), degreesOfFreedom / 2, 0.5) / 2;
  return t >= 0 ? half : 1 - half;
}

/** P(|T| > |t|): the two-sided p-value of a t statistic. */
export function tTwoSided(t: number, degreesOfFreedom: number): number {
  return betainc(degreesOfFreedom / (degreesOfFreedom + t ** 2), degreesOfFreedom / 2, 0.5);
}

/** P(X > x) of χ². */
export function chiSquaredUpperTail(x: number, degreesOfFreedom: number): number {
  return x <= 0 ? 1 : gammainc(x / 2, degreesOfFreedom / 2, true, true);
}

/** P(F > f). */
export function fUpperTail(f: number, numerator: number, denominator: number): number {
  if (f <= 0) return 1;
  return betainc(denominator / (denominator + numerator * f), denominator / 2, numerator / 2);
}
