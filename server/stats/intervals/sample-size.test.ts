import { expect, test } from 'vitest';
import { answersForMargin } from './sample-size.ts';

test('±5 points with half promoters and a fifth detractors take 938 answers', () => {
  expect(answersForMargin(5, 100 ** 2 * (0.5 + 0.2 - 0.3 ** 2))).toBe(938);
});

test('no margin or an impossible variance has no size', () => {
  expect(answersForMargin(0, 1)).toMatchObject({ reason: 'out-of-scale' });
  expect(answersForMargin(5, -1)).toMatchObject({ reason: 'out-of-scale' });
  expect(answersForMargin(Number.NaN, 1)).toMatchObject({ reason: 'out-of-scale' });
});
