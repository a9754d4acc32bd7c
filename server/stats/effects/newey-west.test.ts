import { expect, test } from 'vitest';
import { neweyWest } from './newey-west.ts';

const ones = [[1], [1], [1], [1]];
const swing = { residuals: [1, -1, 1, -1], inverse: [[0.25]] };

test('without lags it is White’s estimator: Σe² / n² of a mean', () => {
  expect(neweyWest(ones, swing, 0)).toEqual([[4 / 16]]);
});

test('one lag counts half: 4 + 2 · ½ · (−3) over n²', () => {
  expect(neweyWest(ones, swing, 1)).toEqual([[1 / 16]]);
});
