import type { Duration, Grain } from '../../sql/dialects/dialect.ts';
import type { Span } from '../language/duration.ts';
import type { QueryGrain } from '../language/metric-query.ts';

type WeekStart = 'MONDAY' | 'SUNDAY';

/** Where weeks and fiscal years begin. */
export interface CalendarRules {
  readonly weekStart: WeekStart;
  /** The month in which the fiscal year begins, 1 to 12. */
  readonly fiscalYearStart: number;
}

const dayMs = 86_400_000;

/** First day (`2026-01-01`) of the period in which a local day lies. */
export function startOfPeriod(day: string, grain: QueryGrain, rules: CalendarRules): string {
  if (grain === 'FISCAL_QUARTER') return startOfFiscal(day, 'QUARTER', rules);
  if (grain === 'FISCAL_YEAR') return startOfFiscal(day, 'YEAR', rules);
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
  const starts: { readonly [G in Grain]: () => string } = {
    DAY: () => day,
    WEEK: () => startOfWeek(day, rules.weekStart),
    MONTH: () => `${day.slice(0, 7)}-01`,
    QUARTER: () => `${year}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`,
    YEAR: () => `${year}-01-01`,
  };
  return starts[grain]();
}

/** How long a period is. */
export const lengths: { readonly [G in QueryGrain]: Span } = {
  DAY: { months: 0, days: 1 },
  WEEK: { months: 0, days: 7 },
  MONTH: { months: 1, days: 0 },
  QUARTER: { months: 3, days: 0 },
  YEAR: { months: 12, days: 0 },
  FISCAL_QUARTER: { months: 3, days: 0 },
  FISCAL_YEAR: { months: 12, days: 0 },
};

/** Last day of the period in which a local day lies. */
export function endOfPeriod(day: string, grain: QueryGrain, rules: CalendarRules): string {
  return addDays(addSpan(startOfPeriod(day, grain, rules), lengths[grain], 1), -1);
}

/**
 * The day `times` spans later. A day that its month does not have (31 January and a month) is the first of the next one: so
 * half-open ranges keep their meaning, since everything before it lies before it.
 */
export function addSpan(day: string, span: Span, times: number): string {
  if (span.months === 0) return addDays(day, span.days * times);
  const start = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  start.setUTCMonth(start.getUTCMonth() + span.months * times);
  const month = start.toISOString().slice(0, 10);
  const moved = addDays(month, Number(day.slice(8, 10)) - 1);
  if (moved.slice(0, 7) === month.slice(0, 7)) return moved;
  start.setUTCMonth(start.getUTCMonth() + 1);
  return start.toISOString().slice(0, 10);
}

/** The day so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

function startOfFiscal(day: string, grain: 'QUARTER' | 'YEAR', rules: CalendarRules): string {
  const moved = { months: rules.fiscalYearStart - 1, days: 0 };
  const month = startOfPeriod(day, 'MONTH', rules);
  return addSpan(startOfPeriod(addSpan(month, moved, -1), grain, rules), moved, 1);
}

function startOfWeek(day: string, weekStart: WeekStart): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -(weekStart === 'SUNDAY' ? weekday : (weekday + 6) % 7));
}

/** The local day of an instant; a text without a zone is UTC, a bare date is local already. */
export function localDay(instant: string, zone: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(instant)) return instant;
  return dayFormat(zone).format(instantOf(instant));
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();
const mostZones = 100;

// To make one takes longer than all else that a query is planned with.
function dayFormat(zone: string): Intl.DateTimeFormat {
  const known = dayFormats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  if (dayFormats.size >= mostZones) dayFormats.clear();
  dayFormats.set(zone, made);
  return made;
}

/** An ISO text as an instant; without a zone it is UTC. */
export function instantOf(text: string): Date {
  const iso = text.replace(' ', 'T');
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(iso) || !iso.includes('T');
  return new Date(hasZone ? iso : `${iso}Z`);
}

/** The instant an ISO 8601 duration (`P1D`, `PT12H`, `P1M`, `P1Y2M`) after another; null where it is no duration. */
export function addDuration(instant: Date, written: string): Date | null {
  const duration = durationOf(written);
  if (duration === null) return null;
  const later = new Date(instant);
  later.setUTCFullYear(
    later.getUTCFullYear(),
    later.getUTCMonth() + duration.months,
    later.getUTCDate() + duration.days,
  );
  later.setTime(later.getTime() + duration.seconds * 1000);
  return later;
}

/** An ISO 8601 duration of whole numbers in the units of a calendar; null where it is none. */
export function durationOf(written: string): Duration | null {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(written);
  if (match === null || written === 'P' || written.endsWith('T')) return null;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  return { months: years * 12 + months, days: weeks * 7 + days, seconds: (hours * 60 + minutes) * 60 + seconds };
}
