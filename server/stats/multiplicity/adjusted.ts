import { type Answer, Unanswerable } from '../unanswerable.ts';

/**
 * What is kept small: the chance of any false discovery (Bonferroni, Holm, Hochberg; the last wants independent or
 * positively dependent tests) or the expected share of false ones among the discoveries (Benjamini–Hochberg under
 * independence or positive dependence, Benjamini–Yekutieli under any).
 */
export type Adjustment = 'benjamini-hochberg' | 'benjamini-yekutieli' | 'bonferroni' | 'hochberg' | 'holm';

/** The p-value of rank `rank` (1 is the smallest) of `family` before the steps are made monotone. */
type Step = (p: number, rank: number, family: number) => number;

const procedures: { readonly [A in Adjustment]: { readonly step: Step; readonly from: 'largest' | 'smallest' } } = {
  'benjamini-hochberg': { step: (p, rank, family) => (p * family) / rank, from: 'largest' },
  'benjamini-yekutieli': { step: (p, rank, family) => (p * family * harmonic(family)) / rank, from: 'largest' },
  bonferroni: { step: (p, _rank, family) => p * family, from: 'smallest' },
  hochberg: { step: (p, rank, family) => p * (family - rank + 1), from: 'largest' },
  holm: { step: (p, rank, family) => p * (family - rank + 1), from: 'smallest' },
};

/**
 * Adjusted p-values (q-values for the two Benjamini procedures), 0 to 1, in the order given. `familySize` counts every
 * comparison that was looked at, those without a p-value too; it is at least the number of p-values, which it is by
 * default. Unanswerable: a p-value outside 0 to 1, a family smaller than its members. No p-values give none.
 * Source: Benjamini & Hochberg 1995; Benjamini & Yekutieli 2001; Holm 1979; Hochberg 1988.
 */
export function adjusted(
  pValues: readonly number[],
  adjustment: Adjustment,
  familySize: number = pValues.length,
): Answer<readonly number[]> {
  const strange = pValues.find((p) => !(p >= 0 && p <= 1));
  if (strange !== undefined) return new Unanswerable('out-of-scale', { pValue: strange });
  if (!Number.isSafeInteger(familySize) || familySize < pValues.length) {
    return new Unanswerable('out-of-scale', { familySize, needed: pValues.length });
  }
  const { step, from } = procedures[adjustment];
  const ranked = pValues
    .map((p, at) => ({ p, at }))
    .toSorted((a, b) => a.p - b.p)
    .map(({ p, at }, index) => ({ at, value: Math.min(1, step(p, index + 1, familySize)) }));
  const result = Array.from(pValues, () => 1);
  let bound = from === 'largest' ? 1 : 0;
  for (const { at, value } of from === 'largest' ? ranked.toReversed() : ranked) {
    bound = from === 'largest' ? Math.min(bound, value) : Math.max(bound, value);
    result[at] = bound;
  }
  return result;
}

/** 1 + 1/2 + … + 1/n. */
function harmonic(n: number): number {
  let sum = 0;
  for (let i = n; i > 0; i--) sum += 1 / i;
  return sum;
}
