import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { newcombe } from './newcombe.ts';

test.each([
  { first: { hits: 56, n: 70 }, second: { hits: 48, n: 80 }, difference: 0.2, low: 0.0524314724, high: 0.333872654 },
  { first: { hits: 9, n: 10 }, second: { hits: 3, n: 10 }, difference: 0.6, low: 0.170522724, high: 0.809017974 },
  {
    first: { hits: 5, n: 56 },
    second: { hits: 0, n: 29 },
    difference: 0.0892857143,
    low: -0.0381371479,
    high: 0.1925600139,
  },
])('$first.hits of $first.n less $second.hits of $second.n equals R', ({ first, second, difference, low, high }) => {
  const result = newcombe(first, second);
  expectClose(result?.difference, difference);
  expectClose(result?.low, low, 2e-9);
  expectClose(result?.high, high, 2e-9);
});

test('a side without cases has no difference', () => {
  expect(newcombe({ hits: 0, n: 0 }, { hits: 1, n: 2 })).toBeNull();
});
