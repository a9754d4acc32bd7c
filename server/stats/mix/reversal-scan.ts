import { isAnswered } from '../unanswerable.ts';
import { type Decomposition, kitagawa } from './kitagawa.ts';
import { type AdjustedDifference, adjustedDifference } from './mantel-haenszel.ts';
import { sidesOf, type Stratum, varianceOf } from './strata.ts';

/** Something that splits everybody, and the strata it makes. */
export interface Segmenter {
  readonly segmenter: string;
  readonly strata: readonly Stratum[];
}

/** What holding a segmenter equal does to a difference: turns it round, takes more than half away, more than doubles it, or neither. */
type Change = 'amplified' | 'attenuated' | 'none' | 'reversed';

/** Why a segmenter says nothing: more than 20 strata, or too little left in strata of 30 on both sides. */
type NotScanned = 'no-support' | 'too-many-strata';

export type Scanned =
  | {
      readonly segmenter: string;
      readonly change: Change;
      /** The difference over the strata that have support, before and after holding them equal. */
      readonly crude: number;
      readonly adjusted: AdjustedDifference;
      readonly decomposition: Decomposition;
      /** Strata with at least 30 on both sides, and the share of everybody who is in them. */
      readonly strata: readonly Stratum[];
      readonly coverage: number;
    }
  | { readonly segmenter: string; readonly change: NotScanned };

const mostStrata = 20;
const fewestInCell = 30;
const leastCoverage = 0.8;

/**
 * Looks for segmenters within which a difference turns round (Simpson’s paradox), loses more than half of its size or was
 * hidden. Strata with fewer than 30 on a side are left out; a segmenter is scanned where two strata and four fifths of
 * everybody remain. A difference counts as material from `material` on, in the unit of the values; by default a fiftieth
 * of their standard deviation: 1 point of a share, about 1.6 of the NPS. In the order given.
 */
export function reversalScan(segmenters: readonly Segmenter[], material?: number): readonly Scanned[] {
  return segmenters.map(({ segmenter, strata }) => scanned(segmenter, strata, material));
}

function scanned(segmenter: string, all: readonly Stratum[], material: number | undefined): Scanned {
  if (all.length > mostStrata) return { segmenter, change: 'too-many-strata' };
  const strata = all.filter(({ first, second }) => Math.min(first.n, second.n) >= fewestInCell);
  const [whole, left] = [sidesOf(all), sidesOf(strata)];
  if (strata.length < 2 || !isAnswered(whole) || !isAnswered(left)) return { segmenter, change: 'no-support' };
  const coverage = (left.first.n + left.second.n) / (whole.first.n + whole.second.n);
  const [decomposition, adjusted] = [kitagawa(strata), adjustedDifference(strata)];
  if (coverage < leastCoverage || !isAnswered(decomposition) || !isAnswered(adjusted)) {
    return { segmenter, change: 'no-support' };
  }
  const deviation = Math.sqrt((varianceOf(left.first) + varianceOf(left.second)) / 2);
  const crude = decomposition.difference;
  const change = changeOf(crude, adjusted.difference, material ?? deviation / 50);
  return { segmenter, change, crude, adjusted, decomposition, strata, coverage };
}

function changeOf(crude: number, adjusted: number, material: number): Change {
  const [isMaterial, isLeft] = [Math.abs(crude) >= material, Math.abs(adjusted) >= material];
  const turns = crude * adjusted < 0;
  if (isMaterial && isLeft && turns) return 'reversed';
  if (isMaterial && (turns || Math.abs(adjusted) < Math.abs(crude) / 2)) return 'attenuated';
  return isLeft && Math.abs(adjusted) > 2 * Math.abs(crude) ? 'amplified' : 'none';
}
