import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { eValue, eValueOfDifference } from './e-value.ts';

test('a ratio of 3.9 needs 7.26, one of 1.3 needs 1.92, in both directions', () => {
  expectClose(eValue(3.9) as number, 7.263, 1e-4); // a positive ratio is answered
  expectClose(eValue(1.3) as number, 1.9245, 1e-4); // as above
  expectClose(eValue(1 / 1.3) as number, 1.9245, 1e-4); // as above
});

test('no difference needs nothing, and no ratio has no answer', () => {
  expect(eValue(1)).toBe(1);
  expect(eValueOfDifference(0)).toBe(1);
  expect(eValue(0)).toMatchObject({ reason: 'out-of-scale' });
  expect(eValue(Number.NaN)).toMatchObject({ reason: 'out-of-scale' });
  expect(eValueOfDifference(Infinity)).toMatchObject({ reason: 'out-of-scale' });
});
