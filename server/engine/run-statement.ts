import type { DuckDBConnection, DuckDBPreparedStatement, DuckDBResult } from '@duckdb/node-api';
import { TrivetError } from '../lib/errors.ts';
import type { Statement } from '../sql/sql.ts';
import { ArrowWriter } from './arrow/arrow.ts';
import { batchesAlone, endOfStream, withoutEnd } from './arrow/arrow-messages.ts';
import { bindParameters } from './bind.ts';
import type { Hold } from './connections.ts';
import type { ResultColumnType } from './engine.ts';
import type { RunRequest, StreamRequest, WorkResult } from './protocol.ts';
import { resultColumns } from './result-columns.ts';
import { sqlError } from './sql-error.ts';

export interface RunOutcome {
  readonly result: WorkResult;
  readonly arrow: Uint8Array;
}

/** Streams a statement into Arrow and stops it once there are enough rows or bytes. */
export async function runStatement(hold: Hold, request: RunRequest): Promise<RunOutcome> {
  return withPrepared(hold, request.statement, async (prepared) => {
    const stream = await prepared.stream();
    let exhausted = false;
    try {
      const columns = resultColumns(stream.columnNames(), stream.columnTypes());
      const writer = new ArrowWriter(
        columns.map((column) => column.name),
        stream.columnTypes(),
      );
      const truncated = await fill(hold, stream, writer, request);
      exhausted = !truncated;
      return { result: { columns, rowCount: writer.rowCount, truncated }, arrow: writer.finish() };
    } finally {
      if (!exhausted) await endStream(hold.connection, stream);
    }
  });
}

/** Streams a statement into Arrow, some rows at a time; the pieces one behind the other are one Arrow stream. */
export async function streamStatement(
  hold: Hold,
  request: StreamRequest,
  onPiece: (piece: Uint8Array) => void | Promise<void>,
): Promise<WorkResult> {
  return withPrepared(hold, request.statement, async (prepared) => {
    const stream = await prepared.stream();
    let exhausted = false;
    try {
      const columns = resultColumns(stream.columnNames(), stream.columnTypes());
      const names = columns.map((column) => column.name);
      let [rowCount, bytes, isFirst, truncated] = [0, 0, true, true];
      while (truncated) {
        const writer = new ArrowWriter(names, stream.columnTypes());
        truncated = await fill(hold, stream, writer, request);
        if (!isFirst && writer.rowCount === 0) break;
        const piece = isFirst ? withoutEnd(writer.finish()) : batchesAlone(writer.finish());
        bytes += piece.length;
        if (bytes > request.maxBytes) throw tooManyBytes(request.maxBytes);
        await onPiece(piece);
        hold.check();
        rowCount += writer.rowCount;
        isFirst = false;
      }
      if (rowCount !== request.rowCount)
        throw new Error(`The stream ended after ${rowCount} of ${request.rowCount} rows.`);
      await onPiece(endOfStream);
      exhausted = true;
      return { columns, rowCount, truncated: false };
    } finally {
      if (!exhausted) await endStream(hold.connection, stream);
    }
  });
}

/** Columns of a statement, planned but not run. */
export async function describeStatement(hold: Hold, statement: Statement): Promise<readonly ResultColumnType[]> {
  return runWrapped(hold, statement, { before: 'SELECT * FROM (', after: ') LIMIT 0' }, async (prepared) => {
    const result = await prepared.run();
    return resultColumns(result.columnNames(), result.columnTypes());
  });
}

/** Runs a statement with SQL put around it; errors are placed in the statement as it was given. */
export async function runWrapped<Result>(
  hold: Hold,
  statement: Statement,
  { before, after }: { readonly before: string; readonly after: string },
  work: (prepared: DuckDBPreparedStatement) => Promise<Result>,
): Promise<Result> {
  const inner = statement.text.replace(/[\s;]+$/, '');
  try {
    return await withPrepared(hold, { ...statement, text: `${before}${inner}\n${after}` }, work);
  } catch (error) {
    throw sqlError(error, statement.text, Buffer.byteLength(before));
  }
}

/** Prepares, binds, does the work and lets go of the statement, whatever happens. */
async function withPrepared<Result>(
  hold: Hold,
  statement: Statement,
  work: (prepared: DuckDBPreparedStatement) => Promise<Result>,
): Promise<Result> {
  const prepared = await hold.connection.prepare(statement.text);
  try {
    bindParameters(prepared, statement.parameters);
    hold.check();
    return await work(prepared);
  } finally {
    prepared.destroySync();
  }
}

/** Fills the writer; true where rows were left out, or are left for the next writer. */
async function fill(
  hold: Hold,
  stream: DuckDBResult,
  writer: ArrowWriter,
  request: RunRequest | StreamRequest,
): Promise<boolean> {
  for (;;) {
    const chunk = await stream.fetchChunk();
    hold.check();
    if (chunk === null || chunk.rowCount === 0) return false;
    if (request.kind === 'stream') {
      writer.append(chunk, chunk.rowCount);
      if (writer.rowCount >= request.rowsAPiece) return true;
      continue;
    }
    const rows = Math.min(chunk.rowCount, request.maxRows - writer.rowCount);
    if (rows > 0) writer.append(chunk, rows);
    if (rows < chunk.rowCount) return true;
    if (writer.byteLength > request.maxBytes) return cutAtBytes(writer, request);
  }
}

function tooManyBytes(maxBytes: number): TrivetError {
  return new TrivetError('result-too-large', `The file is larger than ${Math.round(maxBytes / 1024 / 1024)} MB.`, {
    hint: 'Select fewer columns or rows, or aggregate.',
  });
}

function cutAtBytes(writer: ArrowWriter, request: RunRequest): true {
  if (writer.byteLength > 2 * request.maxBytes) {
    throw new TrivetError('result-too-large', `The first rows alone are larger than ${request.maxBytes} bytes.`, {
      hint: 'Select fewer columns, or shorten long texts with left(text, 200).',
    });
  }
  return true;
}

// A stream that is left open goes on working, and can swallow the rows of the connection's next statement.
async function endStream(connection: DuckDBConnection, stream: DuckDBResult): Promise<void> {
  connection.interrupt();
  try {
    for (let chunk = await stream.fetchChunk(); chunk !== null && chunk.rowCount > 0;)
      chunk = await stream.fetchChunk();
  } catch {
    // Being interrupted is what was asked for.
  }
}
