import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { type Concentration, concentration } from './concentration.ts';

function concentrated(values: readonly number[], target?: number): Concentration {
  const found = concentration(values, target);
  if (!isAnswered(found)) throw new Error(found.reason);
  return found;
}

test('ten causes of which two carry 80 of 100', () => {
  const { gini, cut } = concentrated([50, 30, 4, 4, 3, 3, 2, 2, 1, 1]);
  expect(cut).toEqual({ causes: 2, shareOfCauses: 0.2, shareOfTotal: 0.8 });
  // Σ (11 − 2 rank) x / (10 · 100) = (450 + 210 + 20 + 12 + 3 − 3 − 6 − 10 − 7 − 9) / 1000
  expectClose(gini, 0.66);
});

test('five equal causes need four for 80 per cent, and have no concentration', () => {
  expect(concentrated([7, 7, 7, 7, 7])).toEqual({ gini: 0, cut: { causes: 4, shareOfCauses: 0.8, shareOfTotal: 0.8 } });
});

test('one cause that has everything', () => {
  expect(concentrated([0, 0, 0, 9])).toEqual({ gini: 0.75, cut: { causes: 1, shareOfCauses: 0.25, shareOfTotal: 1 } });
});

test('another target', () => {
  expect(concentrated([5, 3, 2], 0.5).cut).toEqual({ causes: 1, shareOfCauses: 1 / 3, shareOfTotal: 0.5 });
});

test('nothing, less than nothing and a total of nothing have no answer', () => {
  expect(concentration([])).toEqual(new Unanswerable('too-few', { n: 0, needed: 1 }));
  expect(concentration([1, -1])).toEqual(new Unanswerable('out-of-scale'));
  expect(concentration([1, Number.NaN])).toEqual(new Unanswerable('out-of-scale'));
  expect(concentration([0, 0])).toEqual(new Unanswerable('constant-outcome', { value: 0 }));
});

test("Gini's coefficient is half the mean difference of any two per mean", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 }), (values) => {
      const total = values.reduce((sum, value) => sum + value, 0);
      if (total === 0) return true;
      const differences = values.flatMap((a) => values.map((b) => Math.abs(a - b))).reduce((sum, one) => sum + one, 0);
      return Math.abs(concentrated(values).gini - differences / (2 * values.length * total)) < 1e-12;
    }),
  );
});
