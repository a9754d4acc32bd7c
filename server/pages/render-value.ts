import type { OutputColumn } from '../notebook/output.ts';
import type { Value } from '../lib/table.ts';

const dash = '–';
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const oneDigit = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const money = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** One value as a reader sees it; a missing one is a dash. */
export function formatValue(value: Value, column: Pick<OutputColumn, 'type' | 'format' | 'unit'>): string {
  if (value === null) return dash;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (column.type === 'date') return formatDay(String(value));
  if (column.type === 'timestamp') return `${formatDay(String(value))}, ${String(value).slice(11, 16)}`;
  if (typeof value === 'string' && column.type !== 'bigint' && column.type !== 'decimal') return value;
  return withUnit(formatNumber(Number(value), column.format), column);
}

/** A number by the format of its metric: percent takes a share, points one digit, currency two. */
export function formatNumber(value: number, format: string | null): string {
  return Number.isFinite(value) ? digits(value, format).replace('-', '−') : dash;
}

function digits(value: number, format: string | null): string {
  if (format === 'percent') return `${oneDigit.format(value * 100)} %`;
  if (format === 'points') return oneDigit.format(value);
  if (format === 'currency') return Math.abs(value) >= 10_000 ? whole.format(value) : money.format(value);
  if (format === 'integer' || Math.abs(value) >= 10_000) return whole.format(value);
  return short.format(value);
}

/** `30 Jun 2026` from an ISO day or timestamp. */
export function formatDay(iso: string): string {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? iso : day.format(date);
}

function withUnit(text: string, { format, unit }: Pick<OutputColumn, 'format' | 'unit'>): string {
  const said = format === 'percent' || format === 'points' || unit === null || unit === 'points' || text === dash;
  return said ? text : `${text} ${unit}`;
}
