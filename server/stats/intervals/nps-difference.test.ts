import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { npsDifference } from './nps-difference.ts';

test('500/300/200 against 450/300/250 equals R', () => {
  const result = npsDifference(
    { promoters: 500, detractors: 200, n: 1000 },
    { promoters: 450, detractors: 250, n: 1000 },
  );
  expectClose(result?.difference, 10);
  expectClose(result?.standardError, 3.563705936);
  expectClose(result?.z, 2.806067666);
  expectClose(result?.p, 0.005015016, 1e-7);
  expectClose(result?.low, 10 - 1.959963985 * 3.563705936, 1e-8);
  expectClose(result?.high, 10 + 1.959963985 * 3.563705936, 1e-8);
});

test('samples in which all answers agree have a difference but no z', () => {
  const result = npsDifference({ promoters: 3, detractors: 0, n: 3 }, { promoters: 0, detractors: 4, n: 4 });
  expect(result).toEqual({ difference: 200, standardError: 0, z: null, p: null, low: 200, high: 200 });
});

test('an empty sample has no difference', () => {
  expect(npsDifference({ promoters: 0, detractors: 0, n: 0 }, { promoters: 1, detractors: 0, n: 1 })).toBeNull();
});
