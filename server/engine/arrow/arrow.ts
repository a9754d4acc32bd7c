/** chunks of engine vectors → one Arrow batch a column → Arrow IPC stream, without an object a row */
import {
  type DuckDBDataChunk,
  DuckDBDecimalType,
  DuckDBEnumType,
  type DuckDBType,
  DuckDBTypeId,
} from '@duckdb/node-api';
import {
  type DataType,
  dateDay,
  float32,
  float64,
  int16,
  int32,
  int64,
  int8,
  tableFromColumns,
  tableToIPC,
  timeMicrosecond,
  timestamp,
  TimeUnit,
  uint16,
  uint32,
  uint64,
  uint8,
} from '@uwdata/flechette';
import type { ColumnWriter } from './arrow-column.ts';
import { BooleanWriter, DecimalWriter, enumWriter, FixedWidthWriter } from './arrow-fixed.ts';
import { PrintedWriter, TextWriter } from './arrow-strings.ts';
import { valueTypeOf } from '../result-columns.ts';

const fixed: ReadonlyMap<DuckDBTypeId, readonly [type: () => DataType, width: number]> = new Map([
  [DuckDBTypeId.TINYINT, [int8, 1]],
  [DuckDBTypeId.SMALLINT, [int16, 2]],
  [DuckDBTypeId.INTEGER, [int32, 4]],
  [DuckDBTypeId.BIGINT, [int64, 8]],
  [DuckDBTypeId.UTINYINT, [uint8, 1]],
  [DuckDBTypeId.USMALLINT, [uint16, 2]],
  [DuckDBTypeId.UINTEGER, [uint32, 4]],
  [DuckDBTypeId.UBIGINT, [uint64, 8]],
  [DuckDBTypeId.FLOAT, [float32, 4]],
  [DuckDBTypeId.DOUBLE, [float64, 8]],
  [DuckDBTypeId.DATE, [dateDay, 4]],
  [DuckDBTypeId.TIME, [timeMicrosecond, 8]],
  [DuckDBTypeId.TIMESTAMP_S, [() => timestamp(TimeUnit.SECOND), 8]],
  [DuckDBTypeId.TIMESTAMP_MS, [() => timestamp(TimeUnit.MILLISECOND), 8]],
  [DuckDBTypeId.TIMESTAMP, [() => timestamp(TimeUnit.MICROSECOND), 8]],
  [DuckDBTypeId.TIMESTAMP_NS, [() => timestamp(TimeUnit.NANOSECOND), 8]],
  [DuckDBTypeId.TIMESTAMP_TZ, [() => timestamp(TimeUnit.MICROSECOND, 'UTC'), 8]],
]);

/** A result on its way to Arrow. Chunks may be of any size and are not needed after `append`. */
export class ArrowWriter {
  readonly #names: readonly string[];
  readonly #columns: readonly ColumnWriter[];
  rowCount = 0;

  constructor(names: readonly string[], types: readonly DuckDBType[]) {
    this.#names = names;
    this.#columns = types.map(columnWriter);
  }

  /** Bytes of all buffers so far. */
  get byteLength(): number {
    return this.#columns.reduce((sum, column) => sum + column.byteLength, 0);
  }

  append(chunk: DuckDBDataChunk, rows: number): void {
    this.#columns.forEach((column, index) => column.append(chunk, index, rows));
    this.rowCount += rows;
  }

  finish(): Uint8Array {
    const table = tableFromColumns(this.#columns.map((column, index) => [this.#names[index] ?? '', column.finish()]));
    const bytes = tableToIPC(table, { format: 'stream' });
    if (bytes === null) throw new Error('The Arrow encoder wrote nowhere.');
    return bytes;
  }
}

function columnWriter(type: DuckDBType): ColumnWriter {
  const copied = fixed.get(type.typeId);
  if (copied !== undefined) return new FixedWidthWriter(copied[0](), copied[1]);
  if (type instanceof DuckDBDecimalType) return new DecimalWriter(type.width, type.scale);
  if (type instanceof DuckDBEnumType) return enumWriter(type);
  if (type.typeId === DuckDBTypeId.HUGEINT) return new DecimalWriter(38, 0);
  if (type.typeId === DuckDBTypeId.BOOLEAN) return new BooleanWriter();
  if (type.typeId === DuckDBTypeId.VARCHAR) return new TextWriter();
  return new PrintedWriter(type, valueTypeOf(type) === 'json');
}
