import { type Value, type ValueType, isNumeric } from '../lib/table.ts';

export interface ValueFormat {
  readonly type: ValueType;
  /** `number`, `integer`, `percent`, `points`, `currency`, `date`, or the grain of a date (`month` …); null: as the type says. */
  readonly format: string | null;
  readonly unit: string | null;
}

const dash = '–';
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const oneDigit = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const money = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** One value as a reader sees it: percent takes a share, points one digit, currency two; a missing value is a dash. */
export function formatValue(value: Value, { type, format, unit }: ValueFormat): string {
  if (value === null) return dash;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (format === 'date' || type === 'date') return formatPeriod(String(value), format);
  if (type === 'timestamp') return `${formatDay(String(value))}, ${String(value).slice(11, 16)}`;
  if (typeof value === 'string' && !isNumeric(type)) return value;
  const text = formatNumber(Number(value), format);
  return format === 'percent' || format === 'points' || unit === null || unit === 'points' ? text : `${text} ${unit}`;
}

/** A number by the format of its metric, without its unit. */
export function formatNumber(value: number, format: string | null): string {
  return digits(value, format).replace('-', '−');
}

function digits(value: number, format: string | null): string {
  if (!Number.isFinite(value)) return dash;
  if (format === 'percent') return `${oneDigit.format(value * 100)} %`;
  if (format === 'percentage_points') return `${oneDigit.format(value * 100)} pp`;
  if (format === 'points') return oneDigit.format(value);
  if (format === 'currency') return Math.abs(value) >= 10_000 ? whole.format(value) : money.format(value);
  return format === 'integer' || Math.abs(value) >= 10_000 ? whole.format(value) : short.format(value);
}

/** `30 Jun 2026` from an ISO day or timestamp. */
export function formatDay(iso: string): string {
  const date = dateOf(iso);
  return date === null ? iso : day.format(date);
}

function formatPeriod(iso: string, grain: string | null): string {
  const date = dateOf(iso);
  if (date === null) return iso;
  if (grain === 'year') return String(date.getUTCFullYear());
  if (grain === 'quarter') return `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${date.getUTCFullYear()}`;
  if (grain === 'fiscal_year' || grain === 'fiscal_quarter')
    return `${grain === 'fiscal_year' ? 'year' : 'quarter'} from ${month.format(date)}`;
  return grain === 'month' ? month.format(date) : day.format(date);
}

function dateOf(iso: string): Date | null {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}
