import { expect, test } from 'vitest';
import { digitsOf, format, formatDay, formatDelta, formatElapsed, formatInterval, plural } from './format.ts';

test('NULL is a dash and nothing else is', () => {
  expect(format(null)).toBe('–');
  expect(format(0)).toBe('0');
  expect(format('')).toBe('');
  expect(format(false)).toBe('no');
});

test('a share is printed in percent', () => {
  expect(format(0.4254, { format: 'percent' })).toBe('42.5 %');
  expect(format(-0.002, { format: 'percent' })).toBe('−0.2 %');
});

test('points have one decimal and a true minus sign', () => {
  expect(format(-33.333, { format: 'points' })).toBe('−33.3');
  expect(format(40, { format: 'points' })).toBe('40.0');
  expect(format(-0.01, { format: 'points' })).toBe('0.0');
});

test('money has its currency, and cents as long as they matter', () => {
  expect(format(1234.5, { format: 'currency', unit: 'EUR' })).toBe('1,234.50 EUR');
  expect(format(1234567.8, { format: 'currency', unit: 'EUR' })).toBe('1,234,568 EUR');
  expect(format('98.1', { type: 'decimal', format: 'currency', unit: null })).toBe('98.10');
});

test('exact digits are grouped and never rounded', () => {
  expect(format('12345678901234567890', { type: 'bigint' })).toBe('12,345,678,901,234,567,890');
  expect(format('-1234567.8900', { type: 'decimal' })).toBe('−1,234,567.8900');
});

test('a number keeps about three digits that matter', () => {
  expect(format(12345.678)).toBe('12,346');
  expect(format(1234.567)).toBe('1,234.57');
  expect(format(1.23456)).toBe('1.23');
  expect(format(0.00123456)).toBe('0.00123');
  expect(format(3.25, { unit: 'days' })).toBe('3.25 days');
  expect(format(3.25, { unit: 'points' })).toBe('3.25');
});

test('days and time stamps are words, by the clock they were written with', () => {
  expect(format('2026-01-31', { type: 'date' })).toBe('31 Jan 2026');
  expect(format('2026-01-31T22:30:00.000Z', { type: 'timestamp' })).toBe('31 Jan 2026, 22:30');
  expect(format('2026-01-31T22:30:15.000', { type: 'timestamp' })).toBe('31 Jan 2026, 22:30:15');
});

test('a period is called by its grain', () => {
  const at = (grain: string) => format('2026-04-01', { type: 'date', format: grain });
  expect([at('day'), at('week'), at('month'), at('quarter'), at('year')]).toEqual([
    '1 Apr 2026',
    '1 Apr 2026',
    'Apr 2026',
    'Q2 2026',
    '2026',
  ]);
});

test('a text that looks like a number stays a text', () => {
  expect(format('00123', { type: 'string' })).toBe('00123');
});

test('an interval stands in brackets, with its unit once', () => {
  expect(formatInterval(-12.04, 60, { format: 'points' })).toBe('(−12.0 … 60.0)');
  expect(formatInterval(0.1, 0.345, { format: 'percent' })).toBe('(10.0 … 34.5 %)');
});

test('a difference has its sign', () => {
  expect(formatDelta(3.21, { format: 'points' })).toBe('+3.2');
  expect(formatDelta(-0.041, { format: 'percent' })).toBe('−4.1 pp');
  expect(formatDelta(-0.0004, { format: 'percent' })).toBe('−0.04 pp');
  expect(formatDelta(0, { format: 'points' })).toBe('0.0');
});

test('the numbers of a column have the same decimals', () => {
  expect(digitsOf([28.2, 30.03, 4])).toBe(2);
  expect(digitsOf([1, 2, 300])).toBe(0);
  expect(digitsOf([12345.6, 1.5])).toBe(0);
  expect(digitsOf([0.0123, 0.5])).toBe(3);
  expect(format(28.2, { digits: 2 })).toBe('28.20');
});

test('days and spans of time are words', () => {
  expect(formatDay('2026-06-30T23:59:59.000Z')).toBe('30 Jun 2026');
  expect(formatDay('soon')).toBe('soon');
  expect(formatElapsed(12.4)).toBe('12 ms');
  expect(formatElapsed(1340)).toBe('1.3 s');
  expect(formatElapsed(125_000)).toBe('2 min 5 s');
  expect(plural(1, 'row')).toBe('1 row');
  expect(plural(1204, 'row')).toBe('1,204 rows');
});
