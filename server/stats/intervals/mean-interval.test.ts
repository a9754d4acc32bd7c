import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { meanInterval } from './mean-interval.ts';

test('eleven values with ten degrees of freedom are mean ± 2.228138851986 standard errors', () => {
  // 1 … 11: mean 6, variance 11, standard error 1.
  const bounds = meanInterval({ sum: 66, sumOfSquares: 506, n: 11 });
  expectClose(bounds?.low, 6 - 2.228138851986, 1e-11);
  expectClose(bounds?.high, 6 + 2.228138851986, 1e-11);
});

test('equal values give one point, also where rounding makes the variance negative', () => {
  expect(meanInterval({ sum: 3, sumOfSquares: 2.9999999999999996, n: 3 })).toEqual({ low: 1, high: 1 });
});

test('one value or none has no interval', () => {
  expect(meanInterval({ sum: 5, sumOfSquares: 25, n: 1 })).toBeNull();
  expect(meanInterval({ sum: 0, sumOfSquares: 0, n: 0 })).toBeNull();
});
