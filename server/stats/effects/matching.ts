import { type Answer, Unanswerable } from '../unanswerable.ts';
import { type CellSums, isFiniteCell, meanOf, squaresAroundMean, varianceOf } from './cell-sums.ts';
import { type Effect, effect } from './effect.ts';

/** Cases that are alike before the change: those of both arms with the same values, or the same bins, of all covariates. */
export interface Stratum {
  readonly treated: CellSums;
  readonly control: CellSums;
}

export interface Matched {
  /** The average effect on the treated that found somebody alike. */
  readonly effect: Effect;
  readonly matched: { readonly treated: number; readonly control: number; readonly strata: number };
  /** Left out because nobody alike was in the other arm. */
  readonly unmatched: { readonly treated: number; readonly control: number };
  /** What the control is worth once weighted to look like the treated: (Σw)² / Σw². */
  readonly effectiveControl: number;
}

/**
 * Exact or coarsened matching (Iacus, King and Porro 2012): treated less control within each stratum, averaged by the
 * treated. Deterministic: no order of matching, no draw. The variance is that of stratified means; a stratum with one
 * case in an arm borrows the variance that is common to all. `empty-group` where no stratum has both arms, `too-few`
 * where no arm of any stratum has two cases.
 */
export function matchedEffect(strata: readonly Stratum[]): Answer<Matched> {
  if (!strata.every(({ treated, control }) => isFiniteCell(treated) && isFiniteCell(control)))
    return new Unanswerable('out-of-scale');
  const both = strata.filter(({ treated, control }) => treated.n > 0 && control.n > 0);
  const treated = sumOf(both, (stratum) => stratum.treated.n);
  const control = sumOf(both, (stratum) => stratum.control.n);
  if (both.length === 0) return new Unanswerable('empty-group', { group: 'matched' });
  const degreesOfFreedom = treated + control - 2 * both.length;
  if (!(degreesOfFreedom > 0))
    return new Unanswerable('too-few', { n: treated + control, needed: 2 * both.length + 1 });
  const squares = sumOf(both, (stratum) => squaresAroundMean(stratum.treated) + squaresAroundMean(stratum.control));
  const common = squares / degreesOfFreedom;
  const weight = (stratum: Stratum): number => stratum.treated.n / treated;
  const variance = sumOf(both, (stratum) => {
    const apart = [stratum.treated, stratum.control].map((cell) => (cell.n > 1 ? varianceOf(cell) : common) / cell.n);
    return weight(stratum) ** 2 * ((apart[0] ?? 0) + (apart[1] ?? 0));
  });
  return {
    effect: effect({
      estimate: sumOf(both, (stratum) => weight(stratum) * (meanOf(stratum.treated) - meanOf(stratum.control))),
      standardError: Math.sqrt(variance),
      degreesOfFreedom,
      method: 'stratified means, t with n − 2 · strata degrees of freedom',
    }),
    matched: { treated, control, strata: both.length },
    unmatched: {
      treated: sumOf(strata, (stratum) => stratum.treated.n) - treated,
      control: sumOf(strata, (stratum) => stratum.control.n) - control,
    },
    effectiveControl: treated ** 2 / sumOf(both, (stratum) => stratum.treated.n ** 2 / stratum.control.n),
  };
}

function sumOf(strata: readonly Stratum[], value: (stratum: Stratum) => number): number {
  return strata.reduce((total, stratum) => total + value(stratum), 0);
}
