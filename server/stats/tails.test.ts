import { expect, test } from 'vitest';
import { expectClose } from '../testing/close-to.ts';
import { normalQuantile, tQuantile } from './quantiles.ts';
import { chiSquaredUpperTail, fUpperTail, normalTwoSided, normalUpperTail, tTwoSided, tUpperTail } from './tails.ts';

test('upper tails equal R far beyond what 1 − cdf could hold', () => {
  expectClose(chiSquaredUpperTail(92.20528, 1), 7.81360201383e-22, 1e-9);
  expectClose(fUpperTail(19.7610592622, 5, 41), 5.593798541e-10, 1e-9);
  expectClose(tUpperTail(30, 100), 4.190166279e-52, 1e-9);
  expectClose(normalUpperTail(8.5), 9.479534822e-18, 1e-9);
  expectClose(chiSquaredUpperTail(10.3267, 1), 1.311194326e-3, 1e-9);
});

test('quantiles equal R', () => {
  expectClose(normalQuantile(0.975), 1.959963985, 1e-9);
  expectClose(tQuantile(0.975, 10), 2.228138851986, 1e-9);
});

test('tails at quantiles give back the probability', () => {
  expectClose(chiSquaredUpperTail(3.841458821, 1), 0.05, 1e-8);
  expectClose(chiSquaredUpperTail(7.814727903, 3), 0.05, 1e-8);
  expectClose(fUpperTail(2.4434286, 5, 41), 0.05, 1e-8);
});

test('two-sided tails are twice one tail, on either side', () => {
  expectClose(normalTwoSided(-1.959963985), 0.05, 1e-8);
  expectClose(tTwoSided(-2.228138851986, 10), 0.05, 1e-9);
  expect(normalTwoSided(0)).toBe(1);
  expectClose(tUpperTail(-2.228138851986, 10), 0.975, 1e-9);
});

test('nothing lies above zero less than everything', () => {
  expect(chiSquaredUpperTail(0, 3)).toBe(1);
  expect(fUpperTail(0, 2, 5)).toBe(1);
});
