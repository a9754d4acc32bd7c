/** typed columns → Arrow buffers, one column at a time; rows never become objects */
import {
  batchType,
  bool,
  Column as ArrowColumn,
  columnFromArray,
  type DataType,
  dateDay,
  decimal128,
  dictionary,
  float64,
  int32,
  int64,
  tableFromColumns,
  tableToIPC,
  timestamp,
  TimeUnit,
  utf8,
} from '@uwdata/flechette';
import type { Value } from '../../lib/table.ts';
import { daysOf, microsOf } from '../calendar.ts';
import { decimalUnits } from './decimal-text.ts';
import { isLong, scaleOf, type TypedColumn } from './typed-column.ts';

/**
 * An Arrow IPC stream of the columns: exact decimals, whole numbers of 64 bits (38 digits where they need them), days,
 * instants in UTC, packed booleans, texts as a dictionary where few of them repeat. Pauses between columns, so that a long
 * table never holds up everybody else.
 */
export async function encodeTable(columns: readonly TypedColumn[], pause: () => Promise<void>): Promise<Uint8Array> {
  const encoded: [name: string, column: ArrowColumn<unknown>][] = [];
  for (const column of columns) {
    encoded.push([column.name, encode(column)]);
    await pause();
  }
  const bytes = tableToIPC(tableFromColumns(encoded), { format: 'stream' });
  if (bytes === null) throw new Error('The Arrow encoder wrote nowhere.');
  return bytes;
}

function encode(column: TypedColumn): ArrowColumn<unknown> {
  const { type, values } = column;
  if (type === 'integer' || (type === 'bigint' && values.every(isLong))) return longs(values);
  if (type === 'bigint') return decimals(values, 0);
  if (type === 'decimal') return decimals(values, scaleOf(column));
  if (type === 'real') return batch(float64(), values, Float64Array.from(values, Number));
  if (type === 'boolean')
    return batch(
      bool(),
      values,
      bits(values, (value) => value === true),
    );
  if (type === 'date') return batch(dateDay(), values, Int32Array.from(values, dayOf));
  if (type === 'timestamp') return instants(values);
  return texts(values);
}

function longs(values: readonly Value[]): ArrowColumn<unknown> {
  const words = new Int32Array(values.length * 2);
  values.forEach((value, row) => {
    if (value !== null) putNumber(words, row * 2, wholeOf(value));
  });
  return batch(int64(), values, new BigInt64Array(words.buffer));
}

function wholeOf(value: Value): number | bigint {
  return typeof value === 'number' || String(value).length < 16 ? Number(value) : BigInt(value ?? 0);
}

/** The two low words of a whole number. */
function putNumber(words: Int32Array, at: number, units: number | bigint): void {
  if (typeof units === 'number') {
    words[at] = units | 0;
    words[at + 1] = Math.floor(units / 2 ** 32);
  } else {
    words[at] = Number(BigInt.asIntN(32, units));
    words[at + 1] = Number(BigInt.asIntN(32, units >> 32n));
  }
}

function dayOf(value: Value): number {
  return value === null ? 0 : (daysOf(String(value)) ?? 0);
}

function decimals(values: readonly Value[], scale: number): ArrowColumn<unknown> {
  const words = new Int32Array(values.length * 4);
  values.forEach((value, row) => {
    if (value === null) return;
    const units = decimalUnits(String(value), scale);
    putNumber(words, row * 4, units);
    if (typeof units === 'bigint') putNumber(words, row * 4 + 2, units >> 64n);
    else if (units < 0) words.fill(-1, row * 4 + 2, row * 4 + 4);
  });
  return batch(decimal128(38, scale), values, new BigUint64Array(words.buffer));
}

function instants(values: readonly Value[]): ArrowColumn<unknown> {
  const units = BigInt64Array.from(values, (value) => (value === null ? 0n : (microsOf(String(value)) ?? 0n)));
  return batch(timestamp(TimeUnit.MICROSECOND, 'UTC'), values, units);
}

const manyTexts = 4096;

function texts(values: readonly Value[]): ArrowColumn<unknown> {
  const plain = utf8();
  const codes = new Map<string, number>();
  const most = Math.min(manyTexts, values.length / 2);
  const indices = new Int32Array(values.length);
  for (const [row, value] of values.entries()) {
    if (value === null) continue;
    const text = String(value);
    const code = codes.get(text) ?? codes.size;
    if (code === codes.size) codes.set(text, code);
    if (codes.size > most) return columnFromArray(values.map(textOf), plain);
    indices[row] = code;
  }
  // A dictionary without entries is written without a batch, which readers miss.
  if (codes.size === 0) return columnFromArray(values.map(textOf), plain);
  // One type object for both: the encoder finds a column's dictionary by it.
  return batch(dictionary(plain, int32()), values, indices, columnFromArray([...codes.keys()], plain));
}

function textOf(value: Value): string | null {
  return value === null ? null : String(value);
}

function batch(
  type: DataType,
  values: readonly Value[],
  buffer: ArrayBufferView,
  texts?: ArrowColumn<unknown>,
): ArrowColumn<unknown> {
  const nullCount = values.reduce<number>((count, value) => (value === null ? count + 1 : count), 0);
  const validity = nullCount === 0 ? new Uint8Array(0) : bits(values, (value) => value !== null);
  const Batch = batchType(type);
  const made = new Batch({ length: values.length, nullCount, type, validity, values: buffer });
  if (texts !== undefined) made.setDictionary(texts);
  return new ArrowColumn<unknown>([made], type);
}

function bits(values: readonly Value[], isSet: (value: Value) => boolean): Uint8Array {
  const packed = new Uint8Array(Math.ceil(values.length / 64) * 8);
  values.forEach((value, row) => {
    if (isSet(value)) packed[row >> 3] = (packed[row >> 3] ?? 0) | (1 << (row & 7));
  });
  return packed;
}
