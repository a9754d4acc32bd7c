/** Arrow buffers → values, straight from the bytes: for the types of which long answers are made */
import { type Batch, type Column as ArrowColumn, type DataType, Type } from '@uwdata/flechette';
import type { Value, ValueType } from '../../lib/table.ts';
import { isoDate, isoTimestamp, nearTimestamp } from '../calendar.ts';
import { decimalText, numberText } from './decimal-text.ts';

/** The values of a column, or null where its type has no short way. Exact numbers are text, infinite ones null. */
export function decodeBuffers(type: ValueType, column: ArrowColumn<unknown>): Value[] | null {
  const reader = readerOf(type, column);
  if (reader === null) return null;
  const values: Value[] = [];
  for (const batch of column.data) {
    const valueAt = reader(batch);
    const { length, nullCount, validity } = batch;
    const mask = nullCount === 0 ? null : validity;
    for (let row = 0; row < length; row++) {
      values.push(mask === null || (((mask[row >> 3] ?? 0) >> (row & 7)) & 1) === 1 ? valueAt(row) : null);
    }
  }
  return values;
}

type Reader = (batch: Batch<unknown>) => (row: number) => Value;

function readerOf(type: ValueType, { type: arrow }: ArrowColumn<unknown>): Reader | null {
  const bits = 'bitWidth' in arrow ? arrow.bitWidth : null;
  if (arrow.typeId === Type.Decimal && bits === 128) return decimals('scale' in arrow ? arrow.scale : 0);
  if (type === 'integer' && arrow.typeId === Type.Int && bits !== null && bits <= 32) return integers;
  if (type === 'timestamp' && arrow.typeId === Type.Timestamp) return instants(arrow);
  if (type === 'bigint' && arrow.typeId === Type.Int && bits === 64 && 'signed' in arrow && arrow.signed) return longs;
  if (type === 'real' && arrow.typeId === Type.Float && 'precision' in arrow && arrow.precision === 2) return doubles;
  if (type === 'date' && arrow.typeId === Type.Date && 'unit' in arrow && arrow.unit === 0) return days;
  return (type === 'string' || type === 'json') && arrow.typeId === Type.Utf8 ? texts : null;
}

const wordSize = 2 ** 32;
/** High words between these bounds belong to numbers that a double holds exactly. */
const highest = 2 ** 21;

/** A signed number of 64 bits from its words, or null where a double would round it. */
function near(low: number, high: number): number | null {
  return high < highest && high >= -highest ? high * wordSize + (low >>> 0) : null;
}

const longs: Reader = (batch) => {
  const words = wordsOf(batch);
  return (row) => {
    const [low, high] = [words[row * 2] ?? 0, words[row * 2 + 1] ?? 0];
    return String(near(low, high) ?? (BigInt(high) << 32n) + BigInt(low >>> 0));
  };
};

function decimals(scale: number): Reader {
  const short = numberText(scale);
  return (batch) => {
    const words = wordsOf(batch);
    return (row) => {
      const at = row * 4;
      const high = words[at + 1] ?? 0;
      const sign = high >> 31;
      const isShort = words[at + 2] === sign && words[at + 3] === sign && high < highest && high >= -highest;
      return isShort ? short(high * wordSize + ((words[at] ?? 0) >>> 0)) : decimalText(wideAt(words, at), scale);
    };
  };
}

function wideAt(words: Int32Array, at: number): bigint {
  const word = (index: number): bigint => BigInt((words[at + index] ?? 0) >>> 0) << BigInt(index * 32);
  return BigInt.asIntN(128, word(3) | word(2) | word(1) | word(0));
}

const integers: Reader = ({ values }) => {
  // The type of the column says that its buffer holds whole numbers of up to 32 bits.
  const numbers = values as unknown as Int32Array;
  return (row) => numbers[row] ?? 0;
};

function instants(arrow: DataType): Reader {
  const [unit, zone] = 'unit' in arrow && 'timezone' in arrow ? [arrow.unit, arrow.timezone] : [2, null];
  const perSecond = 1000 ** unit;
  const ending = zone === null ? '' : 'Z';
  return (batch) => {
    const words = wordsOf(batch);
    return (row) => {
      const [low, high] = [words[row * 2] ?? 0, words[row * 2 + 1] ?? 0];
      const units = near(low, high);
      if (units !== null) return `${nearTimestamp(units, perSecond)}${ending}`;
      const text = isoTimestamp((BigInt(high) << 32n) + BigInt(low >>> 0), BigInt(perSecond));
      return text === null ? null : `${text}${ending}`;
    };
  };
}

const doubles: Reader = ({ values }) => {
  // The type of the column says that its buffer holds doubles.
  const numbers = values as unknown as Float64Array;
  return (row) => {
    const value = numbers[row] ?? 0;
    return Number.isFinite(value) ? value : null;
  };
};

const days: Reader = ({ values }) => {
  // The type of the column says that its buffer holds days.
  const numbers = values as unknown as Int32Array;
  const known = new Map<number, string | null>();
  return (row) => {
    const day = numbers[row] ?? 0;
    const before = known.get(day);
    if (before !== undefined) return before;
    const text = isoDate(day);
    known.set(day, text);
    return text;
  };
};

// A text may begin with U+FEFF, which is a letter here.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const slots = 4096;
const longestRemembered = 32;

/** Short texts of an answer repeat: each is looked for among those seen before, and made only when it is new. */
const texts: Reader = ({ values, offsets }) => {
  // The type of the column says that its buffers are bytes and their ends.
  const bytes = values as unknown as Uint8Array;
  const ends = offsets as unknown as Int32Array;
  const starts = new Int32Array(slots).fill(-1);
  const lengths = new Int32Array(slots);
  const known: string[] = [];
  return (row) => {
    const start = ends[row] ?? 0;
    const end = ends[row + 1] ?? 0;
    const length = end - start;
    if (length > longestRemembered) return decoder.decode(bytes.subarray(start, end));
    let hash = length;
    for (let index = start; index < end; index++) hash = (hash * 31 + (bytes[index] ?? 0)) | 0;
    const slot = (hash ^ (hash >>> 12)) & (slots - 1);
    const before = starts[slot] ?? -1;
    if (before >= 0 && lengths[slot] === length && areEqual(bytes, before, start, length)) return known[slot] ?? '';
    const text = decoder.decode(bytes.subarray(start, end));
    starts[slot] = start;
    lengths[slot] = length;
    known[slot] = text;
    return text;
  };
};

function areEqual(bytes: Uint8Array, one: number, other: number, length: number): boolean {
  for (let index = 0; index < length; index++) if (bytes[one + index] !== bytes[other + index]) return false;
  return true;
}

function wordsOf({ values }: Batch<unknown>): Int32Array {
  // Fixed-width columns have a typed array over their bytes.
  const { buffer, byteOffset, byteLength } = values as unknown as ArrayBufferView<ArrayBuffer>;
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}
