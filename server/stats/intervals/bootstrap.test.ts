import { expect, test } from 'vitest';
import { atOnce } from '../../lib/in-turns.ts';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered } from '../unanswerable.ts';
import { clusterBootstrap, npsBootstrap } from './bootstrap.ts';

const counts = { promoters: 50, detractors: 20, n: 100 };

test('two thousand draws of a hundred answers come near to the error by formula, 7.81', () => {
  const result = atOnce(npsBootstrap(counts, { draws: 2000, seed: 7 }));
  if (!isAnswered(result)) throw new Error(result.reason);
  expect(Math.abs(result.standardError - 7.81)).toBeLessThan(0.5);
  expect(Math.abs(result.low - 14.7)).toBeLessThan(2);
  expect(Math.abs(result.high - 45.3)).toBeLessThan(2);
});

test('the same seed draws the same', () => {
  const [first, second] = [1, 1].map((seed) => atOnce(npsBootstrap(counts, { draws: 200, seed })));
  expect(first).toEqual(second);
});

test('whole accounts drawn again come near to the linearised error', () => {
  // Twenty accounts of five answers that agree within an account: mean 4.5, s² of accounts 8.684, √(8.684 / 20) = 0.659.
  const clusters = Array.from({ length: 20 }, (_, i) => ({ n: 5, sum: 5 * (i % 10) }));
  const result = atOnce(clusterBootstrap(clusters, { draws: 2000, seed: 3 }));
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.standardError, 0.659, 0.08);
});

test('one answer, one account, an empty account or too few draws have no interval', () => {
  expect(atOnce(npsBootstrap({ promoters: 1, detractors: 0, n: 1 }, { draws: 50, seed: 1 }))).toMatchObject({
    reason: 'too-few',
  });
  expect(atOnce(npsBootstrap(counts, { draws: 5, seed: 1 }))).toMatchObject({ reason: 'too-few' });
  expect(atOnce(clusterBootstrap([{ n: 1, sum: 1 }], { draws: 50, seed: 1 }))).toMatchObject({ reason: 'too-few' });
  const empty = [
    { n: 1, sum: 1 },
    { n: 0, sum: 0 },
  ];
  expect(atOnce(clusterBootstrap(empty, { draws: 50, seed: 1 }))).toMatchObject({ reason: 'empty-group' });
});
