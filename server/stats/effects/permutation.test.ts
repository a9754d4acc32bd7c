import { expect, test } from 'vitest';
import { atOnce } from '../../lib/in-turns.ts';
import { mustAnswer } from '../../testing/must-answer.ts';
import type { DesignCell } from './difference-in-differences.ts';
import { permutationTest } from './permutation.ts';

/** Units with one observation before (0) and one after (their change). */
function changes(treated: readonly number[], control: readonly number[]): DesignCell[] {
  const unit = (name: string, arm: boolean, change: number): DesignCell[] => [
    { unit: name, treated: arm, after: false, n: 1, sum: 0, sumOfSquares: 0 },
    { unit: name, treated: arm, after: true, n: 1, sum: change, sumOfSquares: change ** 2 },
  ];
  return [
    ...treated.flatMap((change, i) => unit(`t${i}`, true, change)),
    ...control.flatMap((change, i) => unit(`c${i}`, false, change)),
  ];
}

test('of six choices of two from four, two are as extreme as the real one', () => {
  // Changes 5, 6 against 0, 1: differences ±5, ±1, ±0.
  const result = mustAnswer(atOnce(permutationTest(changes([5, 6], [0, 1]), { draws: 999, seed: 1 })));
  expect(result).toEqual({ estimate: 5, pValue: 2 / 6, assignments: 6, exact: true });
});

test('more assignments than draws are sampled, the same for the same seed', () => {
  const many = changes(
    Array.from({ length: 12 }, (_, i) => i % 5),
    Array.from({ length: 12 }, (_, i) => (i * 3) % 5),
  );
  const [first, again] = [1, 1].map((seed) => mustAnswer(atOnce(permutationTest(many, { draws: 500, seed }))));
  expect(first).toEqual(again);
  expect(first).toMatchObject({ exact: false, assignments: 501 });
  expect(first?.pValue).toBeGreaterThan(0.2);
});

test('a change ten times as large as the noise is rare under the lot', () => {
  const apart = changes(
    Array.from({ length: 8 }, (_, i) => 20 + (i % 3)),
    Array.from({ length: 8 }, (_, i) => i % 3),
  );
  const result = mustAnswer(atOnce(permutationTest(apart, { draws: 20000, seed: 1 })));
  expect(result.pValue).toBeCloseTo(2 / 12870, 12);
});

test('one arm alone has nothing to permute', () => {
  expect(atOnce(permutationTest(changes([1, 2], []), { draws: 99, seed: 1 }))).toMatchObject({
    reason: 'empty-group',
    details: { group: 'control' },
  });
  const before = changes([1, 2], [1, 2]).filter(({ after }) => !after);
  expect(atOnce(permutationTest(before, { draws: 99, seed: 1 }))).toMatchObject({ reason: 'empty-group' });
});
