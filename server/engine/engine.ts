import type { FileHandle } from 'node:fs/promises';
import type { Json } from '../lib/json.ts';
import type { Problem } from '../lib/problem.ts';
import type { Table, ValueType } from '../lib/table.ts';
import type { DatasetFacts } from '../query/answer/result.ts';
import type { Statement } from '../sql/sql.ts';

/**
 * The process that runs queries, as the rest of the server sees it. It holds one immutable set of dataset files, can be
 * killed and replaced within a second, and never sees the network or a file outside of its own folders.
 *
 * Relations that a statement may name:
 * - `data."<dataset>"`: all columns with the day columns of the loader; for generated SQL only
 * - `scope."<dataset>"`: the declared columns; what user SQL is spliced to
 * - `read_parquet('<fingerprint>.parquet')` in the results folder: results that were stored under a fingerprint
 */
export interface Engine {
  /** Runs one trusted statement (generated, or passed through the gate and spliced). */
  query(request: EngineRequest, signal?: AbortSignal): Promise<EngineResult>;
  /**
   * Runs it to the end and hands on the Arrow stream in pieces, as they are made and taken: the engine waits while some
   * megabytes are not taken yet. Pieces that were handed on before an error are a stream without an end. Throws
   * `too-many-streams` where all places are taken.
   */
  stream(request: StreamedRequest, onPiece: TakePiece, signal?: AbortSignal): Promise<StreamedResult>;
  /** Runs it and keeps the whole result under a fingerprint (64 hexadecimal digits), atomically. */
  store(fingerprint: string, request: EngineRequest, signal?: AbortSignal): Promise<StoredResult>;
  /** Keeps a table that was computed elsewhere, so that SQL can read it. */
  storeTable(fingerprint: string, table: Table): Promise<StoredResult>;
  /** What is stored under a fingerprint, or null; survives restarts. */
  stored(fingerprint: string): Promise<StoredResult | null>;
  /** The Parquet file of a stored result, or null; whoever asks closes it. */
  openStored(fingerprint: string): Promise<FileHandle | null>;
  /** DuckDB's own syntax tree of a text (`json_serialize_sql`): SELECTs only; an error stands in the JSON. */
  serialize(text: string): Promise<Json>;
  /** Columns of a statement without running it. */
  describe(statement: Statement): Promise<readonly ResultColumnType[]>;
  /** Names of functions by stability, from the engine's own catalogue: for the gate and for fingerprints. */
  functions(): Promise<FunctionCatalogue>;
  /** Switches to other dataset files: new queries see them, queries in flight finish on the old ones. */
  replace(datasets: readonly LoadedDataset[]): Promise<void>;
  /** Version of the engine: part of every fingerprint. */
  readonly version: string;
  status(): EngineStatus;
  close(): Promise<void>;
}

/**
 * Each lane has places of its own: cells that run for minutes leave those of metric queries and tables free, and so do
 * streams, which last as long as their readers take.
 */
export type Lane = 'control' | 'interactive' | 'notebook' | 'stream' | 'background';

export interface EngineRequest {
  readonly statement: Statement;
  readonly lane: Lane;
  /** Rows after which the stream is stopped and the result marked as cut. */
  readonly maxRows: number;
  /** Bytes of Arrow after which it is stopped (`result-too-large` when nothing would be left). */
  readonly maxBytes?: number;
  /** Milliseconds; interrupted then, and killed two seconds later if it does not stop. */
  readonly timeoutMs?: number;
  /** 0 to 1, or null while it cannot be told. */
  readonly onProgress?: (fraction: number | null) => void;
}

/** Takes a piece of a stream; one that resolves later keeps the engine from making many more. */
export type TakePiece = (piece: Uint8Array) => void | Promise<void>;

/**
 * A request for all rows; `maxBytes` ends it with `result-too-large`. The time limit counts anew with each piece, so it bounds
 * how long the engine works on one and how long a reader may take none.
 */
export interface StreamedRequest extends Pick<EngineRequest, 'statement' | 'maxBytes' | 'timeoutMs'> {
  /** About how many rows each piece has. */
  readonly rowsAPiece: number;
  /** How many rows there are in all; a stream of fewer or more is an error. */
  readonly rowCount: number;
}

type StreamedResult = Pick<EngineResult, 'columns' | 'rowCount' | 'elapsedMs'>;

export interface EngineResult {
  /** Arrow IPC stream, made straight from the engine's vectors. */
  readonly arrow: Uint8Array;
  readonly columns: readonly ResultColumnType[];
  readonly rowCount: number;
  /** Whether rows were left out at `maxRows` or `maxBytes`. */
  readonly truncated: boolean;
  readonly elapsedMs: number;
}

export interface ResultColumnType {
  readonly name: string;
  readonly type: ValueType;
  /** The engine's own name of the type, for people. */
  readonly engineType: string;
}

export interface StoredResult {
  readonly fingerprint: string;
  readonly columns: readonly ResultColumnType[];
  readonly rowCount: number;
  readonly bytes: number;
  readonly elapsedMs: number;
  readonly storedAt: string;
}

export interface FunctionCatalogue {
  readonly scalar: ReadonlySet<string>;
  readonly aggregate: ReadonlySet<string>;
  readonly table: ReadonlySet<string>;
  /** VOLATILE: another value at every call. */
  readonly volatile: ReadonlySet<string>;
  /** CONSISTENT_WITHIN_QUERY: another value in every query (`now`). */
  readonly perQuery: ReadonlySet<string>;
}

/** One version of one dataset as the loader left it: an immutable DuckDB file with the table `rows`. */
export interface LoadedDataset {
  readonly name: string;
  /** Absolute path; null when nothing could be loaded. */
  readonly file: string | null;
  /** Columns of `rows` in order: declared ones first. */
  readonly columns: readonly LoadedColumn[];
  readonly facts: DatasetFacts;
  /** Duplicate keys, failed casts, unreadable source …; errors quarantine the dataset. */
  readonly problems: readonly Problem[];
  /** What was guessed when the source was read, in sentences a person can check: `separator ;`. */
  readonly remarks?: readonly string[];
}

export interface LoadedColumn {
  readonly name: string;
  readonly engineType: string;
  /** Added by the loader (`ordered_at__day`), not declared: hidden from user SQL. */
  readonly added: boolean;
  readonly nulls: number;
  /** Values of the source that the declared type refused: null in the data, counted here. */
  readonly failedCasts: number;
  readonly samples: readonly string[];
}

export interface EngineStatus {
  readonly state: 'starting' | 'ready' | 'respawning' | 'closed';
  readonly running: number;
  readonly queued: number;
  readonly lanes: readonly { readonly lane: Lane; readonly running: number; readonly queued: number }[];
  readonly kills: number;
  /** Datasets whose file the engine could not open, with the reason. */
  readonly unreadable: readonly string[];
}
