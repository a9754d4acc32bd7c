import { expect, test } from 'vitest';
import { expectClose } from '../testing/close-to.ts';
import { meanInterval } from './mean-interval.ts';

test('eleven values with ten degrees of freedom are mean ± 2.228138851986 standard errors', () => {
  // 1 … 11: mean 6, variance 11, standard error 1.
  const bounds = meanInterval({ sum: 66, sumOfSquares: 506, n: 11 });
  expectClose(bounds?.low, 6 - 2.228138851986, 1e-11);
  expectClose(bounds?.high, 6 + 2.228138851986, 1e-11);
});

test('equal values give one point, also where rounding makes the variance negative', () => {
  const bounds = meanInterval({ sum: 0.3, sumOfSquares: 0.029999999999999995, n: 3 });
  expectClose(bounds?.low, 0.1);
  expectClose(bounds?.high, 0.1);
  expect(bounds?.high).toBe(bounds?.low);
});

test('one value or none has no interval', () => {
  expect(meanInterval({ sum: 5, sumOfSquares: 25, n: 1 })).toBeNull();
  expect(meanInterval({ sum: 0, sumOfSquares: 0, n: 0 })).toBeNull();
});
