import { expect, test } from 'vitest';
import { seeded } from './random.ts';

test('the same seed draws the same, another seed does not', () => {
  const draw = (seed: number): number[] => Array.from({ length: 5 }, seeded(seed).uniform);
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('multinomial draws add up and follow the weights', () => {
  const counts = seeded(1).multinomial(100_000, [1, 0, 3]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100_000);
  expect(counts[1]).toBe(0);
  expect(counts[2]).toBeGreaterThan(74_000);
  expect(counts[2]).toBeLessThan(76_000);
});

test('normal draws have mean 0 and deviation 1', () => {
  const draws = Array.from({ length: 50_000 }, seeded(3).normal);
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(0.02);
  expect(Math.abs(variance - 1)).toBeLessThan(0.03);
});

test('shuffling keeps every member once', () => {
  const members = [1, 2, 3, 4, 5, 6, 7];
  const shuffled = seeded(2).shuffled(members);
  expect(shuffled.toSorted((a, b) => a - b)).toEqual(members);
  expect(shuffled).not.toEqual(members);
});
