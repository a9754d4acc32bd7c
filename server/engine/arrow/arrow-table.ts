import { type Column as ArrowColumn, tableFromIPC } from '@uwdata/flechette';
import type { Column, Table, Value, ValueType } from '../../lib/table.ts';
import type { ResultColumnType } from '../engine.ts';
import { isoDate, isoTime, isoTimestamp } from '../calendar.ts';
import { decimalText } from './decimal-text.ts';
import { decodeBuffers } from './decode-buffers.ts';

/**
 * An Arrow stream of the engine as a table. Exact numbers stay text; NaN and ±infinity (of numbers, dates, timestamps), which
 * JSON cannot carry, are null.
 */
export function tableOf(arrow: Uint8Array, columns: readonly ResultColumnType[]): Table {
  const read = tableFromIPC(arrow, { useBigInt: true, useBigIntTimestamp: true, useDecimalInt: true });
  return {
    columns: columns.map((column, index) => decode(column, read.children[index])),
    rowCount: read.numRows,
  };
}

type Raw = string | number | bigint | boolean | null;

function decode({ name, type }: ResultColumnType, column: ArrowColumn<unknown> | undefined): Column {
  if (column === undefined) throw new Error(`The Arrow stream has no column ${name}.`);
  const fast = decodeBuffers(type, column);
  if (fast !== null) return { name, type, values: fast };
  const print = decoder(type, column);
  const values: Value[] = [];
  // What flechette reads from the types that the engine writes.
  for (const value of column as Iterable<Raw>) values.push(value === null ? null : print(value));
  return { name, type, values };
}

const decoders: { readonly [T in Exclude<ValueType, 'decimal' | 'timestamp'>]: (value: Raw) => Value } = {
  string: String,
  json: String,
  bigint: String,
  integer: Number,
  real: (value) => (Number.isFinite(value) ? Number(value) : null),
  boolean: Boolean,
  date: (value) => isoDate(Math.round(Number(value) / 86_400_000)),
  time: (value) => (typeof value === 'bigint' ? isoTime(value, 1_000_000n) : String(value)),
};

function decoder(type: ValueType, column: ArrowColumn<unknown>): (value: Raw) => Value {
  const arrow = column.type;
  if (type === 'timestamp' && 'unit' in arrow && 'timezone' in arrow) {
    const perSecond = 1000n ** BigInt(arrow.unit);
    const ending = arrow.timezone === null ? '' : 'Z';
    return (value) => {
      const text = isoTimestamp(BigInt(value ?? 0), perSecond);
      return text === null ? null : `${text}${ending}`;
    };
  }
  if (type === 'decimal') {
    const scale = 'scale' in arrow ? arrow.scale : 0;
    return (value) => decimalText(BigInt(value ?? 0), scale);
  }
  if (type === 'date') return remembered(decoders.date);
  return type === 'timestamp' ? String : decoders[type];
}

// A column has many rows and few days.
function remembered(print: (value: Raw) => Value): (value: Raw) => Value {
  const known = new Map<Raw, Value>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const printed = print(value);
    known.set(value, printed);
    return printed;
  };
}
