/** rows of a statement, however many, as Arrow or CSV while they are made */
import { PassThrough, Readable } from 'node:stream';
import { setImmediate as pause } from 'node:timers/promises';
import { wholeStreams } from '../../engine/arrow/arrow-messages.ts';
import { tableOf } from '../../engine/arrow/arrow-table.ts';
import type { Engine, ResultColumnType, StreamedRequest } from '../../engine/engine.ts';
import type { Statement } from '../../sql/sql.ts';
import { csvPieces } from './write-csv.ts';

export interface RowsToStream {
  readonly statement: Statement;
  readonly columns: readonly ResultColumnType[];
  readonly rowCount: number;
}

/** A million rows of eight columns are some seventy megabytes in thirty pieces. */
const rowsOfArrow = 32_768;

/** Rows that are turned into text without letting others have a turn. */
const rowsOfText = 2048;

/**
 * The rows as an Arrow stream. Resolves when the first of them are there, so that a statement that fails is an error and not
 * half a file; one that fails later ends the connection, by which a client knows.
 */
export async function arrowOf(
  engine: Engine,
  { statement, rowCount }: RowsToStream,
  signal: AbortSignal,
): Promise<Readable> {
  return piecesOf(engine, { statement, rowCount, rowsAPiece: rowsOfArrow }, signal);
}

/** The rows as CSV, in the same way. */
export async function csvOf(
  engine: Engine,
  { statement, columns, rowCount, forExcel }: RowsToStream & { readonly forExcel: boolean },
  signal: AbortSignal,
): Promise<Readable> {
  const pieces = await piecesOf(engine, { statement, rowCount, rowsAPiece: rowsOfText }, signal);
  return Readable.from(csvLines(pieces, columns, forExcel), { objectMode: false });
}

async function* csvLines(
  pieces: Readable,
  columns: readonly ResultColumnType[],
  forExcel: boolean,
): AsyncGenerator<string> {
  const whole = wholeStreams();
  let isFirst = true;
  // In object mode every chunk is a piece as the engine made it.
  for await (const piece of pieces as AsyncIterable<Uint8Array>) {
    const stream = whole(piece);
    if (stream === null) continue;
    const table = tableOf(stream, columns);
    const lines = csvPieces(table, forExcel);
    if (!isFirst) lines.next();
    isFirst = false;
    for (const line of lines) {
      yield line;
      await pause();
    }
  }
}

async function piecesOf(
  engine: Engine,
  request: Pick<StreamedRequest, 'statement' | 'rowCount' | 'rowsAPiece'>,
  signal: AbortSignal,
): Promise<Readable> {
  const body = new PassThrough({ objectMode: true, highWaterMark: 1 });
  let begin: () => void = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  let room: Promise<void> | null = null;
  const onPiece = async (piece: Uint8Array): Promise<void> => {
    const hasRoom = body.write(piece);
    begin();
    if (hasRoom || body.destroyed) return;
    room ??= roomIn(body);
    await room;
    room = null;
  };
  const done = engine.stream(request, onPiece, signal);
  done.then(
    () => body.end(),
    (error: unknown) => body.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  body.on('error', () => undefined);
  await Promise.race([begun, done]);
  return body;
}

/** Resolves when a piece may follow, or when nobody reads any more. */
function roomIn(body: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      body.off('drain', done).off('close', done);
      resolve();
    };
    body.on('drain', done).on('close', done);
  });
}
