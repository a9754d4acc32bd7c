/** How a value is to be printed: everything the server says about its column. */
export interface Format {
  /** The column's type (`decimal`, `date` …); absent for a bare number. */
  readonly type?: string | null;
  /** `EUR`, `days` …; null where it stands elsewhere, as in the head of a table. */
  readonly unit?: string | null;
  /** number, integer, percent, percentage_points (a difference of two shares), points, currency, decimal, duration; of a date its grain: day, week, month, quarter, year. */
  readonly format?: string | null;
  /** Decimals that all numbers of a column share, where its format does not say. */
  readonly digits?: number | null;
}

/** What stands where there is no value. */
const nothing = '–';

/** The one way in which values become text: minus signs, grouped digits, exact decimals, `–` for NULL. */
export function format(value: unknown, as: Format = {}): string {
  if (value === null || value === undefined) return nothing;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') return JSON.stringify(value);
  if (as.type === 'date') return formatPeriod(String(value), as.format ?? null);
  if (as.type === 'timestamp') return printTimestamp(String(value));
  const number = numberOf(value, as);
  return number === null ? String(value) : withMinus(printNumber(number, value, as));
}

/** `(−12 … 60)`: an interval beside its value, in the value's format without repeating the unit. */
export function formatInterval(low: number, high: number, as: Format): string {
  const bare = { ...as, unit: null };
  return `(${format(low, bare).replace(/\s?(%|pp)$/, '')} … ${format(high, bare)})`;
}

/** A difference with its sign: `+3.2`, `−0.4`. Percentages differ by percentage points. */
export function formatDelta(delta: number, as: Format): string {
  const size = Math.abs(delta);
  const text =
    as.format === 'percent'
      ? `${printPoints(size * 100)} pp`
      : as.format === 'points'
        ? printPoints(size)
        : format(size, as);
  return delta > 0 ? `+${text}` : delta < 0 ? `−${text}` : text;
}

/** A value of a comparison: a change with its sign, in per cent where that is what it says; an earlier value like any other. */
export function formatCompared(value: unknown, compared: 'VALUE' | 'DELTA' | 'PCT' | null, as: Format): string {
  const number = compared === null || compared === 'VALUE' ? null : numberOf(value, as);
  if (number === null) return format(value, as);
  return compared === 'DELTA' ? formatDelta(number, as) : `${formatDelta(number, { format: 'points' })} %`;
}

/** One decimal; more where one would print a difference as none. */
function printPoints(size: number): string {
  return size === 0 || size >= 0.05 ? format(size, { format: 'points' }) : format(size);
}

/** `30 Jun 2026`, in UTC: as the data say it. */
export function formatDay(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.valueOf()) ? iso : day.format(date);
}

/** A date by the grain that it begins: `Jun 2026`, `Q2 2026`, `2026`. */
function formatPeriod(iso: string, grain: string | null): string {
  const date = new Date(iso);
  if (Number.isNaN(date.valueOf())) return iso;
  if (grain === 'year') return String(date.getUTCFullYear());
  if (grain === 'quarter') return `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${date.getUTCFullYear()}`;
  if (grain === 'fiscal_year' || grain === 'fiscal_quarter')
    return `${grain === 'fiscal_year' ? 'year' : 'quarter'} from ${month.format(date)}`;
  return grain === 'month' ? month.format(date) : day.format(date);
}

/** `30 Jun 2026, 22:30`, in the reader's own time: for things that happened to them. */
export function formatInstant(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.valueOf()) ? iso : instant.format(date);
}

/** `12 ms`, `1.3 s`, `2 min 5 s`. */
export function formatElapsed(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** `1 row`, `1,204 rows`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${format(count, { format: 'integer' })} ${count === 1 ? one : many}`;
}

const locale = 'en-GB';
const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const instant = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** A time stamp by the clock it was written with: no zone is read into it. */
function printTimestamp(text: string): string {
  const seconds = text.slice(17, 19);
  const clock = seconds === '' || seconds === '00' ? text.slice(11, 16) : text.slice(11, 19);
  return `${formatDay(text.slice(0, 10))}, ${clock}`;
}

function numberOf(value: unknown, as: Format): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  const isExact = as.type === 'bigint' || as.type === 'decimal' || as.type === 'integer';
  return isExact && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null;
}

function printNumber(number: number, exact: unknown, as: Format): string {
  if (as.format === 'percent') return `${grouped(number * 100, 1, 1)} %`;
  if (as.format === 'percentage_points') return `${grouped(number * 100, 1, 1)} pp`;
  if (as.format === 'points') return grouped(number, 1, 1);
  if (as.format === 'currency') return withUnit(grouped(number, cents(number), cents(number)), as.unit);
  if (typeof exact === 'string' && as.type !== 'real') return withUnit(printExact(exact), as.unit);
  if (as.format === 'integer' || as.type === 'integer') return withUnit(grouped(number, 0, 0), as.unit);
  const digits = as.digits ?? null;
  return withUnit(grouped(number, digits ?? 0, digits ?? fraction(number)), as.unit);
}

/** Decimals for a column of numbers, so that they stand under each other: those that its largest number deserves. */
export function digitsOf(numbers: readonly number[]): number {
  if (numbers.every(Number.isInteger)) return 0;
  return fraction(Math.max(...numbers.map(Math.abs)));
}

function cents(number: number): number {
  return Math.abs(number) >= 10_000 ? 0 : 2;
}

/** Digits as they are, only grouped: a JavaScript number would round them. */
function printExact(text: string): string {
  const [whole = '', rest] = text.split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return rest === undefined ? digits : `${digits}.${rest}`;
}

function fraction(number: number): number {
  const size = Math.abs(number);
  if (size >= 10_000 || size === 0) return 0;
  return size >= 1 ? 2 : Math.min(20, 2 - Math.floor(Math.log10(size)));
}

function grouped(number: number, least: number, most: number): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most }).format(number);
}

function withUnit(text: string, unit: string | null | undefined): string {
  return unit && unit !== 'points' ? `${text} ${unit}` : text;
}

/** A sentence with true minus signs before its numbers, and nothing torn apart that belongs to a number. */
export function setSentence(sentence: string): string {
  return sentence
    .replace(/(^|[\s([])-(?=\d)/g, '$1−')
    .replace(/(?<=\d) (?=%)/g, '\u00a0')
    .replace(/\b([npq]) ([=<]) (?=\d)/g, '$1\u00a0$2\u00a0');
}

/** A hyphen is no minus sign; and what rounds to nothing has no sign. */
function withMinus(text: string): string {
  return /^-[^1-9]*$/.test(text) ? text.slice(1) : text.replace('-', '−');
}
