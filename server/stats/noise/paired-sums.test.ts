import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { pairedChange, type PairedSums } from './paired-sums.ts';

function sumsOf(before: readonly number[], after: readonly number[]): PairedSums {
  const sum = (of: (b: number, a: number) => number): number =>
    before.reduce((total, b, at) => total + of(b, after[at] ?? Number.NaN), 0);
  return {
    n: before.length,
    before: sum((b) => b),
    after: sum((_, a) => a),
    beforeSquared: sum((b) => b * b),
    afterSquared: sum((_, a) => a * a),
    product: sum((b, a) => a * b),
  };
}

// Mee & Chua 1991: eight students before and after a course.
const students = sumsOf([45, 52, 63, 68, 57, 55, 60, 59], [49, 50, 70, 71, 53, 61, 62, 67]);

test('the correlation of eight students’ marks equals the published one', () => {
  const result = pairedChange(students);
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.correlation, 0.8809626439, 1e-9);
});

test('the change of eight students equals a calculation by hand', () => {
  // differences 4 −2 7 3 −4 6 2 8: mean 3, squares 198, variance (198 − 72) ÷ 7 = 18, error √(18 ÷ 8) = 1.5, t = 2
  const result = pairedChange(students);
  if (!isAnswered(result)) throw new Error(result.reason);
  expect(result.change).toBe(3);
  expectClose(result.standardError, 1.5);
  expectClose(result.high - result.change, 1.5 * 2.364624251592785, 1e-9);
  expectClose(result.p, 0.085619328563, 1e-9);
});

test('a side that does not move has no correlation but a change', () => {
  const result = pairedChange(sumsOf([5, 5, 5], [1, 2, 3]));
  expect(isAnswered(result) ? result.correlation : undefined).toBeNull();
});

test.each([
  { why: 'one person', sums: sumsOf([1], [2]), reason: 'too-few' },
  { why: 'nobody', sums: sumsOf([], []), reason: 'too-few' },
  { why: 'everybody up by one', sums: sumsOf([1, 2, 3], [2, 3, 4]), reason: 'constant-outcome' },
  { why: 'no number', sums: sumsOf([1, Number.NaN], [2, 3]), reason: 'out-of-scale' },
  { why: 'impossible sums', sums: { ...sumsOf([1, 2], [2, 5]), product: 100 }, reason: 'out-of-scale' },
])('$why has no change', ({ sums, reason }) => {
  const result = pairedChange(sums);
  expect(result instanceof Unanswerable ? result.reason : result).toBe(reason);
});
