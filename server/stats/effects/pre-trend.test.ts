import { expect, test } from 'vitest';
import { mustAnswer } from '../../testing/must-answer.ts';
import { placeboDate, type PeriodCell, preTrend } from './pre-trend.ts';

/** Four units over four periods, each observed twice a period at the value ± 1. */
function cells(value: (unit: number, treated: boolean, period: number) => number): PeriodCell[] {
  return [0, 1, 2, 3].flatMap((unit) =>
    [1, 2, 3, 4].map((period) => {
      const mean = value(unit, unit < 2, period);
      return { unit: `u${unit}`, treated: unit < 2, period, n: 2, sum: 2 * mean, sumOfSquares: 2 * mean ** 2 + 2 };
    }),
  );
}

const wobble = [0.1, -0.1, 0.1, -0.1];

test('parallel lines of unequal height have no trend between them', () => {
  const result = mustAnswer(preTrend(cells((unit, treated, period) => 10 * unit + 5 * period + (treated ? 100 : 0))));
  expect(result.estimate).toBeCloseTo(0, 9);
});

test('an outcome that never varies has no trend, however its value rounds', () => {
  const result = mustAnswer(preTrend(cells(() => 0.1 + 0.2).map((cell) => ({ ...cell, n: 3, sum: 3 * (0.1 + 0.2) }))));
  expect(result.estimate).toBe(0);
  expect(result.pValue).toBe(1);
});

test('a treated arm that rises by 2 more a period is caught', () => {
  const result = mustAnswer(
    preTrend(cells((unit, treated, period) => unit + (treated ? 2 * period : 0) + (wobble[(unit + period) % 4] ?? 0))),
  );
  expect(result.estimate).toBeCloseTo(2, 1);
  expect(result.pValue).toBeLessThan(0.001);
});

test('wobbling that is the same in both arms is no trend', () => {
  const result = mustAnswer(preTrend(cells((unit, _, period) => unit + (unit % 2 ? 1 : -1) * period)));
  expect(result.estimate).toBeCloseTo(0, 9);
  expect(result.pValue).toBeGreaterThan(0.9);
});

test('a placebo date halves the periods before the change', () => {
  const result = mustAnswer(placeboDate(cells((_, treated, period) => (treated && period >= 3 ? 7 : 1))));
  expect(result.clustered.estimate).toBeCloseTo(6, 9);
  const quiet = mustAnswer(placeboDate(cells((unit, _, period) => unit + period)));
  expect(quiet.clustered.estimate).toBeCloseTo(0, 9);
});

test('two periods, or one unit an arm, cannot show a trend', () => {
  const all = cells((unit) => unit);
  expect(preTrend(all.filter(({ period }) => period < 3))).toMatchObject({ reason: 'too-few', details: { needed: 3 } });
  expect(preTrend(all.filter(({ unit }) => unit !== 'u0'))).toMatchObject({ reason: 'too-few' });
  expect(placeboDate(all.filter(({ period }) => period < 2))).toMatchObject({ reason: 'too-few' });
});
