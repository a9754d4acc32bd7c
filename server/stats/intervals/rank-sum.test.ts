import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered } from '../unanswerable.ts';
import { rankSum } from './rank-sum.ts';

test('detractors, passives and promoters of two samples of a thousand equal R', () => {
  const result = rankSum([200, 300, 500], [250, 300, 450]);
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.p, 0.0064738, 1e-7);
  // 200·125 + 300·(250 + 150) + 500·(550 + 225) of a million pairs
  expect(result.u).toBe(532_500);
  expectClose(result.superiority, 0.5325);
});

test('the sides are symmetric', () => {
  const [there, back] = [rankSum([3, 4, 9], [8, 4, 2]), rankSum([8, 4, 2], [3, 4, 9])];
  if (!isAnswered(there) || !isAnswered(back)) throw new Error('Both sides have answers.');
  expectClose(there.p, back.p);
  expectClose(there.z, -back.z);
});

test('no side, no spread and no count have no answer', () => {
  expect(rankSum([0, 0], [1, 2])).toMatchObject({ reason: 'empty-group' });
  expect(rankSum([0, 5], [0, 3])).toMatchObject({ reason: 'constant-outcome' });
  expect(rankSum([1], [0, 0])).toMatchObject({ reason: 'empty-group' });
  expect(rankSum([1, -1], [1, 1])).toMatchObject({ reason: 'out-of-scale' });
  expect(rankSum([1, Number.NaN], [1, 1])).toMatchObject({ reason: 'out-of-scale' });
});
