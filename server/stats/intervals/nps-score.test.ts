import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { npsSampleStandardError, npsScore, npsStandardError } from './nps-score.ts';

test.each([
  { promoters: 50, detractors: 20, n: 100, score: 30, standardError: 7.810249676, sample: 7.849596271 },
  { promoters: 500, detractors: 200, n: 1000, score: 30, standardError: 2.469817807, sample: 2.471053643 },
  { promoters: 15, detractors: 10, n: 30, score: 16.66666667, standardError: 16.38653467, sample: 16.66666667 },
  { promoters: 8, detractors: 0, n: 8, score: 100, standardError: 0, sample: 0 },
])(
  'the score of $promoters promoters and $detractors detractors of $n equals R',
  ({ score, standardError, sample, ...counts }) => {
    expectClose(npsScore(counts), score);
    expectClose(npsStandardError(counts), standardError);
    expectClose(npsSampleStandardError(counts), sample);
  },
);

test('nobody answered: no score and no error, rather than 0', () => {
  expect(npsScore({ promoters: 0, detractors: 0, n: 0 })).toBeNull();
  expect(npsStandardError({ promoters: 0, detractors: 0, n: 0 })).toBeNull();
});

test('one answer has no sample variance', () => {
  expect(npsSampleStandardError({ promoters: 1, detractors: 0, n: 1 })).toBeNull();
});
