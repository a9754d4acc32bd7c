/** A length of time in whole months or in whole days: the two do not mix, since months differ in length. */
export interface Span {
  readonly months: number;
  readonly days: number;
}

/** `P1Y`, `P18M`, `P1Y6M`, `P2W`, `P28D`; null where it is none of these, or nothing at all. */
export function spanOf(duration: string): Span | null {
  const match = /^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/.exec(duration);
  if (match === null) return null;
  const [years = 0, months = 0, weeks = 0, days = 0] = match.slice(1).map((digits) => Number(digits ?? 0));
  const span = { months: years * 12 + months, days: weeks * 7 + days };
  return (span.months === 0) === (span.days === 0) ? null : span;
}

/** `1 month`, `2 years`, `4 weeks`, `10 days`, for people. */
export function spanText({ months, days }: Span): string {
  if (months > 0) return months % 12 === 0 ? counted(months / 12, 'year') : counted(months, 'month');
  return days % 7 === 0 ? counted(days / 7, 'week') : counted(days, 'day');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
