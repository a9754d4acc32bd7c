import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { hasReferenceData, referenceRows } from '../../testing/reference-data.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { type GroupSums, pairwiseT } from './pairwise-t.ts';

// Ozone in New York 1973 by month: n, Σx, Σx².
const ozone: readonly GroupSums[] = [
  { group: 'May', n: 26, sum: 614, sumOfSquares: 26848 },
  { group: 'June', n: 9, sum: 265, sumOfSquares: 10455 },
  { group: 'July', n: 26, sum: 1537, sumOfSquares: 115881 },
  { group: 'August', n: 26, sum: 1559, sumOfSquares: 132845 },
  { group: 'September', n: 29, sum: 912, sumOfSquares: 45000 },
];

const expected = new Map([
  ['May–July', 0.0001465576],
  ['May–August', 0.0001465576],
  ['June–July', 0.0170424712],
  ['June–August', 0.0166244438],
  ['July–September', 0.0017424279],
  ['August–September', 0.0016158785],
]);

function expectMonths(groups: readonly GroupSums[]): void {
  const result = pairwiseT(groups, 'benjamini-hochberg');
  if (!isAnswered(result)) throw new Error(result.reason);
  expect(result.pairs).toHaveLength(10);
  expect(result.degreesOfFreedom).toBe(111);
  for (const pair of result.pairs) {
    const value = expected.get(`${pair.first}–${pair.second}`);
    if (value === undefined) expect(pair.adjusted).toBeGreaterThan(0.05);
    else expectClose(pair.adjusted, value, 1e-6);
  }
}

test('ozone by month, every pair of months, equals R', () => {
  expectMonths(ozone);
});

test.skipIf(!hasReferenceData)('ozone by month from the rows equals R (needs the reference data)', () => {
  const rows = referenceRows('airquality').filter((row) => row.get('Ozone') !== '');
  expectMonths(
    ['May', 'June', 'July', 'August', 'September'].map((group, at) => {
      const values = rows.filter((row) => row.get('Month') === String(at + 5)).map((row) => Number(row.get('Ozone')));
      const sum = (of: (value: number) => number): number => values.reduce((total, value) => total + of(value), 0);
      return { group, n: values.length, sum: sum((x) => x), sumOfSquares: sum((x) => x * x) };
    }),
  );
});

const group = (name: string, n: number, sum: number, sumOfSquares: number): GroupSums => ({
  group: name,
  n,
  sum,
  sumOfSquares,
});

test.each([
  { why: 'one group', groups: [group('a', 3, 6, 14)], reason: 'too-few' },
  { why: 'an empty group', groups: [group('a', 3, 6, 14), group('b', 0, 0, 0)], reason: 'empty-group' },
  { why: 'one value a group', groups: [group('a', 1, 2, 4), group('b', 1, 3, 9)], reason: 'too-few' },
  { why: 'no spread', groups: [group('a', 3, 6, 12), group('b', 3, 9, 27)], reason: 'constant-outcome' },
  { why: 'no number', groups: [group('a', 3, Number.NaN, 1), group('b', 3, 9, 27)], reason: 'out-of-scale' },
])('$why has no answer', ({ groups, reason }) => {
  const result = pairwiseT(groups, 'holm');
  expect(result instanceof Unanswerable ? result.reason : result).toBe(reason);
});
