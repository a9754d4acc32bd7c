import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { mustAnswer } from '../../testing/must-answer.ts';
import { hasReferenceData, referenceRows, type ReferenceRow } from '../../testing/reference-data.ts';
import { balanceOf, standardisedDifference } from './balance.ts';
import { type CellSums, together } from './cell-sums.ts';
import { matchedEffect, type Stratum } from './matching.ts';

const cell = (...values: readonly number[]): CellSums =>
  together(values.map((value) => ({ n: 1, sum: value, sumOfSquares: value ** 2 })));

/** Strata of the lalonde data by columns, each with the sums of another column. */
function lalonde(by: readonly string[], outcome: string): Stratum[] {
  const strata = new Map<string, ReferenceRow[]>();
  for (const row of referenceRows('lalonde')) {
    const key = by.map((column) => row.get(column)).join(' ');
    strata.set(key, [...(strata.get(key) ?? []), row]);
  }
  const sums = (rows: readonly ReferenceRow[], treat: string): CellSums =>
    cell(...rows.filter((row) => row.get('treat') === treat).map((row) => Number(row.get(outcome))));
  return [...strata.values()].map((rows) => ({ treated: sums(rows, '1'), control: sums(rows, '0') }));
}

test('differences within strata are averaged by the treated', () => {
  const result = mustAnswer(
    matchedEffect([
      { treated: cell(10, 12, 14), control: cell(9, 11) },
      { treated: cell(30), control: cell(20, 22, 24) },
      { treated: cell(99, 98), control: cell() },
      { treated: cell(), control: cell(1) },
    ]),
  );
  // (12 − 10) · ¾ + (30 − 22) · ¼
  expect(result.effect.estimate).toBeCloseTo(3.5, 12);
  expect(result.matched).toEqual({ treated: 4, control: 5, strata: 2 });
  expect(result.unmatched).toEqual({ treated: 2, control: 1 });
  // Squares 8 + 2 + 0 + 8 over 5 degrees of freedom: 3.6 for the single case.
  expect(result.effect.standardError).toBeCloseTo(Math.sqrt(0.5625 * (4 / 3 + 1) + 0.0625 * (3.6 + 4 / 3)), 12);
  expect(result.effect.degreesOfFreedom).toBe(5);
  expect(result.effectiveControl).toBeCloseTo(16 / (9 / 2 + 1 / 3), 12);
});

test('matching balances a covariate that strata hold equal', () => {
  const balance = balanceOf([
    { treated: cell(1, 1, 1), control: cell(1) },
    { treated: cell(0), control: cell(0, 0, 0) },
  ]);
  expect(balance.treatedMean).toBe(0.75);
  expect(balance.controlMean).toBe(0.25);
  expect(balance.before).toBeCloseTo(0.5 / 0.5, 12);
  expect(balance.after).toBe(0);
});

test('a covariate that never varies within the arms is unlike by more than the limit, without dividing by 0', () => {
  expect(standardisedDifference(cell(1, 1), cell(0, 0))).toBe(10);
  expect(standardisedDifference(cell(1, 1), cell(1, 1))).toBe(0);
  expect(standardisedDifference(cell(1, 1), cell(0, 2))).toBe(0);
  expect(balanceOf([{ treated: cell(1, 2), control: cell() }]).after).toBeNull();
});

test.skipIf(!hasReferenceData)('job training: the naive difference is negative, the exactly matched one is not', () => {
  const naive = mustAnswer(matchedEffect(lalonde([], 're78')));
  expectClose(naive.effect.estimate, -635.026212);
  const exact = mustAnswer(matchedEffect(lalonde(['race', 'married', 'nodegree'], 're78')));
  expectClose(exact.effect.estimate, 1309.89721);
  expect(exact.matched).toEqual({ treated: 185, control: 429, strata: 12 });
  const earnings = balanceOf(lalonde(['race', 'married', 'nodegree'], 're74'));
  expectClose(earnings.treatedMean, 2095.57, 1e-5);
  expectClose(earnings.controlMean, 5619.24, 1e-5);
  expectClose(earnings.before, -0.7211, 1e-4);
  const degree = balanceOf(lalonde(['race', 'married', 'nodegree'], 'nodegree'));
  expectClose(degree.treatedMean, 0.7081, 1e-4);
  expectClose(degree.controlMean, 0.5967, 1e-4);
  expect(degree.after).toBeCloseTo(0, 12);
});

test('arms that share no stratum, single cases alone and sums that are no numbers have no answer', () => {
  expect(matchedEffect([{ treated: cell(1), control: cell() }])).toMatchObject({ reason: 'empty-group' });
  expect(matchedEffect([])).toMatchObject({ reason: 'empty-group' });
  expect(matchedEffect([{ treated: cell(1), control: cell(2) }])).toMatchObject({ reason: 'too-few' });
  expect(matchedEffect([{ treated: cell(1, Number.NaN), control: cell(2) }])).toMatchObject({ reason: 'out-of-scale' });
});
