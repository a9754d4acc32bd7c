import type { Grain } from '../sql/dialects/dialect.ts';

export type WeekStart = 'MONDAY' | 'SUNDAY';

const dayMs = 86_400_000;

/** First day (`2026-01-01`) of the period in which a local day lies. */
export function startOfPeriod(day: string, grain: Grain, weekStart: WeekStart): string {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
  const starts: { readonly [G in Grain]: () => string } = {
    DAY: () => day,
    WEEK: () => startOfWeek(day, weekStart),
    MONTH: () => `${day.slice(0, 7)}-01`,
    QUARTER: () => `${year}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`,
    YEAR: () => `${year}-01-01`,
  };
  return starts[grain]();
}

function startOfWeek(day: string, weekStart: WeekStart): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -(weekStart === 'SUNDAY' ? weekday : (weekday + 6) % 7));
}

/** Last day of the period in which a local day lies. */
export function endOfPeriod(day: string, grain: Grain, weekStart: WeekStart): string {
  const start = startOfPeriod(day, grain, weekStart);
  // 31 days lead out of a month and 92 out of a quarter, but never over the one that follows.
  const pace = { DAY: 1, WEEK: 7, MONTH: 31, QUARTER: 92, YEAR: 366 }[grain];
  return addDays(startOfPeriod(addDays(start, pace), grain, weekStart), -1);
}

/** The local day of an instant; a text without a zone is UTC, a bare date is local already. */
export function localDay(instant: string, zone: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(instant)) return instant;
  const date = instantOf(instant);
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(date);
}

/** An ISO text as an instant; without a zone it is UTC. */
export function instantOf(text: string): Date {
  const iso = text.replace(' ', 'T');
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(iso) || !iso.includes('T');
  return new Date(hasZone ? iso : `${iso}Z`);
}

/** The instant an ISO 8601 duration (`P1D`, `PT12H`, `P1M`, `P1Y2M`) after another; null where it is no duration. */
export function addDuration(instant: Date, duration: string): Date | null {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration);
  if (match === null || duration === 'P' || duration.endsWith('T')) return null;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  const later = new Date(instant);
  later.setUTCFullYear(
    later.getUTCFullYear() + years,
    later.getUTCMonth() + months,
    later.getUTCDate() + days + weeks * 7,
  );
  later.setTime(later.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000);
  return later;
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
