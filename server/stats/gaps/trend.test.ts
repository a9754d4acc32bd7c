import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { mustAnswer } from '../../testing/must-answer.ts';
import { trend } from './trend.ts';

function sums(points: readonly (readonly [x: number, y: number])[]) {
  const of = (value: (x: number, y: number) => number): number => points.reduce((sum, [x, y]) => sum + value(x, y), 0);
  return {
    n: points.length,
    x: of((x) => x),
    xx: of((x) => x * x),
    y: of((_, y) => y),
    yy: of((_, y) => y * y),
    xy: of((x, y) => x * y),
  };
}

test('the line through (0, 1), (1, 3), (2, 2), (3, 6) rises by 1.4 a step', () => {
  // x̄ 1.5, ȳ 3, Sxx 5, Sxy 7, Syy 14: rest 14 − 9.8 = 4.2, error √(4.2/2/5); t of 2 at 97.5 % is 4.302652729696.
  const found = mustAnswer(
    trend(
      sums([
        [0, 1],
        [1, 3],
        [2, 2],
        [3, 6],
      ]),
    ),
  );
  expectClose(found.slope, 1.4);
  expectClose(found.standardError, Math.sqrt(0.42));
  expectClose(found.high, 1.4 + 4.302652729696 * Math.sqrt(0.42), 1e-9);
  expect(found.n).toBe(4);
});

test('two points, one time, points on a line and no numbers have no error', () => {
  expect(
    trend(
      sums([
        [0, 1],
        [1, 2],
      ]),
    ),
  ).toMatchObject({ reason: 'too-few' });
  expect(
    trend(
      sums([
        [1, 1],
        [1, 2],
        [1, 3],
      ]),
    ),
  ).toMatchObject({ reason: 'constant-column' });
  expect(
    trend(
      sums([
        [0, 1],
        [1, 2],
        [2, 3],
      ]),
    ),
  ).toMatchObject({ reason: 'constant-outcome' });
  expect(
    trend({
      ...sums([
        [0, 1],
        [1, 2],
        [2, 4],
      ]),
      y: Number.NaN,
    }),
  ).toMatchObject({ reason: 'out-of-scale' });
});
