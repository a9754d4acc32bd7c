import type { Estimate } from '../contract/finding.ts';

/** How verdicts print numbers: plain, short, with the sign where it says something. */

/** 12,345 */
export function count(n: number): string {
  return Math.round(n).toLocaleString('en');
}

/** A fraction as 12.3 % */
export function percent(fraction: number, digits = 1): string {
  return `${(100 * fraction).toFixed(digits)} %`;
}

/** A number with few digits: 1,234 · 12.3 · 0.045 */
export function number(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString('en');
  if (size >= 10 || value === 0) return trimmed(value.toFixed(1));
  return String(Number(value.toPrecision(size >= 1 ? 3 : 2)));
}

/** 1,234 EUR · 12.30 EUR */
export function money(value: number, unit: string | null): string {
  const size = Math.abs(value);
  const digits = size >= 1000 ? 0 : 2;
  const text = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === null ? text : `${text} ${unit}`;
}

/** p = 0.034 · p < 0.001 */
export function pValue(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}

/** A value as its format says. */
export function shown(value: number, { format, unit }: Pick<Estimate, 'format' | 'unit'>): string {
  if (format === 'percent') return percent(value);
  if (format === 'percentage_points') return `${(100 * value).toFixed(1)} pp`;
  if (format === 'currency') return money(value, unit);
  if (format === 'integer') return withUnit(count(value), unit);
  if (format === 'points') return value.toFixed(1);
  return withUnit(number(value), unit);
}

/** `30.0 [14.1, 44.2]` */
export function withInterval(estimate: Estimate): string {
  const { value, interval } = estimate;
  if (interval === null) return shown(value, estimate);
  return `${shown(value, estimate)} [${shown(interval.low, estimate)}, ${shown(interval.high, estimate)}]`;
}

/** A list for people: `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** The same text as the beginning of a sentence: a name in small letters takes a capital. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function withUnit(text: string, unit: string | null): string {
  return unit === null ? text : `${text} ${unit}`;
}

function trimmed(text: string): string {
  return text.replace(/\.0$/, '');
}
