import { type Interval, z95 } from '../intervals/interval.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

export interface DetectorCheck {
  /** Share of what is there that the detector finds, 0 to 1. */
  readonly sensitivity: number;
  /** Share of what is not there that the detector leaves alone, 0 to 1. */
  readonly specificity: number;
  /** Labelled cases behind each; where they are absent the figures count as known without error. */
  readonly sensitivityN?: number;
  readonly specificityN?: number;
}

export interface Prevalence extends Interval {
  /** The share that is truly there, 0 to 1. */
  readonly share: number;
  readonly standardError: number;
}

/**
 * The true share behind a detected one: (p + Sp − 1) / (Se + Sp − 1), with the standard error of all three figures and its
 * Wald interval cut to 0 and 1 (Rogan and Gladen 1978). `out-of-scale` where the detector is no better than chance or the
 * result would lie outside of 0 to 1.
 */
export function truePrevalence(hits: number, n: number, check: DetectorCheck): Answer<Prevalence> {
  if (!(n > 0)) return new Unanswerable('empty-group');
  const { sensitivity, specificity, sensitivityN, specificityN } = check;
  const shares = [hits / n, sensitivity, specificity];
  if (!shares.every((share) => share >= 0 && share <= 1)) return new Unanswerable('out-of-scale');
  const youden = sensitivity + specificity - 1;
  if (!(youden > 1e-9)) return new Unanswerable('out-of-scale', { youden });
  const detected = hits / n;
  const given = (detected + specificity - 1) / youden;
  const share = Math.max(0, Math.min(1, given));
  if (Math.abs(given - share) > 1e-12) return new Unanswerable('out-of-scale', { share: given });
  const variance =
    spread(detected, n) +
    share ** 2 * spread(sensitivity, sensitivityN) +
    (1 - share) ** 2 * spread(specificity, specificityN);
  return around(share, Math.sqrt(variance) / youden);
}

/** A share with its Wald interval, cut to 0 and 1. */
export function around(share: number, standardError: number): Prevalence {
  const margin = z95 * standardError;
  return { share, standardError, low: Math.max(0, share - margin), high: Math.min(1, share + margin) };
}

function spread(share: number, n: number | undefined): number {
  return n === undefined ? 0 : (share * (1 - share)) / n;
}
