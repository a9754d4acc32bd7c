import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { shareRatio, type ShareRatio } from './share-ratio.ts';

function ratioOf(a: number, m: number, b: number, n: number): ShareRatio {
  const found = shareRatio({ hits: a, n: m }, { hits: b, n });
  if (!isAnswered(found)) throw new Error(found.reason);
  return found;
}

test('40 of 100 are twice 20 of 100, between 1.26 and 3.17 times', () => {
  const found = ratioOf(40, 100, 20, 100);
  expectClose(found.ratio, 2, 1e-12);
  // Standard error of the log: √(1/40 − 1/100 + 1/20 − 1/100) = √0.055.
  expectClose(found.low, 2 / Math.exp(1.959963985 * Math.sqrt(0.055)), 1e-9);
  expectClose(found.high, 2 * Math.exp(1.959963985 * Math.sqrt(0.055)), 1e-9);
  expectClose(found.pValue, 0.0031229, 1e-3);
});

test('turned round it is the reciprocal', () => {
  const [found, turned] = [ratioOf(12, 80, 30, 90), ratioOf(30, 90, 12, 80)];
  expectClose(found.ratio * turned.ratio, 1, 1e-12);
  expectClose(found.low * turned.high, 1, 1e-12);
  expectClose(found.pValue, turned.pValue, 1e-12);
});

test('an empty cell gets a half; the same everywhere is no difference', () => {
  const found = ratioOf(5, 20, 0, 20);
  expectClose(found.ratio, 11, 1e-12);
  expect(found.isCorrected).toBe(true);
  expect(ratioOf(20, 20, 30, 30).pValue).toBe(1);
});

test('nobody, no hits, more hits than cases', () => {
  const reason = (a: number, m: number, b: number, n: number) => {
    const found = shareRatio({ hits: a, n: m }, { hits: b, n });
    return found instanceof Unanswerable ? found.reason : 'answered';
  };
  expect(reason(0, 0, 3, 9)).toBe('empty-group');
  expect(reason(0, 9, 0, 9)).toBe('constant-outcome');
  expect(reason(10, 9, 1, 9)).toBe('out-of-scale');
});
