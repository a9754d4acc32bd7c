import { mkdir } from 'node:fs/promises';
import { TrivetError } from '../lib/errors.ts';
import type { Json } from '../lib/json.ts';
import type { Statement } from '../sql/sql.ts';
import type { Value } from '../lib/table.ts';
import { tableOf } from './arrow/arrow-table.ts';
import type { Engine, EngineRequest, EngineResult, FunctionCatalogue, Lane, LoadedDataset } from './engine.ts';
import type { EngineProcess } from './engine-process.ts';
import { laneWidths } from './connections.ts';
import { evictResults, removeLeftovers } from './evict-results.ts';
import { defaultStoreLimits, ResultStore, type StoreLimits } from './result-store.ts';
import { Supervisor } from './supervisor.ts';

export interface EngineOptions {
  /** Where processes spill; emptied by them. */
  readonly folder: string;
  readonly resultsFolder: string;
  readonly datasets: readonly LoadedDataset[];
  /** What one process may hold in buffers. */
  readonly memoryMb: number;
  /** Megabytes that queries may spill to disk when their memory is full: 8,000 unless said. */
  readonly temporaryMb?: number;
  readonly threads: number;
  /** Megabytes by which a process may grow in all: lists and strings, which `memoryMb` does not count, and results under way. */
  readonly processMemoryMb?: number;
  /** The time limit of queries that bring none, 60 s unless said; in the background 10 min where that is more. */
  readonly timeoutMs?: number;
  /** A process that was started beforehand; the engine takes it and ends it. */
  readonly started?: EngineProcess;
  /** Whether a warm process waits to take over (half a second); on unless said otherwise. */
  readonly spare?: boolean;
  /** 5,000 unless said: whoever starts the engine is about to ask it for the first page and its charts. */
  readonly spareAfterMs?: number;
  readonly storeLimits?: StoreLimits;
  readonly clock?: () => Date;
}

const defaultTimeouts: { readonly [L in Lane]: number } = {
  control: 15_000,
  interactive: 60_000,
  notebook: 60_000,
  stream: 60_000,
  background: 600_000,
};
const defaultTemporaryMb = 8000;
const defaultMaxBytes = 256 * 1024 * 1024;
/** Of a stream nothing stays in the engine but the pieces that are not taken yet. */
const mostStreamed = 1024 * 1024 * 1024;
const longestText = 200_000;

/** Starts the engine's processes over a set of dataset files. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const clock = options.clock ?? (() => new Date());
  const limits = options.storeLimits ?? defaultStoreLimits;
  await Promise.all([mkdir(options.folder, { recursive: true }), mkdir(options.resultsFolder, { recursive: true })]);
  await removeLeftovers(options.resultsFolder);
  await evictResults(options.resultsFolder, limits, clock());
  const supervisor = new Supervisor(
    {
      ...options,
      temporaryMb: options.temporaryMb ?? defaultTemporaryMb,
      processMemoryMb: options.processMemoryMb ?? options.memoryMb + 2000,
      spare: options.spare ?? true,
      spareAfterMs: options.spareAfterMs ?? 5000,
    },
    options.started,
  );
  const version = await supervisor.start();
  return engineOver(supervisor, version, new ResultStore(options.resultsFolder, limits, clock), options);
}

function engineOver(supervisor: Supervisor, version: string, store: ResultStore, options: EngineOptions): Engine {
  const timeoutOf = ({ lane, timeoutMs }: EngineRequest): number => timeoutMs ?? limitOf(lane, options.timeoutMs);
  const query: Engine['query'] = (request, signal) => runQuery(supervisor, request, timeoutOf(request), signal);
  const readAll = async (statement: Statement): Promise<readonly (readonly Value[])[]> => {
    const result = await query({ statement, lane: 'control', maxRows: 100_000 });
    return tableOf(result.arrow, result.columns).columns.map((column) => column.values);
  };
  let functions: Promise<FunctionCatalogue> | null = null;
  return {
    version: `duckdb ${version}`,
    query,
    stream: async ({ statement, rowsAPiece, rowCount, maxBytes = mostStreamed, timeoutMs }, onPiece, signal) => {
      const started = performance.now();
      refuseManyStreams(supervisor);
      const work = { kind: 'stream', lane: 'stream', statement, rowsAPiece, rowCount, maxBytes } as const;
      const limit = timeoutMs ?? limitOf('stream', options.timeoutMs);
      const { result } = await supervisor.run({ work, timeoutMs: limit, signal, onPiece });
      return { columns: result.columns, rowCount: result.rowCount, elapsedMs: performance.now() - started };
    },
    store: (fingerprint, request, signal) =>
      store.keep(
        fingerprint,
        async (file, stop) => {
          const { lane, statement, onProgress } = request;
          const work = { kind: 'copy', lane, statement, file, progress: onProgress !== undefined } as const;
          return (await supervisor.run({ work, timeoutMs: timeoutOf(request), signal: stop, onProgress })).result;
        },
        signal,
      ),
    storeTable: (fingerprint, table) =>
      store.keep(
        fingerprint,
        async (file, signal) => {
          const work = { kind: 'copy-table', lane: 'interactive', table, file } as const;
          return (await supervisor.run({ work, timeoutMs: defaultTimeouts.interactive, signal })).result;
        },
        undefined,
      ),
    stored: (fingerprint) => store.find(fingerprint),
    openStored: (fingerprint) => store.open(fingerprint),
    serialize: async (text) => {
      const [[json] = []] = await readAll(serializeStatement(text));
      // What json_serialize_sql returns is JSON.
      return JSON.parse(String(json)) as Json;
    },
    describe: async (statement) => {
      const work = { kind: 'describe', lane: 'control', statement } as const;
      return (await supervisor.run({ work, timeoutMs: defaultTimeouts.control })).result.columns;
    },
    functions: () => (functions ??= readFunctions(readAll)),
    replace: (datasets) => supervisor.replace(datasets),
    status: () => supervisor.status(),
    close: () => supervisor.close(),
  };
}

function limitOf(lane: Lane, chosenMs: number | undefined): number {
  return lane === 'background'
    ? Math.max(defaultTimeouts.background, chosenMs ?? 0)
    : (chosenMs ?? defaultTimeouts[lane]);
}

function refuseManyStreams(supervisor: Supervisor): void {
  const streams = supervisor.status().lanes.find(({ lane }) => lane === 'stream');
  if (streams === undefined || streams.running + streams.queued < laneWidths.stream) return;
  throw new TrivetError('too-many-streams', `${laneWidths.stream} long tables are being read already.`, {
    hint: 'Ask again when one of them has ended, or fetch the table as Parquet, which takes no place.',
  });
}

async function runQuery(
  supervisor: Supervisor,
  request: EngineRequest,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<EngineResult> {
  const { lane, statement, maxRows, maxBytes = defaultMaxBytes, onProgress } = request;
  const started = performance.now();
  const work = { kind: 'run', lane, statement, maxRows, maxBytes, progress: onProgress !== undefined } as const;
  const { result, body } = await supervisor.run({ work, timeoutMs, signal, onProgress });
  return { ...result, arrow: body, elapsedMs: performance.now() - started };
}

function serializeStatement(text: string): Statement {
  if (text.length > longestText) {
    throw new TrivetError('sql-invalid', `The statement is longer than ${longestText} characters.`, {
      hint: 'Split it into several cells, or load long lists of values as a dataset.',
    });
  }
  return {
    text: 'SELECT json_serialize_sql($1::VARCHAR, skip_null := true, skip_empty := true, skip_default := true)',
    parameters: [{ type: 'VARCHAR', value: text }],
  };
}

async function readFunctions(
  readAll: (statement: Statement) => Promise<readonly (readonly Value[])[]>,
): Promise<FunctionCatalogue> {
  const [names = [], types = [], stabilities = []] = await readAll({
    text: 'SELECT DISTINCT lower(function_name), function_type, stability FROM duckdb_functions() ORDER BY ALL',
    parameters: [],
  });
  const where = (holds: (row: number) => boolean): ReadonlySet<string> =>
    new Set(names.filter((_, row) => holds(row)).map(String));
  return {
    scalar: where((row) => types[row] === 'scalar' || types[row] === 'macro'),
    aggregate: where((row) => types[row] === 'aggregate'),
    table: where((row) => types[row] === 'table' || types[row] === 'table_macro'),
    volatile: where((row) => stabilities[row] === 'VOLATILE'),
    perQuery: where((row) => stabilities[row] === 'CONSISTENT_WITHIN_QUERY'),
  };
}
