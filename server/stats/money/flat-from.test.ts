import { expect, test } from 'vitest';
import { mustAnswer } from '../../testing/must-answer.ts';
import { flatFrom } from './flat-from.ts';

const curve = (mean: (x: number) => number, standardError = 1) =>
  Array.from({ length: 11 }, (_, x) => ({ x, mean: mean(x), standardError }));

test('a curve that rises by 5 a step and is flat from 8 on is found', () => {
  const result = mustAnswer(flatFrom(curve((x) => 60 + 5 * Math.min(x, 8))));
  expect(result).toMatchObject({ knot: 8, low: 8, high: 8, isFlat: true });
  expect(result.below.slope).toBeCloseTo(5, 9);
  expect(result.above?.slope).toBeCloseTo(0, 9);
  // One slope of two: 11 points, weights 1; the flat part rests on 9 and 10 against the line up to 8.
  expect(result.above?.standardError).toBeGreaterThan(0.3);
});

test('a line that rises to the end is not flat anywhere', () => {
  expect(mustAnswer(flatFrom(curve((x) => 5 * x)))).toMatchObject({ knot: 10, isFlat: false, above: null });
});

test('no slope at all is not called flat from somewhere', () => {
  expect(mustAnswer(flatFrom(curve(() => 7))).isFlat).toBe(false);
});

test('bands too wide to tell a knot leave it open', () => {
  const result = mustAnswer(flatFrom(curve((x) => 60 + 5 * Math.min(x, 8), 30)));
  expect(result.isFlat).toBe(false);
  expect(result.high).toBe(10);
});

test('three points, and points without an error, have no answer', () => {
  expect(flatFrom(curve((x) => x).slice(0, 3))).toMatchObject({ reason: 'too-few' });
  expect(flatFrom(curve((x) => x, 0))).toMatchObject({ reason: 'bad-weights' });
});
