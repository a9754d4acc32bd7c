import { expect, test } from 'vitest';
import { earlier } from './earlier-period.ts';
import { isSignal } from './signal.ts';

const measured = (value: number | null, low: number | null = null, high: number | null = null) => ({
  value,
  low,
  high,
  n: null,
});

test.each([
  // 30 apart; the sides that face each other are 20 and 20: √800 = 28.3.
  [measured(50, 30, 70), measured(20, 0, 40), false, true],
  // 28 apart.
  [measured(48, 28, 68), measured(20, 0, 40), false, false],
  [measured(20, 0, 40), measured(50, 30, 70), false, true],
  // Only the sides that face each other count: 10 and 5.
  [measured(50, 40, 150), measured(35, -100, 40), false, true],
  // Sums are counted in full; a ratio without an interval says nothing about chance.
  [measured(700), measured(220), true, true],
  [measured(700), measured(700), true, false],
  [measured(0.016), measured(0.015), false, null],
  [measured(null), measured(220), true, false],
])('%j beside %j, counted in full: %s, is a signal: %s', (now, then, isCounted, expected) => {
  expect(isSignal(now, then, isCounted)).toBe(expected);
});

test.each([
  [['2026-02-01', '2026-03-01'], null, ['2026-01-01', '2026-02-01'], 'previous period'],
  [['2026-01-01', '2026-04-01'], null, ['2025-10-01', '2026-01-01'], 'previous period'],
  [['2026-02-10', '2026-02-17'], null, ['2026-02-03', '2026-02-10'], 'previous period'],
  [['2024-02-29', '2024-03-31'], 'P1Y', ['2023-02-28', '2023-03-31'], 'same period last year'],
  [['2026-03-31', '2026-05-01'], 'P1M', ['2026-02-28', '2026-04-01'], 'same period 1 month earlier'],
  [['2026-01-05', '2026-01-12'], 'P2W', ['2025-12-22', '2025-12-29'], 'same period 2 weeks earlier'],
] as const)('%j is compared, by %s, with %j', (period, offset, expected, label) => {
  expect(earlier(period, offset)).toEqual({ period: expected, label });
});

test('an offset that is none says what to write', () => {
  expect(() => earlier(['2026-01-01', '2026-02-01'], 'month')).toThrow('month is no offset.');
  expect(() => earlier(['2026-01-01', '2026-02-01'], 'P0M')).toThrow('P0M is no offset.');
});
