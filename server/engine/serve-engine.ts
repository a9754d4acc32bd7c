import { chdir } from 'node:process';
import type { Duplex } from 'node:stream';
import type { Hold } from './connections.ts';
import { copyStatement, copyTable } from './copy-result.ts';
import { encodeFrame, FrameReader } from './frames.ts';
import { limitMemory } from './limit-memory.ts';
import { type Database, openDatabase } from './open-database.ts';
import { type FromChild, type ToChild, toWire, type WorkRequest, type WorkResult } from './protocol.ts';
import { describeStatement, runStatement, streamStatement } from './run-statement.ts';
import { createUntaken, type Untaken } from './untaken-pieces.ts';
import { EngineBroken, sqlError } from './sql-error.ts';

const progressEveryMs = 100;

/** Answers the parent's requests until the pipe closes, and closes it when the engine is broken. */
export function serveEngine(pipe: Duplex): void {
  const reader = new FrameReader();
  const send = (message: FromChild, body?: Uint8Array): void => {
    for (const piece of encodeFrame(message, body)) pipe.write(piece);
  };
  let database: Database | null = null;
  const untaken = createUntaken();
  const open = async (message: ToChild & { readonly kind: 'open' }): Promise<void> => {
    try {
      chdir(message.folder);
      database = await openDatabase(message);
      const limited = await limitMemory(message.processMemoryMb);
      send({ kind: 'ready', version: database.version, unreadable: database.unreadable, limited });
    } catch (error) {
      send({ kind: 'failed', id: null, error: toWire(sqlError(error, '')) });
    }
  };
  pipe.on('data', (chunk: Uint8Array) => {
    for (const { header } of reader.push(chunk)) {
      // The other end of the pipe is our own parent, which writes nothing but ToChild.
      const message = header as ToChild;
      if (message.kind === 'open') void open(message);
      else if (message.kind === 'taken') untaken.taken(message.id);
      else if (message.kind === 'interrupt') {
        database?.connections.interrupt(message.id);
        untaken.end(message.id);
      } else if (database !== null) void answer({ database, untaken, send }, message).catch(() => pipe.end());
    }
  });
}

type Work = WorkRequest & { readonly id: number };

interface Answering {
  readonly database: Database;
  readonly untaken: Untaken;
  readonly send: (message: FromChild, body?: Uint8Array) => void;
}

async function answer({ database, untaken, send }: Answering, work: Work): Promise<void> {
  const onPiece = (piece: Uint8Array): Promise<void> => {
    send({ kind: 'piece', id: work.id }, piece);
    return untaken.sent(work.id, piece.length);
  };
  try {
    const [result, body] = await database.connections.use(work.lane, work.id, async (hold) => {
      const stop = reportProgress(hold, work, send);
      try {
        return await perform(hold, work, onPiece);
      } finally {
        stop();
      }
    });
    send({ kind: 'done', id: work.id, ...result }, body);
  } catch (error) {
    const text = 'statement' in work ? work.statement.text : '';
    const failure = sqlError(error, text);
    send({ kind: 'failed', id: work.id, error: toWire(failure) });
    if (failure instanceof EngineBroken) throw failure;
  } finally {
    untaken.end(work.id);
  }
}

async function perform(
  hold: Hold,
  work: Work,
  onPiece: (piece: Uint8Array) => Promise<void>,
): Promise<readonly [WorkResult, Uint8Array?]> {
  if (work.kind === 'stream') return [await streamStatement(hold, work, onPiece)];
  if (work.kind === 'run') {
    const { result, arrow } = await runStatement(hold, work);
    return [result, arrow];
  }
  if (work.kind === 'copy') return [await copyStatement(hold, work.statement, work.file)];
  if (work.kind === 'copy-table') return [await copyTable(hold, work.table, work.file)];
  return [{ columns: await describeStatement(hold, work.statement), rowCount: 0, truncated: false }];
}

function reportProgress(hold: Hold, work: Work, send: (message: FromChild) => void): () => void {
  if (!('progress' in work) || !work.progress) return () => undefined;
  const timer = setInterval(() => {
    const { percentage } = hold.connection.progress;
    send({ kind: 'progress', id: work.id, fraction: percentage < 0 ? null : Math.min(percentage / 100, 1) });
  }, progressEveryMs);
  return () => clearInterval(timer);
}
