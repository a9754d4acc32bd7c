import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';

test('what is told only grows, and never says that all is done', () => {
  const told: number[] = [];
  const progress = createProgress((fraction) => told.push(fraction));
  progress.at(null);
  progress.at(0.5);
  progress.at(0.25);
  progress.ended();
  progress.at(0.9);
  progress.ended();
  expect(told).toEqual([0.2, 1 / 3, 1.9 / 3.9, 0.5]);
});
