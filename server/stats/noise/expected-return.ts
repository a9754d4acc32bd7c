import { normalUpperTail } from '../tails.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

export interface Measured {
  /** The mean of everybody. */
  readonly mean: number;
  /** Variance of the true values between those who are measured. */
  readonly between: number;
  /** Variance of one measurement around the true value. */
  readonly within: number;
}

export interface Selection {
  /** Those at or beyond this value were picked. */
  readonly cutoff: number;
  /** On which side of it. */
  readonly picked: 'above' | 'below';
}

/**
 * How far the mean of a group that was picked for extreme values moves back at the next measurement by itself, in the
 * unit of the values, never negative: σ_w² ÷ √(σ_w² + σ_b²) · φ(z) ÷ Φ(−z). Normal values are assumed. Unanswerable: a
 * negative variance, no variance at all, a figure that is not finite. Source: Barnett, van der Pols & Dobson 2005.
 */
export function expectedFall({ mean, between, within }: Measured, { cutoff, picked }: Selection): Answer<number> {
  if (!(between >= 0 && within >= 0 && Number.isFinite(mean + between + within + cutoff))) {
    return new Unanswerable('out-of-scale', { between, within });
  }
  const total = Math.sqrt(between + within);
  if (total === 0) return new Unanswerable('constant-outcome');
  const z = ((picked === 'above' ? 1 : -1) * (cutoff - mean)) / total;
  return (within / total) * meanBeyond(z);
}

/**
 * How far one figure that stands apart moves back by itself: (1 − reliability) · (mean − value), negative where it
 * falls. Reliability is the share of the variance that is true, σ_b² ÷ (σ_b² + σ_w²). Unanswerable as `expectedFall`.
 */
export function expectedReturn(value: number, { mean, between, within }: Measured): Answer<number> {
  if (!(between >= 0 && within >= 0 && Number.isFinite(value + mean + between + within))) {
    return new Unanswerable('out-of-scale', { between, within });
  }
  if (between + within === 0) return new Unanswerable('constant-outcome');
  return (within / (between + within)) * (mean - value);
}

/** The mean of a standard normal variable beyond z: φ(z) ÷ Φ(−z), by its series where both would underflow. */
function meanBeyond(z: number): number {
  if (z > 30) return z + 1 / z - 2 / z ** 3 + 10 / z ** 5;
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / normalUpperTail(z);
}
