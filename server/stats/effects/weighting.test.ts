import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { mustAnswer } from '../../testing/must-answer.ts';
import { hasReferenceData, referenceRows } from '../../testing/reference-data.ts';
import { standardisedDifference } from './balance.ts';
import { type CellSums, together } from './cell-sums.ts';
import { adjustedEffect, type CovariateCell, weightedEffect } from './weighting.ts';

const cell = (...values: readonly number[]): CellSums =>
  together(values.map((value) => ({ n: 1, sum: value, sumOfSquares: value ** 2 })));

const names = ['age', 'educ', 'hispan', 'white', 'married', 'nodegree', 're74', 're75'];

function lalonde(): CovariateCell[] {
  return referenceRows('lalonde').map((row) => {
    const value = (column: string): number =>
      ['hispan', 'white'].includes(column) ? Number(row.get('race') === column) : Number(row.get(column));
    const [own, other] = [cell(value('re78')), cell()];
    return {
      x: names.map(value),
      ...(row.get('treat') === '1' ? { treated: own, control: other } : { treated: other, control: own }),
    };
  });
}

/** Two groups; in the first 3 of 4 are treated, in the second 1 of 4. */
const two: readonly CovariateCell[] = [
  { x: [0], treated: cell(5, 6, 7), control: cell(3) },
  { x: [1], treated: cell(10), control: cell(1, 2, 3) },
];

test('weights of two groups are the odds of being treated', () => {
  const att = mustAnswer(weightedEffect(two, ['second'], 'att'));
  // Treated mean 7; control weighted 3 and ⅓ each: (3·3 + ⅓·6) / 4 = 2.75.
  expect(att.effect.estimate).toBeCloseTo(4.25, 9);
  const ate = mustAnswer(weightedEffect(two, ['second'], 'ate'));
  // (6 + 10)/2 − (3 + 2)/2
  expect(ate.effect.estimate).toBeCloseTo(5.5, 9);
  expect(att.support).toMatchObject({ treatedOutside: 0, controlOutside: 0 });
  expect(att.effective.treated).toBeCloseTo(4, 9);
  expect(att.effective.control).toBeCloseTo(16 / (9 + 3 / 9), 9);
});

test('without confounding the weighted error is that of two means', () => {
  const same: readonly CovariateCell[] = [
    { x: [0], treated: cell(1, 3, 5), control: cell(2, 4, 6) },
    { x: [1], treated: cell(1, 3, 5), control: cell(2, 4, 6) },
  ];
  const result = mustAnswer(weightedEffect(same, ['group'], 'att'));
  expect(result.effect.estimate).toBeCloseTo(-1, 9);
  // 16 / 36 in each arm: Σ(y − ȳ)² / n².
  expect(result.effect.standardError).toBeCloseTo(Math.sqrt(32 / 36), 9);
});

test('weighted, adjusted and folded rows answer as single rows do', () => {
  const apart = two.flatMap(({ x, treated, control }) => [
    { x, treated, control: cell() },
    { x, treated: cell(), control },
  ]);
  const [folded, unfolded] = [two, apart].map((cells) => mustAnswer(weightedEffect(cells, ['second'], 'ate')));
  expectClose(unfolded?.effect.standardError, folded?.effect.standardError ?? 0, 1e-9);
  expect(mustAnswer(adjustedEffect(two, ['second'])).hc1.estimate).toBeCloseTo(5.5, 9);
});

test.skipIf(!hasReferenceData)(
  'job training: weighted and adjusted effects are positive where the naive one is not',
  () => {
    const cells = lalonde();
    const att = mustAnswer(weightedEffect(cells, names, 'att'));
    expectClose(att.effect.estimate, 1214.071223293);
    expectClose(mustAnswer(weightedEffect(cells, names, 'ate')).effect.estimate, 224.676309104);
    for (const [j, value] of [
      -1.66328159773, 0.0157770710176, 0.161306877374, -2.08173412, -3.06536774097, -0.83211327535, 0.707296881384,
      -7.17766864385e-5, 5.34464470713e-5,
    ].entries())
      expectClose(att.propensity.coefficients[j], value);
    const adjusted = mustAnswer(adjustedEffect(cells, names));
    expectClose(adjusted.classical.estimate, 1548.243802);
    expectClose(adjusted.classical.standardError, 781.279, 1e-6);
    const naive = mustAnswer(
      adjustedEffect(
        cells.map((one) => ({ ...one, x: [] })),
        [],
      ),
    );
    expectClose(naive.classical.standardError, 657.137, 1e-6);
  },
);

test.skipIf(!hasReferenceData)(
  'chances of being treated differ by 1.79 deviations, and 57 controls are like nobody treated',
  () => {
    const cells = lalonde();
    const { propensity, support } = mustAnswer(weightedEffect(cells, names, 'att'));
    const chances = (arm: 'treated' | 'control'): CellSums =>
      cell(
        ...cells
          .filter((one) => one[arm].n > 0)
          .map(({ x }) => {
            const logit = x.reduce(
              (sum, value, j) => sum + value * (propensity.coefficients[j + 1] ?? 0),
              propensity.coefficients[0] ?? 0,
            );
            return 1 / (1 + Math.exp(-logit));
          }),
      );
    const [treated, control] = [chances('treated'), chances('control')];
    expectClose(treated.sum / treated.n, 0.5774, 1e-4);
    expectClose(control.sum / control.n, 0.1822, 3e-4);
    expectClose(standardisedDifference(treated, control), 1.7941, 3e-5);
    // By the published coefficients: chances from 0.0249517845 to 0.7891728344 occur in both arms.
    expectClose(support.low, 0.02495178453642, 1e-8);
    expectClose(support.high, 0.78917283444566, 1e-8);
    expect([support.treatedOutside, support.controlOutside]).toEqual([8, 57]);
  },
);

test('covariates that decide who is treated, and an empty arm, have no answer', () => {
  const decided = [
    { x: [0], treated: cell(1, 2, 4), control: cell() },
    { x: [1], treated: cell(), control: cell(1, 2, 5) },
  ];
  expect(weightedEffect(decided, ['group'], 'att')).toMatchObject({
    reason: 'separation',
    details: { column: 'group' },
  });
  const three = [...decided, { x: [0], treated: cell(1), control: cell() }];
  expect(adjustedEffect(three, ['group'])).toMatchObject({ reason: 'collinear', details: { column: 'group' } });
  const alone = two.map((one) => ({ ...one, control: cell() }));
  expect(weightedEffect(alone, ['second'], 'att')).toMatchObject({ reason: 'constant-outcome' });
  expect(weightedEffect([{ x: [0], treated: cell(Number.NaN), control: cell(1) }], ['second'], 'att')).toMatchObject({
    reason: 'out-of-scale',
  });
});
