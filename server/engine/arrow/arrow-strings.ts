import { type DuckDBDataChunk, type DuckDBType, type DuckDBValue, JsonDuckDBValueConverter } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { type Column, utf8 } from '@uwdata/flechette';
import { GrowingBytes } from './arrow-buffers.ts';
import { columnOfBatch, type ColumnWriter, isSet, Validity } from './arrow-column.ts';

const entryBytes = 16;
const inlineBytes = 12;
const pointerAt = 8;

/** Offsets and bytes of an Arrow utf8 column. */
class TextBuffers {
  readonly bytes = new GrowingBytes();
  readonly #offsets = new GrowingBytes();

  constructor() {
    this.#offsets.extend(4);
  }

  get byteLength(): number {
    return this.bytes.length + this.#offsets.length;
  }

  /** The ends of the next texts, to be filled in. */
  ends(rows: number): Int32Array {
    const target = this.#offsets.extend(rows * 4);
    return new Int32Array(target.buffer, target.byteOffset, rows);
  }

  finish(validity: Validity): Column<unknown> {
    const offsets = this.#offsets.finish();
    return columnOfBatch(utf8(), validity, {
      offsets: new Int32Array(offsets.buffer, offsets.byteOffset, validity.rows + 1),
      values: this.bytes.finish(),
    });
  }
}

/**
 * Text from the engine's string vectors: 16 bytes an entry, up to 12 bytes of text inside it, else a pointer to the bytes.
 * Texts that lie one behind the other in memory are fetched in one piece.
 */
export class TextWriter implements ColumnWriter {
  readonly #validity = new Validity();
  readonly #text = new TextBuffers();

  get byteLength(): number {
    return this.#text.byteLength + this.#validity.byteLength;
  }

  append(chunk: DuckDBDataChunk, column: number, rows: number): void {
    const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
    const entries = duckdb.vector_get_data(vector, rows * entryBytes);
    const view = new DataView(entries.buffer, entries.byteOffset, entries.byteLength);
    const mask = this.#validity.append(vector, rows);
    const ends = this.#text.ends(rows);
    const bytes = this.#text.bytes;
    const run = new PointerRun(entries, bytes);
    let end = bytes.length;
    for (let row = 0; row < rows; row++) {
      const at = row * entryBytes;
      const length = mask === null || isSet(mask, row) ? view.getUint32(at, true) : 0;
      end += length;
      ends[row] = end;
      if (length === 0) continue;
      if (length > inlineBytes) run.add(view, at + pointerAt, length);
      else {
        run.flush();
        bytes.append(entries.subarray(at + 4, at + 4 + length));
      }
    }
    run.flush();
  }

  finish(): Column<unknown> {
    return this.#text.finish(this.#validity);
  }
}

/** Neighbouring texts in the engine's memory, to be copied at once. */
class PointerRun {
  readonly #entries: Uint8Array;
  readonly #target: GrowingBytes;
  #pointerOffset = 0;
  #low = 0;
  #high = 0;
  #length = 0;

  constructor(entries: Uint8Array, target: GrowingBytes) {
    this.#entries = entries;
    this.#target = target;
  }

  add(view: DataView, pointerOffset: number, length: number): void {
    const low = view.getUint32(pointerOffset, true);
    const high = view.getUint32(pointerOffset + 4, true);
    if (this.#length > 0 && high === this.#high && low === this.#low + this.#length) {
      this.#length += length;
      return;
    }
    this.flush();
    this.#pointerOffset = pointerOffset;
    this.#low = low;
    this.#high = high;
    this.#length = length;
  }

  flush(): void {
    if (this.#length === 0) return;
    const { buffer, byteOffset } = this.#entries;
    // The binding asks for an ArrayBuffer; memory of the engine never is a SharedArrayBuffer.
    const memory = buffer as ArrayBuffer;
    this.#target.append(duckdb.get_data_from_pointer(memory, byteOffset + this.#pointerOffset, this.#length));
    this.#length = 0;
  }
}

/** Values without an Arrow form of their own, value by value as text: nested ones as JSON, the others as the engine prints them. */
export class PrintedWriter implements ColumnWriter {
  readonly #validity = new Validity();
  readonly #text = new TextBuffers();
  readonly #print: (value: DuckDBValue) => string;

  constructor(type: DuckDBType, nested: boolean) {
    this.#print = nested
      ? (value) => JSON.stringify(JsonDuckDBValueConverter(value, type, JsonDuckDBValueConverter))
      : (value) => String(value);
  }

  get byteLength(): number {
    return this.#text.byteLength + this.#validity.byteLength;
  }

  append(chunk: DuckDBDataChunk, column: number, rows: number): void {
    this.#validity.append(duckdb.data_chunk_get_vector(chunk.chunk, column), rows);
    const ends = this.#text.ends(rows);
    const values = chunk.getColumnVector(column);
    for (let row = 0; row < rows; row++) {
      const value = values.getItem(row);
      if (value !== null) this.#text.bytes.append(Buffer.from(this.#print(value), 'utf8'));
      ends[row] = this.#text.bytes.length;
    }
  }

  finish(): Column<unknown> {
    return this.#text.finish(this.#validity);
  }
}
