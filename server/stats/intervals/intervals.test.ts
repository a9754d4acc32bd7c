import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { interval } from './intervals.ts';

test('each method takes its components in its own order', () => {
  expectClose(interval('adjusted-wald', [50, 20, 100])?.low, 14.051130179);
  expectClose(interval('wilson', [93, 100])?.low, 0.8625048526);
  expectClose(interval('t', [66, 506, 11])?.low, 6 - 2.228138851986, 1e-11);
});

test('a missing component, no cases or too few give no interval', () => {
  expect(interval('adjusted-wald', [null, 20, 100])).toBeNull();
  expect(interval('wilson', [0, 0])).toBeNull();
  expect(interval('wilson', [0, null])).toBeNull();
  expect(interval('t', [5, 25, 1])).toBeNull();
});

test('equal weights give the plain interval, unequal ones a wider one', () => {
  const plain = interval('wilson', [8, 10]);
  const equal = interval('weighted-wilson', [24, 30, 90]);
  expectClose(equal?.low, plain?.low ?? 0);
  expectClose(equal?.high, plain?.high ?? 0);
  // Half of ten answers weigh 3, half 1: (20)² / 50 = 8 answers' worth, 16 of 20 satisfied.
  expect(interval('weighted-wilson', [16, 20, 50])).toEqual(interval('wilson', [6.4, 8]));
  expect(interval('weighted-t', [0, 0, 0, 0])).toBeNull();
});

test('a weighted mean varies as its values do, whatever the size of the weights', () => {
  const plain = interval('t', [66, 506, 11]);
  const scaled = interval('weighted-t', [660, 5060, 110, 1100]);
  expectClose(scaled?.low, plain?.low ?? 0);
  expectClose(scaled?.high, plain?.high ?? 0);
});

test('a difference needs both sides', () => {
  // Newcombe 1998, method 10: 56 of 70 less 48 of 80.
  expectClose(interval('difference-wilson', [56, 70, 48, 80])?.low, 0.0524, 1e-3);
  expectClose(interval('difference-wilson', [56, 70, 48, 80])?.high, 0.3339, 1e-3);
  expect(interval('difference-wilson', [56, 70, 0, 0])).toBeNull();
  expect(interval('difference-t', [66, 506, 11, 5, 25, 1])).toBeNull();
});
