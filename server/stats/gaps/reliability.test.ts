import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { type Answer, isAnswered } from '../unanswerable.ts';
import { alphaOfScale, differenceReliability } from './reliability.ts';

test('two measures of reliability 0.8 that correlate 0.5 leave a difference of 0.6', () => {
  expectClose(answered(differenceReliability(0.8, 0.8, 0.5)), 0.6);
  expectClose(answered(differenceReliability(0.9, 0.7, 0)), 0.8);
});

test('measures that correlate as much as they are reliable leave nothing', () => {
  expect(differenceReliability(0.6, 0.6, 0.6)).toBe(0);
  expect(differenceReliability(0.5, 0.5, 0.9)).toBe(0);
});

test('six items of the attitude survey hang together with 0.8097602063', () => {
  const variances = [
    177.2827586206897, 149.70574712643676, 137.7574712643678, 108.10229885057471, 97.90919540229889, 105.85747126436782,
  ];
  expectClose(answered(alphaOfScale(variances, 2388.1160919540225)), 0.8097602063);
});

test('correlations of 1, reliabilities beyond 1, no spread and single items have no answer', () => {
  expect(differenceReliability(0.8, 0.8, 1)).toMatchObject({ reason: 'collinear' });
  expect(differenceReliability(1.2, 0.8, 0.1)).toMatchObject({ reason: 'out-of-scale' });
  expect(differenceReliability(0.8, 0.8, Number.NaN)).toMatchObject({ reason: 'out-of-scale' });
  expect(alphaOfScale([1], 1)).toMatchObject({ reason: 'too-few' });
  expect(alphaOfScale([0, 0], 0)).toMatchObject({ reason: 'constant-outcome' });
  expect(alphaOfScale([-1, 1], 1)).toMatchObject({ reason: 'out-of-scale' });
});

function answered(answer: Answer<number>): number {
  return isAnswered(answer) ? answer : Number.NaN;
}
