import { expect, test } from 'vitest';
import { untellable } from './untellable.ts';

const sizeOf = (n: number): number => n;

test('one group that is left out takes the smallest of the others with it', () => {
  expect(untellable([30, 12, 40], { hidden: 1, k: 10, sizeOf })).toEqual({ groups: [30, 40], hidden: 2 });
});

test('several that are left out cannot be told apart, and open data hide nothing', () => {
  expect(untellable([30, 12], { hidden: 2, k: 10, sizeOf })).toEqual({ groups: [30, 12], hidden: 2 });
  expect(untellable([30, 12], { hidden: 0, k: 10, sizeOf })).toEqual({ groups: [30, 12], hidden: 0 });
  expect(untellable([30, 12], { hidden: 1, k: null, sizeOf })).toEqual({ groups: [30, 12], hidden: 1 });
  expect(untellable([], { hidden: 1, k: 10, sizeOf })).toEqual({ groups: [], hidden: 1 });
});
