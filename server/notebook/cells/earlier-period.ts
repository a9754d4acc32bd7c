import { TrivetError } from '../../lib/errors.ts';

/** Days, `[from, to)`. */
export type Period = readonly [from: string, to: string];

/** The period to compare with, and how it is called. null: the one of equal length just before. Whole months go back by months. */
export function earlier(
  [from, to]: Period,
  offset: string | null,
): { readonly period: Period; readonly label: string } {
  if (offset === null) {
    const months = wholeMonths(from, to);
    const period: Period =
      months === null ? [addDays(from, -daysBetween(from, to)), from] : [addMonths(from, -months), from];
    return { period, label: 'previous period' };
  }
  const parts = /^P(\d{1,3})([YMWD])$/.exec(offset);
  if (parts === null || Number(parts[1]) === 0) {
    throw new TrivetError('invalid-cell', `${offset} is no offset.`, {
      hint: 'Write P1Y, P1M, P2W or P7D: a number of years, months, weeks or days.',
    });
  }
  const [count, unit] = [Number(parts[1]), parts[2] ?? 'D'];
  const back = (day: string): string =>
    unit === 'Y'
      ? addMonths(day, -12 * count)
      : unit === 'M'
        ? addMonths(day, -count)
        : addDays(day, unit === 'W' ? -7 * count : -count);
  return { period: [back(from), back(to)], label: labelOf(count, unit) };
}

function labelOf(count: number, unit: string): string {
  if (unit === 'Y' && count === 1) return 'same period last year';
  const word = { Y: 'year', M: 'month', W: 'week', D: 'day' }[unit] ?? 'day';
  return `same period ${count} ${word}${count === 1 ? '' : 's'} earlier`;
}

function wholeMonths(from: string, to: string): number | null {
  if (!from.endsWith('-01') || !to.endsWith('-01')) return null;
  return monthOf(to) - monthOf(from);
}

function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/** A month earlier than 31 March is the last of February. */
function addMonths(day: string, months: number): string {
  const target = monthOf(day) + months;
  const [year, month] = [Math.floor(target / 12), target - 12 * Math.floor(target / 12)];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return isoDay(Date.UTC(year, month, Math.min(Number(day.slice(8, 10)), last)));
}

function addDays(day: string, days: number): string {
  return isoDay(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000);
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
