import { expect, test } from 'vitest';
import { expectClose } from '../testing/close-to.ts';
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
