import { expect, test } from 'vitest';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { twoStage } from './two-stage.ts';

const published = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
];

test.each(['divided', 'full'] as const)('two stages reject eight of the fifteen published, first level %s', (first) => {
  const result = twoStage(published, 0.05, first);
  if (!isAnswered(result)) throw new Error(result.reason);
  expect(result.rejected.filter(Boolean)).toHaveLength(8);
  expect(result.estimatedNulls).toBe(11);
});

test('where the first stage finds nothing the second does not look', () => {
  const result = twoStage([0.04, 0.5, 0.6], 0.05);
  if (!isAnswered(result)) throw new Error(result.reason);
  expect(result.rejected).toEqual([false, false, false]);
});

test('where the first stage rejects everything everything stays rejected', () => {
  const result = twoStage([0.001, 0.002], 0.05);
  if (!isAnswered(result)) throw new Error(result.reason);
  expect(result.rejected).toEqual([true, true]);
  expect(result.estimatedNulls).toBe(0);
});

test.each([0, 1, Number.NaN])('%d is no level', (level) => {
  expect(twoStage(published, level)).toBeInstanceOf(Unanswerable);
});

test('a p-value above 1 has no answer', () => {
  expect(twoStage([2], 0.05)).toBeInstanceOf(Unanswerable);
});
