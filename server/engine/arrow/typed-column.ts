import type { Column, Value } from '../../lib/table.ts';

/** A column on its way into a file whose types do not depend on the rows of the day. */
export interface TypedColumn extends Column {
  /** Digits behind the point of a decimal, as declared; null or absent: as many as its values have. */
  readonly scale?: number | null;
}

const longest = 9_223_372_036_854_775_807n;

/** Whether a whole number, in digits, fits 64 bits. */
export function isLong(value: Value): boolean {
  if (value === null || typeof value === 'number' || String(value).length < 18) return true;
  const number = BigInt(value);
  return number <= longest && number >= -longest - 1n;
}

/** The scale of a column of decimals: the declared one, unless a value has more digits. */
export function scaleOf({ scale, values }: TypedColumn): number {
  return values.reduce<number>((most, value) => Math.max(most, digitsBehindPoint(value)), scale ?? 0);
}

function digitsBehindPoint(value: Value): number {
  const text = String(value ?? '');
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}
