import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { independentDifference } from './difference.ts';
import { newcombe } from './newcombe.ts';
import { wilson } from './wilson.ts';

test('of two proportions it is the interval that Newcombe published: 56 of 70 less 48 of 80', () => {
  const [a, b] = [wilson(56, 70), wilson(48, 80)];
  if (a === null || b === null) throw new Error('Both have cases.');
  const { low, high } = independentDifference({ value: 0.8, ...a }, { value: 0.6, ...b });
  expectClose(low, 0.0524, 1e-3);
  expectClose(high, 0.3339, 1e-3);
  expect({ difference: expect.closeTo(0.2, 12), low, high }).toEqual(
    newcombe({ hits: 56, n: 70 }, { hits: 48, n: 80 }),
  );
});

test('an estimate outside of its own interval widens nothing on that side', () => {
  const { low, high } = independentDifference({ value: 10, low: 11, high: 14 }, { value: 4, low: 1, high: 8 });
  expect([low, high]).toEqual([2, 11]);
});
