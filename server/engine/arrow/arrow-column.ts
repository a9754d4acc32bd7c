import type { DuckDBDataChunk } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { batchType, Column, type DataType } from '@uwdata/flechette';
import { GrowingBits } from './arrow-buffers.ts';

/** One column of a result on its way from engine vectors to one Arrow batch. */
export interface ColumnWriter {
  readonly byteLength: number;
  /** The first `rows` values of a column of a chunk; the chunk is not needed afterwards. */
  append(chunk: DuckDBDataChunk, column: number, rows: number): void;
  finish(): Column<unknown>;
}

/** The buffers of an Arrow batch beside its validity. */
export interface BatchBuffers {
  readonly values: ArrayBufferView;
  readonly offsets?: Int32Array;
  /** The values behind the codes of a dictionary column. */
  readonly dictionary?: Column<unknown>;
}

/** Which rows have a value. Nothing is kept as long as all have one. */
export class Validity {
  readonly #bits = new GrowingBits();
  rows = 0;
  nulls = 0;

  get byteLength(): number {
    return this.#bits.byteLength;
  }

  /** Takes over a vector's validity and returns it where some row is NULL, else null. */
  append(vector: duckdb.Vector, rows: number): Uint8Array | null {
    // null when the vector has no mask, which the binding's types leave out.
    const mask: Uint8Array | null = duckdb.vector_get_validity(vector, Math.ceil(rows / 64) * 8);
    this.rows += rows;
    const nulls = mask === null ? 0 : countZeros(mask, rows);
    if (mask === null || nulls === 0) {
      this.#bits.appendOnes(rows);
      return null;
    }
    this.nulls += nulls;
    this.#bits.appendPacked(mask, rows);
    return mask;
  }

  finish(): Uint8Array {
    return this.nulls === 0 ? new Uint8Array(0) : this.#bits.finish();
  }
}

/** An Arrow column of one batch. */
export function columnOfBatch(type: DataType, validity: Validity, buffers: BatchBuffers): Column<unknown> {
  const { dictionary, ...rest } = buffers;
  const Batch = batchType(type);
  const batch = new Batch({
    length: validity.rows,
    nullCount: validity.nulls,
    type,
    validity: validity.finish(),
    ...rest,
  });
  if (dictionary !== undefined) batch.setDictionary(dictionary);
  return new Column<unknown>([batch], type);
}

/** Calls back for every row without a value. */
export function eachNull(mask: Uint8Array | null, rows: number, onNull: (row: number) => void): void {
  if (mask === null) return;
  for (let row = 0; row < rows; row++) if (!isSet(mask, row)) onNull(row);
}

/** Zeroes the values of NULL rows: the engine leaves there whatever its memory held before. */
export function clearNulls(target: Uint8Array, width: number, mask: Uint8Array | null, rows: number): void {
  eachNull(mask, rows, (row) => target.fill(0, row * width, (row + 1) * width));
}

export function isSet(mask: Uint8Array, row: number): boolean {
  return (((mask[row >> 3] ?? 0) >> (row & 7)) & 1) === 1;
}

function countZeros(mask: Uint8Array, rows: number): number {
  let zeros = 0;
  const whole = rows >> 3;
  for (let index = 0; index < whole; index++) zeros += zerosOf[mask[index] ?? 0] ?? 0;
  for (let row = whole * 8; row < rows; row++) if (!isSet(mask, row)) zeros++;
  return zeros;
}

const zerosOf = Uint8Array.from({ length: 256 }, (_, byte) => {
  let ones = 0;
  for (let rest = byte; rest > 0; rest >>= 1) ones += rest & 1;
  return 8 - ones;
});
