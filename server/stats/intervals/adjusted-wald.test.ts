import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { adjustedWald } from './adjusted-wald.ts';
import { npsScore } from './nps-score.ts';

test.each([
  { promoters: 50, detractors: 20, n: 100, low: 14.051130179, high: 44.201297006 },
  { promoters: 500, detractors: 200, n: 1000, low: 25.077000275, high: 34.74353811 },
  { promoters: 15, detractors: 10, n: 30, low: -14.98262979, high: 45.28566009 },
  { promoters: 8, detractors: 0, n: 8, low: 38.53825882, high: 100 },
  { promoters: 0, detractors: 8, n: 8, low: -100, high: -38.53825882 },
])('the interval of $promoters / $detractors / $n equals R, clipped to the scale', ({ low, high, ...counts }) => {
  const bounds = adjustedWald(counts);
  expectClose(bounds?.low, low);
  expectClose(bounds?.high, high);
});

test.each([
  { promoters: 50, detractors: 20, n: 100, centre: 29.126213592 },
  { promoters: 500, detractors: 200, n: 1000, centre: 29.910269192 },
  { promoters: 15, detractors: 10, n: 30, centre: 15.15151515 },
])('the centre of $promoters / $detractors / $n lies nearer to 0 than the score', ({ centre, ...counts }) => {
  const { low, high } = adjustedWald(counts) ?? { low: Number.NaN, high: Number.NaN };
  expectClose((low + high) / 2, centre, 1e-9);
});

test('six answers give 11.11 ± 55.05 around a score of 16.67', () => {
  const bounds = adjustedWald({ promoters: 3, detractors: 2, n: 6 });
  expect(((bounds?.low ?? 0) + (bounds?.high ?? 0)) / 2).toBeCloseTo(11.11, 2);
  expect(((bounds?.high ?? 0) - (bounds?.low ?? 0)) / 2).toBeCloseTo(55.05, 2);
});

test('nobody answered: no interval', () => {
  expect(adjustedWald({ promoters: 0, detractors: 0, n: 0 })).toBeNull();
});

test('from two answers on the interval holds the score and stays on the scale', () => {
  const answers = fc
    .record({ promoters: fc.nat(500), detractors: fc.nat(500), passives: fc.nat(500) })
    .filter((counts) => counts.promoters + counts.detractors + counts.passives >= 2);
  fc.assert(
    fc.property(answers, ({ promoters, detractors, passives }) => {
      const counts = { promoters, detractors, n: promoters + detractors + passives };
      const score = npsScore(counts) ?? Number.NaN;
      const bounds = adjustedWald(counts) ?? { low: Number.NaN, high: Number.NaN };
      return -100 <= bounds.low && bounds.low <= score && score <= bounds.high && bounds.high <= 100;
    }),
  );
});
