import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { npsTrinomialMeans, npsWald } from './nps-intervals.ts';

test.each([
  { promoters: 50, detractors: 20, n: 100, low: 14.692191925, high: 45.307808075 },
  { promoters: 500, detractors: 200, n: 1000, low: 25.15924605, high: 34.84075395 },
  { promoters: 15, detractors: 10, n: 30, low: -15.45035112, high: 48.78368445 },
  { promoters: 8, detractors: 0, n: 8, low: 100, high: 100 },
])('Wald around $promoters / $detractors / $n equals R', ({ low, high, ...counts }) => {
  const bounds = npsWald(counts);
  expectClose(bounds?.low, low);
  expectClose(bounds?.high, high);
});

test('the mean of −100, 0 and 100 has a t interval with n − 1 degrees of freedom', () => {
  // 30 ± 1.984216951586 (t of 99) × 7.849596271
  const bounds = npsTrinomialMeans({ promoters: 50, detractors: 20, n: 100 });
  expectClose(bounds?.low, 14.42469801658246);
  expectClose(bounds?.high, 45.57530198341754);
});

test('bounds stop at the ends of the scale', () => {
  expect(npsWald({ promoters: 19, detractors: 0, n: 20 })?.high).toBe(100);
  expect(npsTrinomialMeans({ promoters: 0, detractors: 19, n: 20 })?.low).toBe(-100);
});

test('nobody, or one alone, has no interval', () => {
  expect(npsWald({ promoters: 0, detractors: 0, n: 0 })).toBeNull();
  expect(npsTrinomialMeans({ promoters: 1, detractors: 0, n: 1 })).toBeNull();
});
