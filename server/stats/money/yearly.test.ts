import { expect, test } from 'vitest';
import { mustAnswer } from '../../testing/must-answer.ts';
import { yearly } from './yearly.ts';

test('months of 10, 20 and 30 make a year of 240, sure to ± 12 · 4.3027 · 10 / √3', () => {
  const result = mustAnswer(yearly([10, 20, 30]));
  expect(result.value).toBe(240);
  expect(result.high - 240).toBeCloseTo((12 * 4.302652729696 * 10) / Math.sqrt(3), 6);
  expect(result.low + result.high).toBeCloseTo(480, 9);
});

test('equal months have a year without width', () => {
  expect(mustAnswer(yearly([0.1, 0.1, 0.1, 0.1]))).toMatchObject({ value: expect.closeTo(1.2, 12) as number });
  const { low, high } = mustAnswer(yearly([0.1, 0.1, 0.1, 0.1]));
  expect(high - low).toBeCloseTo(0, 12);
});

test('two months, and a month that is no number, make no year', () => {
  expect(yearly([1, 2])).toMatchObject({ reason: 'too-few', details: { n: 2, needed: 3 } });
  expect(yearly([1, 2, Number.NaN])).toMatchObject({ reason: 'out-of-scale' });
});
