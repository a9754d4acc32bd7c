import { chdir } from 'node:process';
import type { Duplex } from 'node:stream';
import type { Hold } from './connections.ts';
import { copyStatement, copyTable } from './copy-result.ts';
import { encodeFrame, FrameReader } from './frames.ts';
import { limitMemory } from './limit-memory.ts';
import { type Database, openDatabase } from './open-database.ts';
import { type FromChild, type ToChild, toWire, type WorkRequest, type WorkResult } from './protocol.ts';
import { describeStatement, runStatement, streamStatement } from './run-statement.ts';
import { EngineBroken, sqlError } from './sql-error.ts';

const progressEveryMs = 100;

/** Answers the parent's requests until the pipe closes, and closes it when the engine is broken. */
export function serveEngine(pipe: Duplex): void {
  const reader = new FrameReader();
  const send = (message: FromChild, body?: Uint8Array): void => {
    for (const piece of encodeFrame(message, body)) pipe.write(piece);
  };
  let database: Database | null = null;
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
      else if (database !== null && message.kind === 'interrupt') database.connections.interrupt(message.id);
      else if (database !== null && message.kind !== 'interrupt')
        void answer(database, message, send).catch(() => pipe.end());
    }
  });
}

type Work = WorkRequest & { readonly id: number };

async function answer(
  database: Database,
  work: Work,
  send: (message: FromChild, body?: Uint8Array) => void,
): Promise<void> {
  try {
    const [result, body] = await database.connections.use(work.lane, work.id, async (hold) => {
      const stop = reportProgress(hold, work, send);
      try {
        return await perform(hold, work, (piece) => send({ kind: 'piece', id: work.id }, piece));
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
  }
}

async function perform(
  hold: Hold,
  work: Work,
  onPiece: (piece: Uint8Array) => void,
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
