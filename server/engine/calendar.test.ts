import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysOf, isoDate, isoTime, isoTimestamp, microsOf } from './calendar.ts';

test('days are counted from 1970, also before it and over leap years', () => {
  expect([0, -1, 19_723, 11_016, -719_528, 2_932_896, 2_932_897].map(isoDate)).toEqual([
    '1970-01-01',
    '1969-12-31',
    '2024-01-01',
    '2000-02-29',
    '0000-01-01',
    '9999-12-31',
    '+010000-01-01',
  ]);
});

test('a date reads back as the day it was printed from', () => {
  fc.assert(
    fc.property(fc.integer({ min: -719_000, max: 2_900_000 }), (days) => {
      const text = isoDate(days) ?? '';
      expect(text).toBe(new Date(days * 86_400_000).toISOString().slice(0, 10));
      expect(daysOf(text)).toBe(days);
    }),
  );
});

test('what is no day of the calendar is refused', () => {
  expect(['2025-02-29', '2025-13-01', '2025-1-1', '01.02.2025', ''].map(daysOf)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('infinity has no text', () => {
  expect(isoDate(2_147_483_647)).toBeNull();
  expect(isoTimestamp(-9_223_372_036_854_775_807n, 1_000_000n)).toBeNull();
});

test('timestamps show milliseconds, and finer digits only when there are any', () => {
  expect(isoTimestamp(0n, 1_000_000n)).toBe('1970-01-01T00:00:00.000');
  expect(isoTimestamp(-1n, 1_000_000n)).toBe('1969-12-31T23:59:59.999999');
  expect(isoTimestamp(1_700_000_000_120_000n, 1_000_000n)).toBe('2023-11-14T22:13:20.120');
  expect(isoTimestamp(1_700_000_000n, 1n)).toBe('2023-11-14T22:13:20.000');
  expect(isoTime(86_399_000_000_001n, 1_000_000_000n)).toBe('23:59:59.000000001');
});

test('timestamps are read with and without T, seconds, fraction and Z', () => {
  expect(microsOf('2023-11-14T22:13:20.12Z')).toBe(1_700_000_000_120_000n);
  expect(microsOf('2023-11-14 22:13')).toBe(1_699_999_980_000_000n);
  expect(microsOf('1969-12-31')).toBe(-86_400_000_000n);
  expect(microsOf('2023-11-14 24:13')).toBeNull();
});
