import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { mustAnswer } from '../../testing/must-answer.ts';
import { hasReferenceData, referenceRows } from '../../testing/reference-data.ts';
import { balancedDifference, type DesignCell, differenceInDifferences } from './difference-in-differences.ts';

const one = (unit: string, treated: boolean, after: boolean, value: number): DesignCell => ({
  unit,
  treated,
  after,
  n: 1,
  sum: value,
  sumOfSquares: value ** 2,
});

/** Two units an arm. Changes of the treated +5 and +3, of the control +1 and −1: 4 − 0. */
const small = [
  one('a', true, false, 10), one('a', true, true, 15), one('b', true, false, 12), one('b', true, true, 15),
  one('c', false, false, 8), one('c', false, true, 9), one('d', false, false, 9), one('d', false, true, 8),
]; // prettier-ignore

function cardKrueger(): DesignCell[] {
  return referenceRows('ck')
    .filter((row) => row.get('fte') !== '')
    .map((row) => one(row.get('id') ?? '', row.get('nj') === '1', row.get('d') === '1', Number(row.get('fte'))));
}

test('four means give the difference of the changes', () => {
  const result = mustAnswer(differenceInDifferences(small));
  expect(result.clustered.estimate).toBeCloseTo(4, 12);
  expect([result.treatedBefore.mean, result.treatedAfter.mean]).toEqual([11, 15]);
  expect([result.controlBefore.mean, result.controlAfter.mean]).toEqual([8.5, 8.5]);
  // Residuals ∓1, 0, 0 / ∓½, ±½: Σe² = 3, over 4 degrees of freedom, times Σ 1/n = 4 · ½.
  expect(result.ols.standardError).toBeCloseTo(Math.sqrt(0.75 * 2), 12);
  // Unit scores of the change: ±1 in each arm; inverse block gives Σ((e_after − e_before)/2)² = 4 · ¼; times 4/3 · 7/4.
  expect(result.clustered.standardError).toBeCloseTo(Math.sqrt((4 / 3) * (7 / 4)), 12);
  expect(result.clustered.degreesOfFreedom).toBe(3);
  expect(result.clustered.method).toBe('CR1 by unit, t with G − 1 degrees of freedom');
});

test('units observed on both sides are compared by their changes', () => {
  const result = mustAnswer(balancedDifference([...small, one('e', true, false, 900)]));
  expect(result.welch.estimate).toBe(4);
  expect([result.treated.n, result.control.n]).toEqual([2, 2]);
  // Changes 5, 3 and 1, −1: variances 2 and 2, each over 2.
  expect(result.welch.standardError).toBeCloseTo(Math.SQRT2, 12);
  expect(result.welch.degreesOfFreedom).toBeCloseTo(2, 12);
});

test('folded sums answer as single observations do', () => {
  const folded = mustAnswer(
    differenceInDifferences([
      { unit: 'a', treated: true, after: false, n: 2, sum: 5, sumOfSquares: 13 },
      { unit: 'a', treated: true, after: true, n: 1, sum: 7, sumOfSquares: 49 },
      ...small,
    ]),
  );
  const apart = mustAnswer(
    differenceInDifferences([one('a', true, false, 2), one('a', true, false, 3), one('a', true, true, 7), ...small]),
  );
  for (const by of ['ols', 'hc1', 'clustered'] as const)
    expectClose(folded[by].standardError, apart[by].standardError, 1e-12);
});

test('the published cell means of Card and Krueger are enough for the difference and two of its errors', () => {
  // Mean, n and standard error of full-time equivalents before and after; which stores they are does not matter here.
  const cell = (unit: string, treated: boolean, after: boolean, [mean, n, se]: readonly [number, number, number]) => ({
    unit,
    treated,
    after,
    n,
    sum: mean * n,
    sumOfSquares: (n - 1) * n * se ** 2 + n * mean ** 2,
  });
  const result = mustAnswer(
    differenceInDifferences([
      cell('p1', false, false, [23.33116883, 77, 1.35114886]),
      cell('p2', false, true, [21.16558442, 77, 0.94322116]),
      cell('n1', true, false, [20.4394081, 321, 0.5082607]),
      cell('n2', true, true, [21.02742947, 319, 0.52030944]),
    ]),
  );
  expectClose(result.ols.estimate, 2.753605783, 1e-8);
  expectClose(result.ols.standardError, 1.68840913, 1e-8);
  expectClose(result.hc1.standardError, 1.795451, 1e-6);
});

test.skipIf(!hasReferenceData)('Card and Krueger’s minimum wage has five defensible standard errors', () => {
  const result = mustAnswer(differenceInDifferences(cardKrueger()));
  for (const [cell, mean, n, se] of [
    ['controlBefore', 23.33116883, 77, 1.35114886],
    ['controlAfter', 21.16558442, 77, 0.94322116],
    ['treatedBefore', 20.4394081, 321, 0.5082607],
    ['treatedAfter', 21.02742947, 319, 0.52030944],
  ] as const) {
    expectClose(result[cell].mean, mean, 1e-9);
    expect(result[cell].n).toBe(n);
    expectClose(result[cell].standardError, se, 1e-8);
  }
  expectClose(result.clustered.estimate, 2.753605783);
  expectClose(result.ols.standardError, 1.68840913, 1e-8);
  expectClose(result.hc1.standardError, 1.795451, 1e-6);
  expectClose(result.clustered.standardError, 1.306607, 1e-6);
  expectClose(result.clustered.estimate / result.clustered.standardError, 2.107, 1e-3);
  const balanced = mustAnswer(balancedDifference(cardKrueger()));
  expectClose(balanced.control.mean, -2.283333333);
  expectClose(balanced.treated.mean, 0.466666667);
  expect([balanced.control.n, balanced.treated.n]).toEqual([75, 309]);
  expectClose(balanced.control.standardError, 1.253269, 1e-6);
  expectClose(balanced.treated.standardError, 0.480828571, 1e-8);
  expectClose(balanced.welch.estimate, 2.75);
  expectClose(balanced.welch.standardError, 1.342340977);
  expectClose(balanced.welch.estimate / balanced.welch.standardError, 2.04866, 1e-5);
  expectClose(balanced.welch.degreesOfFreedom, 96.88378, 1e-7);
  expectClose(balanced.welch.pValue, 0.0431997, 1e-6);
  expectClose(balanced.pooled.standardError, 1.154355, 1e-6);
});

test('shifting all units of an arm, or all of a period, changes nothing', () => {
  const value = fc.integer({ min: -50, max: 50 });
  fc.assert(
    fc.property(fc.array(value, { minLength: 8, maxLength: 8 }), value, value, (values, unit, time) => {
      const cells = small.map((cell, i) => one(cell.unit, cell.treated, cell.after, values[i] ?? 0));
      const moved = cells.map((cell) =>
        one(cell.unit, cell.treated, cell.after, cell.sum + (cell.treated ? unit : 0) + (cell.after ? time : 0)),
      );
      const [before, after] = [mustAnswer(differenceInDifferences(cells)), mustAnswer(differenceInDifferences(moved))];
      expect(after.clustered.estimate).toBeCloseTo(before.clustered.estimate, 9);
      expect(after.clustered.standardError).toBeCloseTo(before.clustered.standardError, 6);
    }),
  );
});

test('an empty cell, one unit an arm and sums that are no numbers have no answer', () => {
  expect(differenceInDifferences(small.filter(({ treated, after }) => treated || !after))).toMatchObject({
    reason: 'empty-group',
    details: { group: 'controlAfter' },
  });
  expect(differenceInDifferences(small.filter(({ unit }) => unit !== 'b'))).toMatchObject({ reason: 'too-few' });
  expect(differenceInDifferences([...small, one('a', true, true, Number.NaN)])).toMatchObject({
    reason: 'out-of-scale',
  });
  expect(balancedDifference(small.filter(({ unit }) => unit !== 'd'))).toMatchObject({ reason: 'too-few' });
});

test('an outcome that never varies has an effect of 0 and no width', () => {
  const result = mustAnswer(differenceInDifferences(small.map((cell) => one(cell.unit, cell.treated, cell.after, 3))));
  expect(result.clustered.estimate).toBeCloseTo(0, 12);
  expect(result.clustered.high).toBeCloseTo(0, 9);
});
