import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalText, decimalUnits, numberText } from './decimal-text.ts';

test.each([
  [-1250, 2, '-12.50'],
  [-5, 2, '-0.05'],
  [0, 2, '0.00'],
  [7, 0, '7'],
  [9_007_199_254_740_991, 3, '9007199254740.991'],
  [-9_007_199_254_740_991, 20, '-0.00009007199254740991'],
])('%d at scale %d is %s', (units, scale, text) => {
  expect(numberText(scale)(units)).toBe(text);
  expect(decimalText(BigInt(units), scale)).toBe(text);
});

test('units and text are two spellings of one number, short or long', () => {
  const units = fc.oneof(
    fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }),
    fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }),
    fc.bigInt({ min: -2000n, max: 2000n }),
  );
  fc.assert(
    fc.property(units, fc.integer({ min: 0, max: 18 }), (value, scale) => {
      const text = decimalText(value, scale);
      expect(BigInt(decimalUnits(text, scale))).toBe(value);
      if (Number.isSafeInteger(Number(value))) expect(numberText(scale)(Number(value))).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test('fewer digits than the scale are filled up, more are cut', () => {
  expect([decimalUnits('12.5', 2), decimalUnits('12', 2), decimalUnits('12.567', 2)].map(BigInt)).toEqual([
    1250n,
    1200n,
    1256n,
  ]);
});
