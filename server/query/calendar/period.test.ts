import { expect, test } from 'vitest';
import { addDuration, addSpan, type CalendarRules, endOfPeriod, localDay, startOfPeriod } from './period.ts';

const calendar: CalendarRules = { weekStart: 'MONDAY', fiscalYearStart: 4 };

test.each([
  ['DAY', '2024-02-29', '2024-02-29', '2024-02-29'],
  ['WEEK', '2024-02-29', '2024-02-26', '2024-03-03'],
  ['WEEK', '2024-03-03', '2024-02-26', '2024-03-03'],
  ['WEEK', '2024-01-01', '2024-01-01', '2024-01-07'],
  ['MONTH', '2024-02-10', '2024-02-01', '2024-02-29'],
  ['MONTH', '2023-12-31', '2023-12-01', '2023-12-31'],
  ['QUARTER', '2024-05-31', '2024-04-01', '2024-06-30'],
  ['QUARTER', '2023-12-01', '2023-10-01', '2023-12-31'],
  ['YEAR', '2024-05-31', '2024-01-01', '2024-12-31'],
  ['YEAR', '2023-01-01', '2023-01-01', '2023-12-31'],
  ['FISCAL_YEAR', '2024-03-31', '2023-04-01', '2024-03-31'],
  ['FISCAL_YEAR', '2024-04-01', '2024-04-01', '2025-03-31'],
  ['FISCAL_QUARTER', '2024-03-31', '2024-01-01', '2024-03-31'],
  ['FISCAL_QUARTER', '2024-12-31', '2024-10-01', '2024-12-31'],
] as const)('the %s of %s goes from %s to %s', (grain, day, start, end) => {
  expect(startOfPeriod(day, grain, calendar)).toBe(start);
  expect(endOfPeriod(day, grain, calendar)).toBe(end);
});

test('a week may begin on Sunday', () => {
  expect(startOfPeriod('2024-03-02', 'WEEK', { ...calendar, weekStart: 'SUNDAY' })).toBe('2024-02-25');
  expect(startOfPeriod('2024-03-03', 'WEEK', { ...calendar, weekStart: 'SUNDAY' })).toBe('2024-03-03');
  expect(endOfPeriod('2024-03-03', 'WEEK', { ...calendar, weekStart: 'SUNDAY' })).toBe('2024-03-09');
});

test('an instant has its own day in every zone, and a bare day keeps it', () => {
  expect(localDay('2024-03-31T22:30:00Z', 'Europe/Berlin')).toBe('2024-04-01');
  expect(localDay('2024-03-31 22:30:00', 'Europe/Berlin')).toBe('2024-04-01');
  expect(localDay('2024-03-31T22:30:00.000', 'UTC')).toBe('2024-03-31');
  expect(localDay('2024-03-31T22:30:00+02:00', 'UTC')).toBe('2024-03-31');
  expect(localDay('2024-04-01T03:00:00Z', 'America/New_York')).toBe('2024-03-31');
  expect(localDay('2024-03-31', 'Europe/Berlin')).toBe('2024-03-31');
});

test.each([
  ['P1D', '2024-02-29T10:00:00.000Z'],
  ['P1W', '2024-03-06T10:00:00.000Z'],
  ['P1M', '2024-03-28T10:00:00.000Z'],
  ['P1Y2M', '2025-04-28T10:00:00.000Z'],
  ['PT36H', '2024-02-29T22:00:00.000Z'],
  ['P1DT30M', '2024-02-29T10:30:00.000Z'],
])('%s after 28 February 2024, ten o’clock, is %s', (duration, expected) => {
  expect(addDuration(new Date('2024-02-28T10:00:00Z'), duration)?.toISOString()).toBe(expected);
});

test.each(['', 'P', '1D', 'PT', 'P1DT', 'P-1D'])('%j is no duration', (text) => {
  expect(addDuration(new Date(0), text)).toBeNull();
});

test('a fiscal quarter may begin in any month', () => {
  const rules: CalendarRules = { weekStart: 'MONDAY', fiscalYearStart: 2 };
  expect(startOfPeriod('2024-01-31', 'FISCAL_QUARTER', rules)).toBe('2023-11-01');
  expect(endOfPeriod('2024-01-31', 'FISCAL_QUARTER', rules)).toBe('2024-01-31');
  expect(startOfPeriod('2024-01-31', 'FISCAL_YEAR', rules)).toBe('2023-02-01');
});

test.each([
  ['2024-03-15', 1, '2024-02-15'],
  ['2024-03-31', 1, '2024-03-01'],
  ['2024-03-30', 1, '2024-03-01'],
  ['2024-03-29', 1, '2024-02-29'],
  ['2024-01-31', 1, '2023-12-31'],
  ['2024-02-29', 12, '2023-03-01'],
])('%s less %i months is %s: everything before stays before', (day, months, expected) => {
  expect(addSpan(day, { months, days: 0 }, -1)).toBe(expected);
});
