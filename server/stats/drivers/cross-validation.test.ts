import { expect, test } from 'vitest';
import { atOnce } from '../../lib/in-turns.ts';
import { expectClose } from '../../testing/close-to.ts';
import { seeded } from '../random.ts';
import { isAnswered } from '../unanswerable.ts';
import { chosenPenalty, squaredErrors } from './cross-validation.ts';
import { momentsOf } from './moments.ts';
import { lasso, ridgeByMean } from './penalised.ts';

const random = seeded(2);
const rows = Array.from({ length: 120 }, () => {
  const drivers = Array.from({ length: 6 }, random.normal);
  return [10 + 2 * (drivers[0] ?? 0) - (drivers[1] ?? 0) + random.normal(), ...drivers];
});
const groups = rows.map((row) => momentsOf([row], { centre: [9, 0, 0, 0, 0, 0, 0] }));

test('errors from sums equal errors row by row', () => {
  const moments = momentsOf([[3, 1, 4], [1, 5, 9], [2, 6, 5]], { centre: [1, 2, 3], weights: [1, 2, 1] }); // prettier-ignore
  const fit = { intercept: 0.5, coefficients: [0.25, -1] };
  const byHand = (3 - 0.5 - 0.25 + 4) ** 2 + 2 * (1 - 0.5 - 1.25 + 9) ** 2 + (2 - 0.5 - 1.5 + 5) ** 2;
  expectClose(squaredErrors(moments, fit), byHand, 1e-12);
});

test('the chosen lasso keeps both weights that were put in, at a penalty that is the same for the same seed', () => {
  const run = (seed: number) => atOnce(chosenPenalty(groups, lasso, { seed }));
  const choice = run(1);
  if (!isAnswered(choice)) throw new Error(choice.reason);
  expect(run(1)).toEqual(choice);
  expect(choice.fit.coefficients[0]).toBeGreaterThan(1.6);
  expect(choice.fit.coefficients[1]).toBeLessThan(-0.6);
  expect(choice.path).toHaveLength(40);
  expect(Math.min(...choice.path.map(({ error }) => error))).toBeLessThan(1.15);
  expect(choice.path[0]?.error).toBeGreaterThan(2);
});

test('a ridge is chosen where the plain regression has none', () => {
  const twins = rows.map((row) => momentsOf([[...row, row[1] ?? 0]], { centre: [9, 0, 0, 0, 0, 0, 0, 0] }));
  const choice = atOnce(chosenPenalty(twins, ridgeByMean, { seed: 1 }));
  if (!isAnswered(choice)) throw new Error(choice.reason);
  expectClose(choice.fit.coefficients[0], choice.fit.coefficients[6] ?? 0, 1e-6);
});

test('fewer groups than folds and a constant outcome have no answer', () => {
  expect(atOnce(chosenPenalty(groups.slice(0, 9), lasso, { seed: 1 }))).toMatchObject({ reason: 'too-few' });
  const still = rows.map(([, ...drivers]) => momentsOf([[7, ...drivers]], { centre: [0, 0, 0, 0, 0, 0, 0] }));
  expect(atOnce(chosenPenalty(still, lasso, { seed: 1 }))).toMatchObject({ reason: 'constant-outcome' });
});
