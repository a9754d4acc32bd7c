import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered } from '../unanswerable.ts';
import { npsPaired } from './nps-paired.ts';

test('ten people of whom four moved up a class and one down gain thirty points', () => {
  // Moves: −1 once, 0 five times, 1 four times. Mean 0.3, Σd² 5, variance (5 − 0.9) / 9, standard error √(4.1/90).
  const result = npsPaired([0, 1, 5, 4, 0]);
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.difference, 30);
  expectClose(result.standardError, 21.343747458);
  // t of 9 at 97.5 %: 2.262157162798205
  expectClose(result.low, 30 - 2.262157162798205 * 21.343747458, 1e-8);
  expectClose(result.t, 1.4055638569975);
  expect(result.n).toBe(10);
});

test('one person, nobody moving or a negative count have no answer', () => {
  expect(npsPaired([0, 0, 1, 0, 0])).toMatchObject({ reason: 'too-few', details: { n: 1 } });
  expect(npsPaired([0, 0, 9, 0, 0])).toMatchObject({ reason: 'constant-outcome' });
  expect(npsPaired([0, 0, -1, 3, 0])).toMatchObject({ reason: 'out-of-scale' });
});
