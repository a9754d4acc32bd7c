import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { chanceOfAny } from './chance-of-any.ts';

test('twenty tests of nothing find something in 64 of 100 notebooks', () => {
  const chance = chanceOfAny(20);
  if (!isAnswered(chance)) throw new Error(chance.reason);
  expectClose(chance, 0.6415140776);
});

test('no test finds nothing', () => {
  expect(chanceOfAny(0)).toBe(0);
  expect(chanceOfAny(3, 1)).toBe(1);
});

test('a level outside 0 to 1 and half a test have no answer', () => {
  expect(chanceOfAny(20, 1.5)).toBeInstanceOf(Unanswerable);
  expect(chanceOfAny(0.5)).toBeInstanceOf(Unanswerable);
});
