import type { Column, Value } from '../../lib/table.ts';

/** A column as bytes: numbers with NaN for null, or places in a list of different values with −1 for null. */
export type EncodedColumn =
  | { readonly kind: 'numbers'; readonly length: number; readonly numbers: Float64Array; readonly isWhole: boolean }
  | { readonly kind: 'codes'; readonly length: number; readonly codes: Int32Array; readonly texts: string };

const numeric = new Set(['integer', 'bigint', 'decimal', 'real']);

/** Exact digits become numbers. `isWhole`: without a null. */
export function encodeColumn({ type, values }: Omit<Column, 'name'>): EncodedColumn {
  const { length } = values;
  if (!numeric.has(type)) return { kind: 'codes', length, ...codesOf(values) };
  const numbers = Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
  return { kind: 'numbers', length, numbers, isWhole: !values.includes(null) };
}

function codesOf(values: readonly Value[]): { readonly codes: Int32Array; readonly texts: string } {
  const places = new Map<Value, number>();
  const codes = Int32Array.from(values, (value) => {
    if (value === null) return -1;
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    return place;
  });
  return { codes, texts: JSON.stringify([...places.keys()]) };
}
