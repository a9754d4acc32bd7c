import type { DuckDBDataChunk, DuckDBEnumType } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import {
  bool,
  columnFromArray,
  type Column,
  type DataType,
  decimal128,
  dictionary,
  uint16,
  uint32,
  uint8,
  utf8,
} from '@uwdata/flechette';
import { GrowingBits, GrowingBytes } from './arrow-buffers.ts';
import { clearNulls, columnOfBatch, type ColumnWriter, eachNull, Validity } from './arrow-column.ts';

/** Values that lie in the engine's vector exactly as Arrow wants them: copied. */
export class FixedWidthWriter implements ColumnWriter {
  readonly #validity = new Validity();
  readonly #values = new GrowingBytes();
  readonly #type: DataType;
  readonly #width: number;
  readonly #dictionary: Column<unknown> | undefined;

  constructor(type: DataType, width: number, dictionary?: Column<unknown>) {
    this.#type = type;
    this.#width = width;
    this.#dictionary = dictionary;
  }

  get byteLength(): number {
    return this.#values.length + this.#validity.byteLength;
  }

  append(chunk: DuckDBDataChunk, column: number, rows: number): void {
    const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
    const target = this.#values.extend(rows * this.#width);
    target.set(duckdb.vector_get_data(vector, rows * this.#width));
    clearNulls(target, this.#width, this.#validity.append(vector, rows), rows);
  }

  finish(): Column<unknown> {
    const values = elements(this.#values.finish(), this.#width);
    const dictionary = this.#dictionary;
    return columnOfBatch(this.#type, this.#validity, dictionary === undefined ? { values } : { values, dictionary });
  }
}

// The batch counts elements, not bytes; what the bits mean does not matter for writing them.
function elements(bytes: Uint8Array<ArrayBuffer>, width: number): ArrayBufferView {
  const View = width === 1 ? Uint8Array : width === 2 ? Uint16Array : width === 4 ? Uint32Array : BigUint64Array;
  return new View(bytes.buffer, bytes.byteOffset, bytes.length / width);
}

/** ENUM codes are the indices of an Arrow dictionary. */
export function enumWriter(type: DuckDBEnumType): ColumnWriter {
  const size = type.values.length;
  const [indices, width] = size <= 255 ? [uint8(), 1] : size <= 65_535 ? [uint16(), 2] : [uint32(), 4];
  // One type object for both: the encoder finds a column's dictionary by it.
  const text = utf8();
  const values = columnFromArray([...type.values], text);
  return new FixedWidthWriter(dictionary(text, indices), width, values);
}

/** One byte a boolean becomes one bit. */
export class BooleanWriter implements ColumnWriter {
  readonly #validity = new Validity();
  readonly #bits = new GrowingBits();

  get byteLength(): number {
    return this.#bits.byteLength + this.#validity.byteLength;
  }

  append(chunk: DuckDBDataChunk, column: number, rows: number): void {
    const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
    const bytes = duckdb.vector_get_data(vector, rows);
    const mask = this.#validity.append(vector, rows);
    const known = mask === null ? bytes : new Uint8Array(bytes);
    clearNulls(known, 1, mask, rows);
    this.#bits.appendBytes(known, rows);
  }

  finish(): Column<unknown> {
    return columnOfBatch(bool(), this.#validity, { values: this.#bits.finish() });
  }
}

/**
 * DECIMAL and HUGEINT as decimal128, the one width that every Arrow reader knows; the engine stores short ones in 2, 4 or 8
 * bytes, which are widened with their sign.
 */
export class DecimalWriter implements ColumnWriter {
  readonly #validity = new Validity();
  readonly #values = new GrowingBytes();
  readonly #type: DataType;
  readonly #width: 2 | 4 | 8 | 16;

  constructor(precision: number, scale: number) {
    this.#type = decimal128(precision, scale);
    this.#width = precision <= 4 ? 2 : precision <= 9 ? 4 : precision <= 18 ? 8 : 16;
  }

  get byteLength(): number {
    return this.#values.length + this.#validity.byteLength;
  }

  append(chunk: DuckDBDataChunk, column: number, rows: number): void {
    const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
    const source = duckdb.vector_get_data(vector, rows * this.#width);
    const target = this.#values.extend(rows * 16);
    if (this.#width === 16) target.set(source);
    else widen(source, this.#width, target, rows);
    eachNull(this.#validity.append(vector, rows), rows, (row) => target.fill(0, row * 16, row * 16 + 16));
  }

  finish(): Column<unknown> {
    return columnOfBatch(this.#type, this.#validity, { values: this.#values.finish() });
  }
}

function widen(source: Uint8Array, width: 2 | 4 | 8, target: Uint8Array, rows: number): void {
  const from = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const words = new Int32Array(target.buffer, target.byteOffset, rows * 4);
  for (let row = 0; row < rows; row++) {
    const low = width === 2 ? from.getInt16(row * 2, true) : from.getInt32(row * width, true);
    const sign = (width === 8 ? from.getInt32(row * 8 + 4, true) : low) >> 31;
    words[row * 4] = low;
    words[row * 4 + 1] = width === 8 ? from.getInt32(row * 8 + 4, true) : sign;
    words[row * 4 + 2] = sign;
    words[row * 4 + 3] = sign;
  }
}
