import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered } from '../unanswerable.ts';
import { independence } from './contingency.ts';

test('promoters, passives and detractors of two samples of a thousand equal R', () => {
  const result = independence([
    [500, 300, 200],
    [450, 300, 250],
  ]);
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.p, 0.016679627, 2e-8);
  // 25²/475 + 25²/475 + 25²/225 + 25²/225
  expectClose(result.chiSquared, 8.1871345029);
  expect(result).toMatchObject({ degreesOfFreedom: 2, smallestExpected: 225 });
});

test('admissions of men and women at Berkeley: 92.20528', () => {
  const result = independence([
    [1198, 1493],
    [557, 1278],
  ]);
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.chiSquared, 92.20528, 1e-7);
  expectClose(result.p, 7.81360201383e-22, 1e-5);
});

test('equal shares are no difference at all', () => {
  expect(
    independence([
      [10, 20],
      [20, 40],
    ]),
  ).toMatchObject({ chiSquared: expect.closeTo(0, 10), p: expect.closeTo(1, 5) });
});

test('empty columns say nothing, one row compares nothing, negative counts are none', () => {
  expect(
    independence([
      [5, 0, 5],
      [1, 0, 9],
    ]),
  ).toMatchObject({ degreesOfFreedom: 1 });
  expect(independence([[1, 2]])).toMatchObject({ reason: 'empty-group' });
  expect(
    independence([
      [1, 2],
      [0, 0],
    ]),
  ).toMatchObject({ reason: 'empty-group' });
  expect(independence([[1, -2]])).toMatchObject({ reason: 'out-of-scale' });
  expect(independence([])).toMatchObject({ reason: 'empty-group' });
});
