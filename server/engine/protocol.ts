import type { ErrorCode, Position } from '../lib/errors.ts';
import { messageOf, TrivetError } from '../lib/errors.ts';
import type { Table } from '../lib/table.ts';
import type { Statement } from '../sql/sql.ts';
import type { Lane, ResultColumnType } from './engine.ts';

/** What the child needs to open its database. */
export interface OpenRequest {
  readonly kind: 'open';
  /** The results folder, absolute. It becomes the process's working folder; all other paths are relative to it. */
  readonly folder: string;
  readonly datasets: readonly DatasetFile[];
  readonly tempFolder: string;
  readonly memoryMb: number;
  /** Megabytes that may spill into the temporary folder. */
  readonly temporaryMb: number;
  readonly threads: number;
  /** Megabytes by which the process may grow once it is open. */
  readonly processMemoryMb: number;
}

export interface DatasetFile {
  readonly name: string;
  readonly file: string;
  readonly declared: readonly string[];
}

/** Runs a statement and sends Arrow back. */
export interface RunRequest {
  readonly kind: 'run';
  readonly lane: Lane;
  readonly statement: Statement;
  readonly maxRows: number;
  readonly maxBytes: number;
  readonly progress: boolean;
}

/** Runs a statement and sends Arrow back in pieces, which together are one stream. */
export interface StreamRequest {
  readonly kind: 'stream';
  readonly lane: Lane;
  readonly statement: Statement;
  readonly rowsAPiece: number;
  /** How many rows there are: a long stream that fails ends like one that is complete. */
  readonly rowCount: number;
  readonly maxBytes: number;
}

/** Runs a statement into a Parquet file of the results folder. */
interface CopyRequest {
  readonly kind: 'copy';
  readonly lane: Lane;
  readonly statement: Statement;
  readonly file: string;
  readonly progress: boolean;
}

/** Writes a table into a Parquet file of the results folder. */
interface CopyTableRequest {
  readonly kind: 'copy-table';
  readonly lane: Lane;
  readonly table: Table;
  readonly file: string;
}

interface DescribeRequest {
  readonly kind: 'describe';
  readonly lane: Lane;
  readonly statement: Statement;
}

export type WorkRequest = RunRequest | StreamRequest | CopyRequest | CopyTableRequest | DescribeRequest;

export type ToChild =
  | OpenRequest
  | (WorkRequest & { readonly id: number })
  | { readonly kind: 'interrupt'; readonly id: number }
  /** The oldest piece of a stream that was not taken yet is. */
  | { readonly kind: 'taken'; readonly id: number };

export type FromChild =
  | {
      readonly kind: 'ready';
      readonly version: string;
      readonly unreadable: readonly string[];
      readonly limited: boolean;
    }
  | { readonly kind: 'progress'; readonly id: number; readonly fraction: number | null }
  /** With a part of the Arrow stream as its body. */
  | { readonly kind: 'piece'; readonly id: number }
  | ({ readonly kind: 'done'; readonly id: number } & WorkResult)
  | { readonly kind: 'failed'; readonly id: number | null; readonly error: WireError };

export interface WorkResult {
  readonly columns: readonly ResultColumnType[];
  readonly rowCount: number;
  readonly truncated: boolean;
}

export interface WireError {
  /** null: a mistake of ours. */
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly hint: string | null;
  readonly position: Position | null;
}

export function toWire(thrown: unknown): WireError {
  if (!(thrown instanceof TrivetError)) return { code: null, message: messageOf(thrown), hint: null, position: null };
  return { code: thrown.code, message: thrown.message, hint: thrown.hint ?? null, position: thrown.position ?? null };
}

export function fromWire(error: WireError): Error {
  if (error.code === null) return new Error(error.message);
  return new TrivetError(error.code, error.message, {
    hint: error.hint ?? undefined,
    position: error.position ?? undefined,
  });
}
