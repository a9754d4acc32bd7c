import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered } from '../unanswerable.ts';
import { npsSampleStandardError, npsScore } from './nps-score.ts';
import { weightedNps } from './weighted-nps.ts';

test('promoters who weigh twice count twice and widen the error', () => {
  // Weights: 4 promoters of 2, 3 passives and 3 detractors of 1. Score 100·(8 − 3)/14; Σw² = 16 + 3 + 3.
  const result = weightedNps(
    { n: 4, weight: 8, squares: 16 },
    { n: 3, weight: 3, squares: 3 },
    { n: 3, weight: 3, squares: 3 },
  );
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.score, 35.7142857143);
  expectClose(result.effectiveN, 196 / 22);
  // 16·64.2857142857² + 3·35.7142857143² + 3·135.7142857143²; × 10/9, root, / 14
  expectClose(result.standardError, 26.64157850804879);
});

test('weights that are all 1 change nothing, nor do weights that are all alike', () => {
  const counts = fc
    .record({
      promoters: fc.nat(50),
      passives: fc.nat(50),
      detractors: fc.nat(50),
      weight: fc.integer({ min: 1, max: 9 }),
    })
    .filter(({ promoters, passives, detractors }) => promoters + passives + detractors >= 2);
  fc.assert(
    fc.property(counts, ({ promoters, passives, detractors, weight }) => {
      const of = (n: number) => ({ n, weight: n * weight, squares: n * weight ** 2 });
      const result = weightedNps(of(promoters), of(passives), of(detractors));
      if (!isAnswered(result)) return false;
      const plain = { promoters, detractors, n: promoters + passives + detractors };
      expectClose(result.score, npsScore(plain) ?? Number.NaN);
      expect(result.standardError).toBeCloseTo(npsSampleStandardError(plain) ?? Number.NaN, 7);
      return Math.abs(result.effectiveN - plain.n) < 1e-9 * plain.n;
    }),
  );
});

test('weights of zero, negative weights and a single answer have no score', () => {
  const none = { n: 0, weight: 0, squares: 0 };
  expect(weightedNps({ n: 3, weight: 0, squares: 0 }, none, none)).toMatchObject({ reason: 'bad-weights' });
  expect(weightedNps({ n: 3, weight: -1, squares: 1 }, none, none)).toMatchObject({ reason: 'bad-weights' });
  expect(weightedNps({ n: 3, weight: Number.NaN, squares: 1 }, none, none)).toMatchObject({ reason: 'bad-weights' });
  expect(weightedNps({ n: 1, weight: 2, squares: 4 }, none, none)).toMatchObject({ reason: 'too-few' });
});
