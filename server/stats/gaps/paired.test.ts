import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { hasReferenceData, numbersOf, referenceRows } from '../../testing/reference-data.ts';
import { isAnswered } from '../unanswerable.ts';
import { pairedDifference } from './paired.ts';

test('rating less complaints of thirty departments equals R', () => {
  // Σd −59, Σd² 1795.
  const result = pairedDifference({ n: 30, sum: -59, sumOfSquares: 1795 });
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.difference, -1.966666667, 2e-10);
  expectClose(result.t, -1.415693853);
  expectClose(result.p, 0.1675159342);
  expectClose(result.low, -4.8078777, 2e-8);
  expectClose(result.high, 0.8745443, 1e-7);
});

test.skipIf(!hasReferenceData)('the sums are those of the attitude survey (../shared/data/reference)', () => {
  const rows = referenceRows('attitude');
  const [rating, complaints] = [numbersOf(rows, 'rating'), numbersOf(rows, 'complaints')];
  const differences = rating.map((value, at) => value - (complaints[at] ?? 0));
  expect(differences.reduce((sum, value) => sum + value, 0)).toBe(-59);
  expect(differences.reduce((sum, value) => sum + value ** 2, 0)).toBe(1795);
});

test('one pair, no spread and no number have no test', () => {
  expect(pairedDifference({ n: 1, sum: 3, sumOfSquares: 9 })).toMatchObject({ reason: 'too-few', details: { n: 1 } });
  expect(pairedDifference({ n: 3, sum: 6, sumOfSquares: 12 })).toMatchObject({ reason: 'constant-outcome' });
  expect(pairedDifference({ n: 3, sum: 0.3, sumOfSquares: 0.030000000000000006 })).toMatchObject({
    reason: 'constant-outcome',
  });
  expect(pairedDifference({ n: 3, sum: Number.NaN, sumOfSquares: 12 })).toMatchObject({ reason: 'out-of-scale' });
});
