import { expect, test } from 'vitest';
import { expectClose } from '../testing/close-to.ts';
import { normalQuantile, tQuantile } from './quantiles.ts';

test('the normal quantile equals R', () => {
  expectClose(normalQuantile(0.975), 1.959963985);
  expect(normalQuantile(0.5)).toBe(0);
});

test('the t quantile equals R', () => {
  expectClose(tQuantile(0.975, 10), 2.228138851986, 1e-12);
  expectClose(tQuantile(0.025, 10), -2.228138851986, 1e-12);
});

test('no degrees of freedom: not a number', () => {
  expect(tQuantile(0.975, 0)).toBeNaN();
});
