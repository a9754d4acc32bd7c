import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { seeded } from '../random.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { expectedFall, expectedReturn } from './expected-return.ts';

const answered = (value: number | Unanswerable): number => (isAnswered(value) ? value : Number.NaN);

test('the fall of those picked above a cutoff equals R', () => {
  const fall = expectedFall({ mean: 50, between: 50, within: 50 }, { cutoff: 60, picked: 'above' });
  expectClose(answered(fall), 7.625676381, 1e-9);
  const unit = expectedFall({ mean: 0, between: 1, within: 1 }, { cutoff: 1, picked: 'above' });
  expectClose(answered(unit), 0.9163528206, 1e-9);
});

test('those picked below rise by as much as those picked above fall', () => {
  const rise = expectedFall({ mean: 50, between: 50, within: 50 }, { cutoff: 40, picked: 'below' });
  expectClose(answered(rise), 7.625676381, 1e-9);
});

test('a simulation of two measurements falls by what the formula says', () => {
  const random = seeded(11);
  const falls: number[] = [];
  for (let person = 0; person < 200_000; person++) {
    const truth = random.normal();
    const first = truth + random.normal();
    if (first > 1) falls.push(first - truth - random.normal());
  }
  const mean = falls.reduce((sum, fall) => sum + fall, 0) / falls.length;
  expect(Math.abs(mean - 0.9163528206)).toBeLessThan(0.02);
});

test('far out the fall is within over total variance of the distance, without underflow', () => {
  const fall = expectedFall({ mean: 0, between: 0.5, within: 0.5 }, { cutoff: 100, picked: 'above' });
  expectClose(answered(fall), 0.5 * (100 + 1 / 100 - 2 / 100 ** 3), 1e-9);
  const near = [29.999, 30.001].map((cutoff) =>
    answered(expectedFall({ mean: 0, between: 0, within: 1 }, { cutoff, picked: 'above' })),
  );
  expect(Math.abs((near[1] ?? 0) - (near[0] ?? 0) - 0.002)).toBeLessThan(1e-5);
});

test('perfect measurements do not fall, pure noise falls to the mean', () => {
  expect(expectedFall({ mean: 0, between: 1, within: 0 }, { cutoff: 1, picked: 'above' })).toBe(0);
  expectClose(answered(expectedReturn(30, { mean: 20, between: 1, within: 0 })), 0);
  expect(expectedReturn(30, { mean: 20, between: 0, within: 4 })).toBe(-10);
});

test('one figure goes back by its unreliable part', () => {
  expect(expectedReturn(10, { mean: 20, between: 3, within: 1 })).toBe(2.5);
});

test.each([
  { mean: 0, between: -1, within: 1 },
  { mean: 0, between: 0, within: 0 },
  { mean: Number.NaN, between: 1, within: 1 },
])('%j has no answer', (measured) => {
  expect(expectedFall(measured, { cutoff: 1, picked: 'above' })).toBeInstanceOf(Unanswerable);
  expect(expectedReturn(1, measured)).toBeInstanceOf(Unanswerable);
});
