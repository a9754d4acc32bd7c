import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { mustAnswer } from '../../testing/must-answer.ts';
import { hasReferenceData, referenceRows } from '../../testing/reference-data.ts';
import { cuped, type PairSums } from './cuped.ts';

function sums(pairs: readonly (readonly [x: number, y: number])[]): PairSums {
  const add = (value: (x: number, y: number) => number): number => pairs.reduce((sum, [x, y]) => sum + value(x, y), 0);
  return {
    n: pairs.length,
    sumX: add((x) => x),
    sumY: add((_, y) => y),
    sumXX: add((x) => x * x),
    sumYY: add((_, y) => y * y),
    sumXY: add((x, y) => x * y),
  };
}

/** Weights before and after therapy, in pounds: 17 girls in family treatment, 26 without treatment (Hand et al. 1993). */
const family = { n: 17, sumX: 1414.9, sumY: 1538.4, sumXX: 118163.97, sumYY: 140365.38, sumXY: 128406.25 };
const untreated = { n: 26, sumX: 2120.5, sumY: 2108.8, sumXX: 173757.35, sumYY: 171602.6, sumXY: 171879.6 };

function expectAnorexia(treated: PairSums, control: PairSums): void {
  const result = mustAnswer(cuped(treated, control));
  expect(result.theta).toBeCloseTo(0.335688229, 9);
  expectClose(result.raw.estimate, 9.386425339);
  expectClose(result.adjusted.estimate, 8.8252488);
  expectClose(result.ancova.estimate, 9.033572574);
  expectClose(result.ancova.standardError, 2.03148625);
  expectClose(result.rhoSquared, 0.0536260777);
}

test('weights before therapy take 5 % of the variance away: a weak covariate', () => {
  expectAnorexia(family, untreated);
});

test.skipIf(!hasReferenceData)('the sums are those of the girls in the anorexia data', () => {
  const arm = (name: string): PairSums =>
    sums(
      referenceRows('anorexia')
        .filter((row) => row.get('Treat') === name)
        .map((row) => [Number(row.get('Prewt')), Number(row.get('Postwt'))]),
    );
  expectAnorexia(arm('FT'), arm('Cont'));
});

test('a covariate that tells all leaves the difference and no width', () => {
  // y = x + 3 in the treated, y = x in the control; both with x of 1, 2, 3.
  const result = mustAnswer(cuped(sums([[1, 4], [2, 5], [3, 6]]), sums([[1, 1], [2, 2], [3, 3]]))); // prettier-ignore
  expect(result.raw.estimate).toBe(3);
  expect(result.raw.standardError).toBeCloseTo(Math.sqrt(2 / 3), 12);
  expect(result.ancova.estimate).toBe(3);
  expect(result.ancova.standardError).toBeCloseTo(0, 9);
});

test('the variance falls by ρ² exactly, and an unrelated covariate changes nothing', () => {
  const pair = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }));
  const arm = fc.array(pair, { minLength: 4, maxLength: 8 });
  fc.assert(
    fc.property(arm, arm, (treated, control) => {
      const result = cuped(sums(treated), sums(control));
      fc.pre('theta' in result);
      const all = [...treated, ...control];
      const adjusted = all.map(([x, y]) => y - result.theta * x);
      const variance = (values: readonly number[]): number => {
        const mean = values.reduce((a, b) => a + b, 0) / values.length;
        return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      };
      expect(1 - variance(adjusted) / variance(all.map(([, y]) => y))).toBeCloseTo(result.rhoSquared, 9);
      if (result.theta === 0) expect(result.adjusted.estimate).toBe(result.raw.estimate);
    }),
  );
});

test('one case an arm, a covariate or an outcome that never varies have no answer', () => {
  const pairs = sums([[1, 4], [2, 5], [3, 6]]); // prettier-ignore
  expect(cuped(sums([[1, 1]]), pairs)).toMatchObject({ reason: 'too-few' });
  expect(cuped(sums([[0.1, 4], [0.1, 5]]), sums([[0.1, 1], [0.1, 2]]))).toMatchObject({ reason: 'constant-column' }); // prettier-ignore
  expect(cuped(sums([[1, 0.3], [2, 0.3]]), sums([[1, 0.3], [3, 0.3]]))).toMatchObject({ reason: 'constant-outcome' }); // prettier-ignore
  expect(cuped({ ...pairs, sumX: Number.NaN }, pairs)).toMatchObject({ reason: 'out-of-scale' });
});
