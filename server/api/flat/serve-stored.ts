/** a stored table → headers, 304 where the client has it already, else the file as it is made */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import type { Engine, StoredResult } from '../../engine/engine.ts';
import { raw, sql } from '../../sql/sql.ts';
import { storedBody } from './file-body.ts';
import { contentTypes, type FlatFormat } from './formats.ts';
import { arrowOf, csvOf } from './row-stream.ts';
import { isKnown } from './serve-answer.ts';

/** Formats in which tables of any length are served. */
export const storedFormats: readonly FlatFormat[] = ['arrow', 'parquet', 'csv'];

export interface StoredFile {
  readonly engine: Engine;
  readonly stored: StoredResult;
  /** What the file is called when it is saved, without its ending. */
  readonly name: string;
  readonly format: FlatFormat;
  readonly forExcel: boolean;
  /** Ends when the client goes away. */
  readonly signal: AbortSignal;
}

/** Serves it, however long it is; its fingerprint is the entity tag. */
export async function serveStored(
  request: FastifyRequest,
  reply: FastifyReply,
  file: StoredFile,
): Promise<FastifyReply> {
  const { stored, name, format } = file;
  const headers = {
    etag: `"${stored.fingerprint}"`,
    'cache-control': 'private, no-cache',
    'content-disposition': `inline; filename="${encodeURIComponent(name)}.${format}"`,
  };
  if (isKnown(request.headers['if-none-match'], stored.fingerprint)) return reply.headers(headers).code(304).send();
  const body = await bodyOf(file);
  return reply.headers(headers).type(contentTypes[format]).send(body);
}

function bodyOf({ engine, stored, format, forExcel, signal }: StoredFile): Promise<Readable> {
  if (format === 'parquet') return storedBody(engine, stored.fingerprint);
  const statement = sql`SELECT * FROM read_parquet(${raw(`'${stored.fingerprint}.parquet'`)})`.print();
  const rows = { statement, columns: stored.columns, rowCount: stored.rowCount };
  return format === 'arrow' ? arrowOf(engine, rows, signal) : csvOf(engine, { ...rows, forExcel }, signal);
}
